import PortableMath
import RandomStreams
import Testing
import Verification

@testable import SalesForce

@Suite("Competing rates")
struct HazardTests {
  /// Deals that are all alike.
  private func bench(trial: UInt32 = 0) -> Bench {
    var bench = Bench(
      seats: 1_000, trial: trial,
      [
        "prospecting.arrival_rate": 40, "prospecting.size_odds": 0, "prospecting.size_pace": 0,
        "common.merit_log_sd": 0, "common.effort_elasticity": 0.4, "common.effort_on_leads": 0.25,
        "common.reference_effort": 0.494, "buyers.gap_weight": 1,
      ],
      lists: [
        "stages.advance": [0.20, 0.15, 0.20, 0.25], "stages.loss": [0.06, 0.05, 0.04, 0.05],
        "stages.no_decision": [0.06, 0.07, 0.08, 0.07],
      ])
    bench.pass(Prospecting.self)
    return bench
  }

  private func share(_ count: Double, of all: Double) -> Sample {
    Sample((0..<Int(all)).map { Double($0) < count ? 1 : 0 })
  }

  @Test(
    "An undisturbed week gives the stage's chances back; modifiers multiply rates; who leaves does so by rate",
    arguments: [
      (1.0, 0.0), (10, 0.0), (1.0, -0.4), (0.1, 0.8),
    ])
  func chances(effort: Double, pain: Double) {
    var bench = bench()
    bench.firm[.effort].fill(0.494 * effort)
    bench.firm[.pain] = pain
    bench.pass(Pipeline.self)
    let total = -Portable.log1p(-0.32) / 0.32
    // ε_c = .75 × .4/Σ (1 − a_s).
    let response = 0.12 / 0.32 + 0.12 / 0.27 + 0.12 / 0.32 + 0.12 / 0.37
    let up = total * 0.20 * Portable.pow(effort, 0.3 / response)
    let out = total * 0.06
    let stay = total * 0.06 * Portable.exp(-pain)
    let rate = up + out + stay, leaving = -Portable.expm1(-rate)
    let stages = bench.firm.opportunities.stage
    let all = bench.firm[.createdTotal]
    var moved = 0.0
    for row in 0..<stages.count where stages[row] == 2 { moved += 1 }
    let what = "e \(effort)ē, pain \(pain)"
    expect("hazard", "advance, \(what)", share(moved, of: all), leaving * up / rate, sharp: 0.01)
    expect("hazard", "loss, \(what)", share(bench.firm[.lost], of: all), leaving * out / rate, sharp: 0.01)
    expect("hazard", "no decision, \(what)", share(bench.firm[.undecided], of: all), leaving * stay / rate, sharp: 0.01)
  }

  @Test("A week's chance of leaving is 1 − exp(−R), and two half-weeks are one week for every single opportunity")
  func halfWeeks() {
    var whole = bench(), halves = bench()
    let full = ColumnBuffer<Double>(count: 1_000, repeating: 1.25),
      half = ColumnBuffer<Double>(count: 1_000, repeating: 0.625)
    var left = 0
    for _ in 0..<6 {
      let one = whole.firm.opportunities.liveThrough(advance: full.column, loss: full.column, undecided: full.column)
      _ = halves.firm.opportunities.liveThrough(advance: half.column, loss: half.column, undecided: half.column)
      let two = halves.firm.opportunities.liveThrough(advance: half.column, loss: half.column, undecided: half.column)
      #expect((0..<one.count).map { one[$0] } == (0..<two.count).map { two[$0] })
      left = one.count
    }
    let rate = -6 * 1.25 * Portable.log1p(-0.32)
    expect(
      "hazard", "share gone after six weeks at 5/4 of the rates", share(Double(left), of: whole.firm[.createdTotal]),
      -Portable.expm1(-rate), sharp: 0.006)
  }
}
