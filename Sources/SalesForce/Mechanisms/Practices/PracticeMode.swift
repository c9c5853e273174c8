import PortableMath
import RandomStreams

/// How a seller chooses among practices. It belongs to the person: no lever sets it.
enum PracticeMode: Int, CaseIterable {
  /// Takes what the seller believes best.
  case greedy
  /// The same, but now and then anything else (ε-greedy).
  case curious
  /// Draws a rate from the belief in each practice and takes the highest: tries as often as it may be best (Thompson).
  case sampling
  /// Stays with what is good enough, and looks elsewhere when it has fallen short too often (satisficing).
  case satisficing
}

/// Parameters of the modes, and what each proposes.
struct PracticeModes: Sendable {
  /// Shares of the modes, added up.
  private let bounds: [Double]
  private let curiosity: Double
  /// Shortfall k that a satisficer bears, contacts.
  private let patience: Double

  init(_ settings: inout Settings) {
    let shares = settings.numbers(
      "modes", "", [0.3, 0.2, 0.1, 0.4], in: 0...1, unit: "1", .judgement, "science 2.8-2.9: few test by method",
      "shares of sellers who choose greedily, ε-greedily, by Thompson's rule and by satisficing")
    let sum = shares.reduce(0, +)
    settings.require(sum > 0, "some share of sellers must choose in some way", at: "modes")
    var total = 0.0
    var bounds: [Double] = []
    for share in shares {
      total += share
      bounds.append(sum > 0 ? total / sum : 1)
    }
    self.bounds = bounds
    curiosity = settings.number(
      "curiosity", "ε", 0.1, in: 0...1, unit: "1", .judgement, "a tenth, as the textbooks have it",
      "chance that an ε-greedy seller tries something else")
    patience = settings.number(
      "patience", "k", 4, in: 0...1_000, unit: "contacts", .judgement, "science 1.8",
      "responses by which a satisficer lets a practice fall short before looking elsewhere")
  }

  /// The mode of a person.
  func mode(uniform: Double) -> PracticeMode {
    for mode in PracticeMode.allCases where uniform < bounds[mode.rawValue] { return mode }
    return .satisficing
  }

  /// What a seller would do if nothing prevented it.
  func proposal(
    _ mode: PracticeMode, seat: Int, present: Int, best: Int, shortfall: Double, _ notes: Notebook, arms: Int,
    _ luck: PracticeLuck
  ) -> Int {
    switch mode {
    case .greedy: best
    case .curious: luck.curiosity < curiosity ? Self.other(than: best, arms: arms, luck.other) : best
    case .sampling: Self.sample(seat, notes, arms: arms, luck)
    case .satisficing: shortfall >= patience ? Self.other(than: present, arms: arms, luck.other) : present
    }
  }

  private static func other(than arm: Int, arms: Int, _ uniform: Double) -> Int {
    (arm + 1 + min(Int(uniform * Double(arms - 1)), arms - 2)) % arms
  }

  /// The highest of one draw from each belief. The belief is a Beta distribution; a normal of its mean and spread
  /// stands in for it at a tenth of the price, and explores as much where counts are not tiny.
  private static func sample(_ seat: Int, _ notes: Notebook, arms: Int, _ luck: PracticeLuck) -> Int {
    var best = 0, most = -Double.infinity
    for pair in 0..<(arms + 1) / 2 {
      let (a, b) = luck.uniforms(pair)
      for (arm, uniform) in [(2 * pair, a), (2 * pair + 1, b)] where arm < arms {
        let rate = notes.belief(arm, seat) + notes.doubt(arm, seat) * Normal.score(uniform: uniform)
        if rate > most { (best, most) = (arm, rate) }
      }
    }
    return best
  }
}

/// A seller's draws in one choice.
struct PracticeLuck {
  let mandate, curiosity: Double
  private let draws: Draws
  private let address: DrawAddress

  /// - Parameter address: where the first draw stands; those behind it are taken too.
  init(_ draws: Draws, at address: DrawAddress) {
    self.draws = draws
    self.address = address
    (mandate, curiosity) = draws.uniformPair(at: address)
  }

  /// Which other practice; drawn when it is asked for, which is seldom.
  var other: Double {
    var next = address
    next.draw += 1
    return draws.uniform(at: next)
  }

  /// Two more uniforms.
  func uniforms(_ pair: Int) -> (Double, Double) {
    var next = address
    next.draw += 2 + UInt16(pair)
    let (a, b) = draws.uniformPair(at: next)
    return (a, b)
  }
}
