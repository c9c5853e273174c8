import PortableMath
import RandomStreams

/// The practices of a firm and how well they truly work: response rates, drawn for each firm, that change when the
/// market turns.
struct Arms: Sendable {
  /// Room for practices in the state.
  static let most = 8

  /// Number of practices.
  let count: Int
  /// Practices from this one on are ruled out by headquarters.
  let sanctioned: Int
  /// Mean response rate p̄.
  let meanRate: Double
  private let spread, change, unsanctionedLift: Double

  init(_ settings: inout Settings) {
    count = settings.whole(
      "arms", "", 7, in: 2...Self.most, unit: "1", .judgement, "science, part 9: 6 to 8 practices in daily use",
      "ways of approaching customers")
    let ruledOut = settings.whole(
      "unsanctioned", "", 1, in: 0...(Self.most - 1), unit: "1", .judgement, "science 2.15: the title never to call",
      "practices that headquarters rules out, the last ones")
    settings.require(
      ruledOut < count, "headquarters must leave a practice: unsanctioned is below arms", at: "unsanctioned",
      "arms")
    sanctioned = max(1, count - ruledOut)
    meanRate = settings.number(
      "mean_rate", "p̄", 0.288, in: 0.001...0.95, unit: "1", .derived, "2.88 leads a week of ten contacts",
      "chance that a contact responds, for a practice like any other")
    spread = settings.number(
      "rate_log_sd", "", 0.2, in: 0...3, unit: "log", .judgement, "the best of seven is a quarter above the mean",
      "how much practices truly differ")
    change = settings.number(
      "change_rate", "p₄", 0.005, in: 0...1, unit: "1/week", .judgement, "science 6.3: turbulence of practices",
      "rate at which a practice's response is redrawn, at reference turbulence")
    unsanctionedLift = settings.number(
      "unsanctioned_lift", "", 1, in: 0.1...10, unit: "1", .judgement, "no better and no worse unless a study says so",
      "response of practices that headquarters rules out, as a multiple")
  }

  /// Draws all rates.
  func draw(_ rates: Grid, _ week: borrowing Week, _ card: Card) {
    for arm in 0..<count { rates[arm, 0] = rate(arm, week, card) }
  }

  /// Redraws the rates that the market's turns change this week: the same ones in every regime.
  func drift(_ rates: Grid, turbulence: Double, _ week: borrowing Week, _ card: Card) {
    let chance = -Portable.expm1(-change * turbulence)
    guard chance > 0 else { return }
    for arm in 0..<count {
      let luck = week.draws.uniform(at: address(arm, week, card, draw: Self.firstDraw + 1))
      if luck < chance { rates[arm, 0] = rate(arm, week, card) }
    }
  }

  /// The practice that works best.
  func best(_ rates: Grid) -> Int {
    var best = 0
    for arm in 1..<count where rates[arm, 0] > rates[best, 0] { best = arm }
    return best
  }

  /// Practices are entities of their own: their draws' numbers lie apart from those of sellers.
  private static let firstDraw: UInt16 = 1_000

  private func rate(_ arm: Int, _ week: borrowing Week, _ card: Card) -> Double {
    let luck = Normal.score(uniform: week.draws.uniform(at: address(arm, week, card, draw: Self.firstDraw)))
    let lift = Portable.exp(spread * luck - spread * spread / 2) * (arm < sanctioned ? 1 : unsanctionedLift)
    return min(0.98, meanRate * lift)
  }

  private func address(_ arm: Int, _ week: borrowing Week, _ card: Card, draw: UInt16) -> DrawAddress {
    DrawAddress(entity: UInt32(arm), week: UInt32(week.index), process: card.stream, draw: draw)
  }
}
