import Experiments
import SalesForce
import Testing

@testable import ScenarioFiles

@Suite struct DifferenceTests {
  private static func scenario(_ text: String = smallest, _ overrides: [(path: String, value: String)] = []) throws
    -> Scenario
  {
    try ScenarioFile.parse(text: text, source: "s.yaml", overrides: overrides)
  }

  @Test func settingsThatDifferAreNamed() throws {
    let old = try Self.scenario()
    #expect(ScenarioFile.differences(from: old, to: old).isEmpty)
    let new = try Self.scenario(
      smallest, [("trials", "5"), ("regimes.push.levers.bonus", ".2"), ("regimes.other", "{preset: pull}")])
    let found = ScenarioFile.differences(from: old, to: new)
    #expect(found.first == ScenarioFile.Difference(path: "trials", old: "200", new: "5"))
    #expect(found.contains { $0.path == "regimes.push.levers.bonus" && $0.old != $0.new && $0.new == "0.2" })
    #expect(found.contains { $0.path.hasPrefix("regimes.other.levers.") && $0.old == nil })
    #expect(
      ScenarioFile.differences(from: new, to: old).contains { $0.path.hasPrefix("regimes.other.") && $0.new == nil })
  }

  /// A finished study has its salaries written down, and is the same study.
  @Test func solvedSalariesAreNoDifference() throws {
    let given = try Self.scenario()
    let budget = try #require(given.budget)
    let solved = Scenario(
      name: given.name, question: given.question, notes: given.notes, seed: given.seed, streams: given.streams,
      trials: given.trials, plan: given.plan, regimes: given.regimes,
      budget: Budget(target: budget.target, salaryFloor: budget.salaryFloor, salaries: ["push": [0: 1.25]]),
      outputs: given.outputs)
    let stored = try Self.scenario(ScenarioFile.resolved(solved))
    #expect(stored.budget?.salaries != nil)
    #expect(ScenarioFile.differences(from: stored, to: given).isEmpty)
  }
}
