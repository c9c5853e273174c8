import PortableMath

/// Chances of winning from a stage on, as stage chances hold for a reference seller: what a CRM ships as a stage's
/// probability, and here in the seller's own units.
///
/// Somebody who believes in p for a new deal believes in the stage's odds times the same factor for one further on:
/// p_s/(1−p_s) = (q_s/(1−q_s)) · (p/(1−p))/(q₁/(1−q₁)).
package struct StageOdds: Sendable {
  /// q_s and its odds over those of a new deal, by stage; place 0 is unused.
  private let chance, ratio: [Double]
  /// P(won within n weeks | stage s)/q_s.
  private let timely: [[Double]]

  /// How log odds of winning a new deal go with the log of what multiplies every rate of advancing: Σ (1 − a_s)/(1 − Π a_s),
  /// a_s being the chance that a stage ends upwards. The chance itself goes with Σ (1 − a_s).
  let response: Double

  private static let longest = 104

  init(_ rates: StageRates) {
    let stages = StageRates.stages
    var chance = [Double](repeating: 1, count: stages + 2)
    for stage in (1...stages).reversed() {
      let all = rates.advance[stage] + rates.loss[stage] + rates.undecided[stage]
      chance[stage] = chance[stage + 1] * rates.advance[stage] / all
    }
    self.chance = chance
    // Where no deal is lost it is 1, the limit.
    response = chance[1] < 1 ? rates.response / (1 - chance[1]) : 1
    let first = Self.odds(chance[1])
    ratio = chance.map { Self.odds($0) / first }
    // W_s(n) = stay W_s(n−1) + advance W_{s+1}(n−1), and won is won. A deal moves one stage a week at most.
    var won = [[Double]](repeating: [Double](repeating: 0, count: Self.longest + 1), count: stages + 2)
    won[stages + 1] = [Double](repeating: 1, count: Self.longest + 1)
    for weeks in 1...Self.longest {
      for stage in 1...stages {
        let all = rates.advance[stage] + rates.loss[stage] + rates.undecided[stage]
        let leaves = -Portable.expm1(-all)
        won[stage][weeks] =
          (1 - leaves) * won[stage][weeks - 1] + leaves * rates.advance[stage] / all * won[stage + 1][weeks - 1]
      }
    }
    timely = won.enumerated().map { stage, chances in chances.map { chance[stage] > 0 ? $0 / chance[stage] : 0 } }
  }

  /// The chance of a new deal whose odds are a multiple of those of another one.
  static func chance(_ chance: Double, times factor: Double) -> Double {
    let odds = odds(chance) * factor
    return odds / (1 + odds)
  }

  /// Odds of a chance; chances of 0 and 1 are kept off their ends.
  static func odds(_ chance: Double) -> Double {
    let p = min(max(chance, 1e-9), 1 - 1e-9)
    return p / (1 - p)
  }

  /// Chance from a stage on of somebody whose new deals have these odds.
  func chance(stage: Int, odds: Double) -> Double {
    let own = ratio[stage] * odds
    return own / (1 + own)
  }

  /// Share of the wins from a stage on that come within some weeks.
  func share(stage: Int, within weeks: Int) -> Double { timely[stage][min(max(weeks, 0), Self.longest)] }
}
