import Experiments
import SalesForce
import Testing

@testable import ScenarioFiles

/// Sensitivity studies: what a block makes, and what is written of it.
@Suite struct SensitivityFileTests {
  private func parse(_ block: String, _ rest: String = "") throws -> Scenario {
    try ScenarioFile.parse(
      text: "rainmaker: 1\nregimes: {a: {preset: push}, b: {preset: pull}}\n\(block)\n\(rest)", source: "x.yaml")
  }

  @Test func pointsAreTheScenarioEndsAndTrajectories() throws {
    let scenario = try parse(
      "sensitivity: {vary: {levers.experts: [1, 8], prospecting.arrival_rate: [0.3, 0.5]}, points: 5}")
    let plan = try #require(scenario.sensitivity)
    #expect(plan.inputs.map(\.name) == ["experts", "arrival_rate"])
    #expect(plan.inputs.map(\.path) == ["levers.experts", "model.parameters.prospecting.arrival_rate"])
    #expect(plan.method == .morris && plan.size == 5 && plan.subject == nil)
    #expect(scenario.trials == 20 && scenario.outputs.tables.isEmpty)
    #expect(scenario.name(of: 0) == "")
    #expect((1...4).map(scenario.name) == ["experts 1", "experts 8", "arrival_rate 0.3", "arrival_rate 0.5"])
    // Five trajectories of three points on a grid of sixteen: some meet.
    #expect((8...20).contains(scenario.points))
    #expect(scenario.baseDesign.points == [[]])
  }

  @Test func everyParameterByDefault() throws {
    let scenario = try ScenarioFile.parse(
      bytes: Array("rainmaker: 1\nregimes: {a: {preset: push}}\nmodel: {mechanisms: {coaching: off}}".utf8),
      source: "x",
      blocks: ["sensitivity"])
    let plan = try #require(scenario.sensitivity)
    #expect(plan.inputs.count > 50 && plan.method.usualSize == plan.size)
    #expect(plan.inputs.allSatisfy { $0.range.lowerBound < $0.range.upperBound })
    #expect(!plan.inputs.contains { $0.path.hasPrefix("model.parameters.coaching.") })
    let rate = try #require(plan.inputs.first { $0.path == "model.parameters.prospecting.arrival_rate" })
    let card = try #require(Registry.standard.parameters.first { $0.path == "prospecting.arrival_rate" })
    #expect(rate.range == card.defaults[0] * 0.75...card.defaults[0] * 1.25)
  }

  @Test func pairsTakeTwiceThePointsOfBlocks() throws {
    let vary = """
      sensitivity: {vary: {levers.experts: [1, 8], levers.coaching: [0, 4], environment.information: [0, 2]}, \
      method: sobol, points: 8
      """
    let (plain, pairs) = (try parse(vary + "}"), try parse(vary + ", pairs: on}"))
    #expect(plain.points == 7 + 8 * 5 && pairs.points == 7 + 8 * 8)
    #expect(try ScenarioFile.parse(text: ScenarioFile.resolved(pairs), source: "y.yaml") == pairs)
    #expect(throws: (any Error).self) { try parse(vary.replacing("sobol", with: "morris") + ", pairs: on}") }
  }

  @Test func wholeNumbersAreEquallyLikely() throws {
    let scenario = try parse("sensitivity: {vary: {organisation.span: [4, 7]}, method: sobol, points: 64}")
    let levels = try #require(scenario.factors.first?.levels)
    #expect(Set(levels.map(\.name)) == ["given", "4", "5", "6", "7"])
  }

  /// What is written reads back as the same study, salaries aside; with a design of its own too.
  @Test(arguments: ["morris", "sobol"]) func roundTrip(method: String) throws {
    let scenario = try parse(
      "sensitivity: {vary: {levers.experts: [1, 8], organisation.span: [4, 8]}, method: \(method), points: 8, of: win_rate}",
      "design: {factors: {information: {path: environment.information, levels: [0, 2]}}}")
    #expect(scenario.points == 2 * (scenario.points / 2) && scenario.baseDesign.points.count == 2)
    #expect(scenario.name(of: 0) == "information 0" && scenario.name(of: 1) == "information 2")
    let again = try ScenarioFile.parse(text: ScenarioFile.resolved(scenario), source: "y.yaml")
    #expect(again == scenario)
    #expect(ScenarioFile.resolved(again) == ScenarioFile.resolved(scenario))
    let other = try ScenarioFile.parse(
      text: ScenarioFile.resolved(scenario), source: "y.yaml", overrides: [("sensitivity.of", "profit")])
    #expect(ScenarioFile.differences(from: scenario, to: other).map(\.path) == ["sensitivity.of"])
  }

  @Test func hypothesesStandAtTheScenarioItself() throws {
    let scenario = try parse(
      "sensitivity: {vary: {levers.experts: [1, 8]}, of: h}",
      "hypotheses: {h: {kind: emergent, metric: profit, regime: a, against: b, direction: more}}")
    #expect(scenario.hasPoints(of: scenario.hypotheses[0]))
  }
}
