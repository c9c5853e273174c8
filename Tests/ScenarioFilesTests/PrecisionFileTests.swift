import Experiments
import Testing

@testable import ScenarioFiles

/// The block that asks for a precision instead of a number of trials.
@Suite struct PrecisionFileTests {
  private static func parse(_ trials: String) throws -> Scenario {
    try ScenarioFile.parse(
      text: "rainmaker: 1\ntrials: \(trials)\nregimes: {push: {preset: push}, pull: {preset: pull}}\n", source: "s.yaml"
    )
  }

  @Test(
    "Every form reads, and reads the same once it is written",
    arguments: [
      (
        "{precision: {metric: profit, between: [pull, push], half_width: 0.02, confidence: 0.9}, maximum: 700}",
        Precision(metric: "profit", between: ["pull", "push"], halfWidth: .absolute(0.02), confidence: 0.9), 700
      ),
      (
        "{precision: {metric: revenue, relative_half_width: 0.05}}",
        Precision(metric: "revenue", halfWidth: .relative(0.05)), Precision.usualMaximum
      ),
    ])
  func forms(_ text: String, _ precision: Precision, _ maximum: Int) throws {
    let scenario = try Self.parse(text)
    #expect(scenario.precision == precision && scenario.trials == maximum)
    #expect(try ScenarioFile.parse(text: ScenarioFile.resolved(scenario), source: "s.yaml") == scenario)
    #expect(try ScenarioFile.parse(text: ScenarioFile.effective(scenario), source: "s.yaml") == scenario)
  }

  @Test("A number is a number still, and replaces the block from the command line")
  func number() throws {
    let plain = try Self.parse("40")
    #expect(plain.trials == 40 && plain.precision == nil)
    let replaced = try ScenarioFile.parse(
      text: ScenarioFile.resolved(try Self.parse("{precision: {metric: profit, half_width: 1}}")), source: "s.yaml",
      overrides: [("trials", "40")])
    #expect(replaced.trials == 40 && replaced.precision == nil)
  }

  @Test("A difference names the setting")
  func differences() throws {
    let a = try Self.parse("{precision: {metric: profit, half_width: 0.5}}")
    let b = try Self.parse("{precision: {metric: profit, half_width: 0.25}}")
    #expect(
      ScenarioFile.differences(from: a, to: b).map { "\($0.path) \($0.old ?? "") \($0.new ?? "")" }
        == ["trials.precision.half_width 0.5 0.25"])
  }
}
