import PortableMath

/// The fully sequential procedure of Kim & Nelson (ACM Trans. Model. Comput. Simul. 11, 2001) in its Bonferroni form, which
/// alone is valid under common random numbers: which of k alternatives has the highest mean.
///
/// The first n₀ observations of all give the variances of differences S²ᵢⱼ. From then on i is eliminated once some j is ahead
/// of it by more than W = max(0, δ/2r (h²S²/δ² − r)) after r observations, h² = 2η(n₀ − 1) and
/// η = ½((2α/(k − 1))^(−2/(n₀ − 1)) − 1). For normal differences the best is kept with a probability of 1 − α where it is
/// ahead of all others by the indifference δ; what is nearer may be taken for it. W comes to 0, so there is an end.
///
/// Looks may be rarer than observations: that loses some observations and no probability.
public struct KimNelson: Sendable {
  public struct Elimination: Sendable, Hashable {
    public let alternative: Int
    /// The one that it fell behind, and the observations that both had.
    public let by, after: Int
  }

  /// δ, in the unit of the values.
  public let indifference: Double
  /// 1 − α.
  public let confidence: Double
  /// In order.
  public private(set) var survivors: [Int]
  /// In the order in which they fell.
  public private(set) var eliminations: [Elimination] = []
  /// h²S² of each pair, as ``PairedSums`` has them; nil where a pair shares fewer than two of the first observations.
  private var bounds: [Double?]

  /// - Parameters:
  ///   - first: the sums after the first n₀ observations.
  ///   - indifference: δ > 0.
  ///   - confidence: 1 − α, in 0…1.
  /// - Throws: `StatisticsError` for arguments out of range, and fewer than two alternatives.
  /// - Complexity: O(k²)
  public init(_ first: PairedSums, indifference: Double, confidence: Double) throws(StatisticsError) {
    let count = first.alternatives
    try Self.check(count, indifference: indifference, confidence: confidence)
    (self.indifference, self.confidence) = (indifference, confidence)
    survivors = Array(0..<count)
    bounds = []
    // Nearly all pairs share all of the first observations.
    var known: [Int: Double] = [:]
    for j in 0..<count {
      for i in 0..<j {
        let observations = first.count(i, j)
        guard let variance = first.variance(i, j) else {
          bounds.append(nil)
          continue
        }
        let square =
          known[observations] ?? Self.square(alternatives: count, first: observations, confidence: confidence)
        known[observations] = square
        bounds.append(square * variance)
      }
    }
  }

  static func check(_ count: Int, indifference: Double, confidence: Double) throws(StatisticsError) {
    let function = "KimNelson"
    guard count > 1 else { throw .tooFew(function: function, what: "alternatives", count: count, needed: 2) }
    guard indifference > 0, indifference.isFinite else {
      throw .argument(
        function: function, argument: "indifference", value: "\(indifference)", expected: "a number above 0")
    }
    guard confidence > 0, confidence < 1 else {
      throw .argument(function: function, argument: "confidence", value: "\(confidence)", expected: "a share in 0…1")
    }
  }

  /// η.
  public static func eta(alternatives: Int, first: Int, confidence: Double) -> Double {
    let share = 2 * (1 - confidence) / Double(alternatives - 1)
    return (Portable.pow(share, -2 / Double(first - 1)) - 1) / 2
  }

  /// h².
  public static func square(alternatives: Int, first: Int, confidence: Double) -> Double {
    max(0, 2 * eta(alternatives: alternatives, first: first, confidence: confidence) * Double(first - 1))
  }

  /// How far two alternatives may be apart without one of them falling: W.
  private func bound(_ i: Int, _ j: Int, _ sums: PairedSums) -> Double {
    guard let bound = bounds[PairedSums.place(i, j)] else { return .infinity }
    let r = Double(sums.count(i, j))
    return r > 0 ? max(0, indifference / (2 * r) * (bound / (indifference * indifference) - r)) : .infinity
  }

  /// Takes a look: whoever has fallen behind is eliminated.
  /// - Parameters:
  ///   - sums: all observations, those of the first stage among them.
  ///   - slack: by how much more i has to be behind j, for what is uncertain of their difference beside the draws.
  /// - Complexity: O(survivors²)
  public mutating func screen(_ sums: PairedSums, slack: (_ i: Int, _ j: Int) -> Double = { _, _ in 0 }) {
    var kept: [Int] = [], fallen: [Elimination] = []
    for i in survivors {
      let ahead = survivors.filter { j in
        guard j != i, let lead = sums.mean(j, i) else { return false }
        let least = bound(i, j, sums)
        return lead > least && lead > least + slack(i, j)
      }
      if let by = sums.ahead(among: ahead) {
        fallen.append(Elimination(alternative: i, by: by, after: sums.count(i, by)))
      } else {
        kept.append(i)
      }
    }
    // Pairs that share different observations might eliminate each other in a circle.
    guard !kept.isEmpty else { return }
    survivors = kept
    eliminations += fallen
  }

  /// Whether more observations would eliminate nobody: one is left, or those that are left are as good as equal.
  public func isOver(_ sums: PairedSums) -> Bool {
    pairs.allSatisfy { bound($0, $1, sums) == 0 }
  }

  /// Observations after which it should be over, if differences stay what they are: W falls below them.
  public func predicted(_ sums: PairedSums) -> Int? {
    guard let best = sums.ahead(among: survivors) else { return nil }
    let ends = survivors.compactMap { i -> Double? in
      guard i != best, let bound = bounds[PairedSums.place(i, best)], let lead = sums.mean(best, i) else { return nil }
      return bound / (indifference * (2 * max(0, lead) + indifference))
    }
    guard let last = ends.max(), last < 0x1p53 else { return nil }
    return Int(last.rounded(.up))
  }

  private var pairs: [(Int, Int)] {
    survivors.indices.flatMap { a in survivors[(a + 1)...].map { (survivors[a], $0) } }
  }
}
