import Experiments
import SalesForce
import Testing

@testable import ScenarioFiles

/// Maps: what a block makes, and what is written of it.
@Suite struct MapFileTests {
  private func parse(_ block: String, _ rest: String = "") throws -> Scenario {
    try ScenarioFile.parse(
      text: "rainmaker: 1\nregimes: {a: {preset: push}, b: {preset: pull}}\n\(block)\n\(rest)", source: "x.yaml")
  }

  @Test func cellsAreTheValuesOfBothSides() throws {
    let scenario = try parse(
      "map: {x: {path: environment.information, from: 0, to: 2, cells: 3}, y: {path: direction.own_variance, from: 0.125, to: 2, cells: 5, scale: log}}"
    )
    let plan = try #require(scenario.map)
    #expect(plan.ranges.map(\.name) == ["information", "own_variance"])
    #expect(plan.ranges[1].values == [0.125, 0.25, 0.5, 1, 2] && plan.metric == nil && plan.best == .most)
    #expect(scenario.points == 1 + 15 && scenario.trials == 20 && scenario.outputs.tables.isEmpty)
    #expect(scenario.name(of: 15) == "information 2, own_variance 2")
  }

  @Test func sevenCellsUnlessGiven() throws {
    let scenario = try parse(
      "map: {x: {path: organisation.span, from: 2, to: 8}, y: {path: environment.complexity, from: 0, to: 1}}")
    let ranges = try #require(scenario.map).ranges
    #expect(ranges[0].values == [2, 3, 4, 5, 6, 7, 8] && ranges[0].isWhole && ranges[1].cells == 7)
  }

  /// What is written reads back as the same study, with a factor of the design for a side too.
  @Test(arguments: ["{path: levers.experts, from: 2, to: 8, cells: 3}", "gap"]) func roundTrip(side: String) throws {
    let design =
      side == "gap" ? "design: {factors: {gap: {path: environment.information, levels: [2, 0]}}}" : ""
    let scenario = try parse(
      "map: {metric: win_rate, best: least, x: \(side), y: {path: market.value, from: 1, to: 9, cells: 4, scale: log}}"
        .replacing("market.value", with: "direction.own_variance"), design)
    let again = try ScenarioFile.parse(text: ScenarioFile.resolved(scenario), source: "y.yaml")
    #expect(again == scenario)
    #expect(ScenarioFile.resolved(again) == ScenarioFile.resolved(scenario))
    let other = try ScenarioFile.parse(
      text: ScenarioFile.resolved(scenario), source: "y.yaml", overrides: [("map.metric", "profit")])
    #expect(ScenarioFile.differences(from: scenario, to: other).map(\.path) == ["map.metric"])
  }
}
