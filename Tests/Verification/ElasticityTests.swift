import PortableMath
import Testing

@testable import SalesForce

@Suite("Elasticity of wins in effort")
struct ElasticityTests {
  private static let chains: [[String: [Double]]] = [
    [:],
    [
      "stages.advance": [0.20, 0.15, 0.12, 0.15], "stages.loss": [0.06, 0.05, 0.04, 0.05],
      "stages.no_decision": [0.06, 0.07, 0.08, 0.07],
    ],
    [
      "stages.advance": [0.9, 0.02, 0.3, 0.5], "stages.loss": [0, 0.4, 0.1, 0.2],
      "stages.no_decision": [0.05, 0.1, 0, 0.25],
    ],
  ]

  /// Chance that a new deal is won where all its rates of advancing are multiplied.
  private func win(_ stages: StageRates, times factor: Double) -> Double {
    (1...4).reduce(1) { chance, stage in
      let up = factor * stages.advance[stage]
      return chance * up / (up + stages.loss[stage] + stages.undecided[stage])
    }
  }

  @Test("The response of a chain is d ln P(win)/d ln(advance factor), by differences", arguments: 0..<3)
  func response(chain: Int) {
    let stages = Bench(seats: 1, lists: Self.chains[chain]).common.stages, h = 1e-4
    let slope =
      (Portable.log(win(stages, times: Portable.exp(h))) - Portable.log(win(stages, times: Portable.exp(-h)))) / (2 * h)
    expectExact("elasticity", "response of chain \(chain)", stages.response, slope, to: 1e-7)
  }

  @Test(
    "Finding and advancing together have the elasticity ε_e in effort, however it is shared out", arguments: 0..<3)
  func total(chain: Int) {
    for (total, share) in [(0.36, 0.3), (0.36, 0), (0.8, 1), (0, 0.5)] {
      let bench = Bench(
        seats: 1, ["common.effort_elasticity": total, "common.effort_on_leads": share], lists: Self.chains[chain])
      let common = bench.common, h = 1e-4
      expectExact("elasticity", "of leads", common.leadElasticity, share * total, to: 1e-15)
      func wins(_ logEffort: Double) -> Double {
        common.leadElasticity * logEffort
          + Portable.log(win(common.stages, times: Portable.exp(common.advanceElasticity * logEffort)))
      }
      expectExact("elasticity", "of wins", (wins(h) - wins(-h)) / (2 * h), total, to: 1e-7)
    }
  }

  @Test("Where every deal is won, effort has nothing to advance")
  func certainty() {
    let bench = Bench(
      seats: 1, ["common.effort_elasticity": 0.5],
      lists: [
        "stages.advance": [0.2, 0.2, 0.2, 0.2], "stages.loss": [0, 0, 0, 0], "stages.no_decision": [0, 0, 0, 0],
      ])
    #expect(bench.common.stages.response == 0 && bench.common.advanceElasticity == 0)
  }

  @Test("A week's pass advances by effort to ε_c, exactly")
  func pass() {
    for effort in [0.5, 1, 3] {
      var bench = Bench(
        seats: 400,
        [
          "prospecting.arrival_rate": 40, "prospecting.size_odds": 0, "prospecting.size_pace": 0,
          "common.merit_log_sd": 0, "common.effort_elasticity": 1.2, "common.effort_on_leads": 0,
        ])
      bench.pass(Prospecting.self)
      bench.firm[.effort].fill(effort * bench.common.referenceEffort)
      let stages = bench.common.stages, found = bench.firm[.createdTotal]
      bench.beginWeek()
      bench.pass(Pipeline.self)
      let up = stages.advance[1] * Portable.pow(effort, 1.2 / stages.response)
      let out = stages.loss[1] + stages.undecided[1]
      let moved = (0..<bench.firm.opportunities.count).filter { bench.firm.opportunities.stage[$0] == 2 }.count
      let all = Sample((0..<Int(found)).map { $0 < moved ? 1 : 0 })
      expect(
        "elasticity", "advance at \(effort) ē₀", all, -Portable.expm1(-(up + out)) * up / (up + out), sharp: 0.02)
    }
  }
}
