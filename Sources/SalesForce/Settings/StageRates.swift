import PortableMath

/// Rates at which an opportunity leaves each stage, for the three ways out.
///
/// Chances a week p that compete become rates r = −ln(1 − Σp) p/Σp, so that an undisturbed week gives the chances back
/// and modifiers can multiply rates.
package struct StageRates: Sendable {
  static let stages = 4
  /// Stage on whose entry issues come up.
  package static let issueStage: UInt32 = 3

  /// By stage, 1…4; place 0 is the closed stage, whose rates are 0.
  package let advance, loss, undecided: [Double]

  /// Elasticity of a new deal's chance to be won in what multiplies every rate of advancing: Σ (1 − a_s) over stages, a_s
  /// being the chance that the stage ends upwards.
  var response: Double {
    (1...Self.stages).reduce(0) { $0 + (leaving($1) > 0 ? 1 - advance[$1] / leaving($1) : 0) }
  }

  /// Rate at which a stage is left, whatever the way.
  func leaving(_ stage: Int) -> Double { advance[stage] + loss[stage] + undecided[stage] }

  init(_ settings: inout Settings) {
    let p = settings.numbers(
      "advance", "p_adv", [0.20, 0.15, 0.20, 0.25], in: 0...0.99, unit: "1/week", .calibrated,
      "win rate near .2: Implisit, HubSpot, IBM, Olist",
      "weekly chance of advancing, by stage; from the last stage: of a win")
    let q = settings.numbers(
      "loss", "p_loss", [0.05, 0.04, 0.035, 0.04], in: 0...0.99, unit: "1/week", .calibrated, "science 1.13",
      "weekly chance of losing to a competitor, by stage")
    let n = settings.numbers(
      "no_decision", "p_nd", [0.05, 0.06, 0.065, 0.06], in: 0...0.99, unit: "1/week", .calibrated,
      "science 1.13: 40-60 % of deals end so", "weekly chance of ending without a decision, by stage")
    let sums = (0..<Self.stages).map { p[$0] + q[$0] + n[$0] }
    settings.require(
      sums.allSatisfy { $0 > 0.001 }, "a stage must be left in time: its chances add up to more than .001",
      at: "advance",
      "loss", "no_decision")
    settings.require(
      sums.allSatisfy { $0 < 1 }, "advance, loss and no_decision of one stage must add up to less than 1",
      at: "advance",
      "loss", "no_decision")
    func rates(_ chances: [Double]) -> [Double] {
      [0]
        + (0..<Self.stages).map {
          sums[$0] > 0 && sums[$0] < 1 ? -Portable.log1p(-sums[$0]) * chances[$0] / sums[$0] : 0
        }
    }
    advance = rates(p)
    loss = rates(q)
    undecided = rates(n)
  }
}
