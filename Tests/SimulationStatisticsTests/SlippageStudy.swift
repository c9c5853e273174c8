import PortableMath
import RandomStreams

@testable import SimulationStatistics

/// Ten alternatives, one of them ahead of all others by the indifference of half a standard deviation: the hardest case that
/// a procedure promises to decide.
struct SlippageStudy {
  /// Of any two alternatives in one trial, in 0…1.
  let correlation: Double
  /// Whether values are skewed as a lognormal of .78 is, in standard deviations.
  let isSkewed: Bool

  static let alternatives = 10, best = 3, lead = 0.5
  static let scale = Resolution(fractionBits: 32)
  private static let sigma = 0.78

  func value(_ seed: Int, _ trial: Int, _ alternative: Int) -> Double {
    let draws = Draws(StreamKey(seed: 77, trial: UInt32(seed)))
    func normal(_ entity: Int) -> Double {
      draws.normal(at: DrawAddress(entity: UInt32(entity), week: UInt32(trial), process: 1, draw: 0))
    }
    let x = correlation.squareRoot() * normal(0) + (1 - correlation).squareRoot() * normal(alternative + 1)
    let lead = alternative == Self.best ? Self.lead : 0
    guard isSkewed else { return x + lead }
    let square = Self.sigma * Self.sigma
    let sd = (Portable.expm1(square) * Portable.exp(square)).squareRoot()
    return (Portable.exp(Self.sigma * x) - Portable.exp(square / 2)) / sd + lead
  }

  struct Tally {
    var right = 0, held = 0, tooMuch = 0, runs = 0.0, most = 0, size = 0.0
  }

  /// - Parameter studies: seeds from 0 on.
  func tally(_ rule: ChoiceProcedure.Rule, studies: Int) throws -> Tally {
    var tally = Tally()
    for seed in 0..<studies {
      var choice = try ChoiceProcedure(
        rule, alternatives: Self.alternatives, sharesDraws: true, resolution: Self.scale)
      try choice.run { trial, own in own.map { value(seed, trial, $0) } }
      let runs = choice.runs.reduce(0, +)
      let found = SimultaneousChoice(
        choice.sums, first: choice.first, confidence: choice.confidence, preferred: choice.best)
      if choice.best == Self.best { tally.right += 1 }
      if found.set.contains(Self.best) { tally.held += 1 }
      if found.standings.contains(where: { ($0.worseBy ?? 0) > Self.lead }) { tally.tooMuch += 1 }
      (tally.runs, tally.most) = (tally.runs + Double(runs) / Double(studies), max(tally.most, runs))
      tally.size += Double(found.set.count) / Double(studies)
    }
    return tally
  }
}
