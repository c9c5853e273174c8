import Experiments
import SalesForce
import Testing

@testable import ScenarioFiles

/// Searches for the best setting: what a block makes, and what is written of it.
@Suite struct OptimumFileTests {
  @Test func roundTrip() throws {
    let scenario = try ScenarioFile.parse(
      text: """
        rainmaker: 1
        regimes: {a: {preset: push}, b: {preset: pull}}
        optimize: {levers: {experts: [1, 8], coaching: [0, 4]}, regime: b, metric: exits, aim: lowest, runs: 5000}
        """, source: "x.yaml")
    let plan = try #require(scenario.optimum)
    #expect(plan.levers.map(\.name) == [.experts, .coaching] && plan.levers[0].range == 1...8)
    #expect(plan.regime == "b" && plan.aim == .lowest && plan.runs == 5_000)
    #expect(try ScenarioFile.parse(text: ScenarioFile.resolved(scenario), source: "x.yaml") == scenario)
  }
}
