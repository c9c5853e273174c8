import PortableMath
import RandomStreams

/// How sellers keep the CRM.
///
/// A win is entered in its week, since it is paid. What has failed is entered when somebody gets round to it. And where
/// a customer's no sounded like encouragement (`beliefs`) the deal stays open for as long as the seller chases it:
/// happy ears make a pipeline look full. Whoever takes over a seat clears up what the predecessor left.
struct CRMHabits: Sendable {
  /// Number of the stream of its draws.
  static let stream: UInt32 = 41

  /// How far a seller's impression of a deal follows its true odds: correlation with its log merit.
  let insight: Double

  /// log of the chance that a failure which is known waits for another week.
  private let logLate: Double
  /// log of the chance that a dead deal is chased for another week; nil where nobody hears kind words.
  private var logChase: Double?

  init(_ settings: inout Settings) {
    settings.begin(group: "crm")
    let lag = settings.number(
      "entry_lag", "", 1, in: 0...104, unit: "weeks", .judgement, "nobody likes to enter a failure",
      "mean time until a seller enters that a deal has failed, where nothing kept their hopes up")
    logLate = Portable.log(lag / (1 + lag))
    insight = settings.number(
      "insight", "ρ_s", 0.4, in: 0...1, unit: "1", .judgement, "sellers tell good deals from bad ones, imperfectly",
      "correlation of a seller's impression of a deal with what sets it apart in advancing")
  }

  /// The same where a dead deal is given up with this chance a week, or where there are none.
  func chasing(abandonment: Double?) -> CRMHabits {
    var habits = self
    habits.logChase = abandonment.map { Portable.log(1 - $0) }
    return habits
  }

  /// Weeks from a failure to its entry: geometric, from 0 on where it is known, from 1 on where it is still chased.
  func delay(chased: Bool, uniform luck: Double) -> Int {
    // 1 − draw is never 0. A chance of 0 has logarithm −∞, and the quotient is 0.
    let rate = chased ? logChase ?? -.infinity : logLate
    let weeks = min(Portable.log(1 - luck) / rate, 1e6).rounded(.down)
    return (chased ? 1 : 0) + Int(weeks)
  }

  /// What a seller makes of a new deal, as a factor on its odds.
  ///
  /// Their impression is a normal score that correlates with the deal's merit; the factor is that of the mean merit given
  /// the score, so that whoever states these odds is right on average.
  /// - Parameters:
  ///   - spread: of log merit.
  ///   - response: how log odds of a win go with log merit.
  func impression(_ entity: UInt32, born: UInt32, spread: Double, response: Double, _ draws: Draws) -> Double {
    let deal = draws.uniformPair(
      at: DrawAddress(entity: entity, week: born, process: Prospecting.card.stream, draw: 1))
    let noise = draws.normal(at: DrawAddress(entity: entity, week: born, process: Self.stream, draw: 1))
    let score = insight * Normal.score(uniform: deal.1) + (1 - insight * insight).squareRoot() * noise
    return Portable.exp(insight * spread * response * score)
  }

  /// Two uniforms of a deal: which failure sounds kindest, and how long it stays open.
  func luck(_ entity: UInt32, born: UInt32, _ draws: Draws) -> (kindness: Double, delay: Double) {
    let (first, second) = draws.uniformPair(
      at: DrawAddress(entity: entity, week: born, process: Self.stream, draw: 0))
    return (first, second)
  }
}
