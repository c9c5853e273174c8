import PortableMath

/// How something new spreads from person to person, whoever the people are.
///
/// Three ways to begin add up to a week's chance of p + q a + r·1{a + μG ≥ θ}, at most 1: by oneself, the more the more
/// others do it (Bass 1969), and once as many do it as one waits for (Granovetter 1978). a is the share of others who
/// do it, G how much that share has grown lately, θ the share that a person waits for. Where everybody sees everybody,
/// r = 0 is the map F ← F + (p + qF)(1 − F), and p = q = 0, r = 1 ends at the lowest share F that is the part of people
/// with θ ≤ F.
package struct Contagion: Sendable {
  /// p, q, r, μ.
  let innovation, imitation, conviction, momentum: Double

  package init(innovation: Double, imitation: Double, conviction: Double, momentum: Double) {
    self.innovation = innovation
    self.imitation = imitation
    self.conviction = conviction
    self.momentum = momentum
  }

  /// Chances of beginning this week.
  /// - Parameters:
  ///   - share: a of each; may be the result.
  ///   - threshold: θ of each.
  ///   - growth: G, the same for all.
  /// - Complexity: O(people).
  package func chances(
    share: Column<Double>, threshold: Column<Double>, growth: Double, into chance: Column<Double>
  ) {
    let lead = momentum * growth
    for person in 0..<chance.count {
      let seen = share[person]
      let moved = seen + lead >= threshold[person] ? conviction : 0
      chance[person] = min(1, innovation + imitation * seen + moved)
    }
  }

  /// An opinion after talking: the mean of the own one and others', by their weights (DeGroot 1974).
  /// - Parameters:
  ///   - weight: of the own opinion, above 0.
  ///   - others: Σ weight·opinion of those talked to.
  ///   - heard: Σ weight of those talked to.
  package static func opinion(_ own: Double, weight: Double, others: Double, heard: Double) -> Double {
    own + (others - heard * own) / (weight + heard)
  }
}

/// Where somebody stands towards a change: a chain that ends in commitment (science 3.11).
package enum ChangeStage {
  /// Has not heard of it, or not listened.
  package static let denial = 0.0
  /// Knows of it and does without.
  package static let resistance = 1.0
  /// Tries it and learns.
  package static let exploration = 2.0
  /// Works with it.
  package static let commitment = 3.0
}
