import Experiments
import Testing

@testable import ScenarioFiles

/// Studies that choose: what a block makes, and what is written of it.
@Suite struct SelectionFileTests {
  private func parse(_ block: String) throws -> Scenario {
    try ScenarioFile.parse(
      text: "rainmaker: 1\nregimes: {a: {preset: push}, b: {preset: pull}}\n\(block)\n", source: "x.yaml")
  }

  @Test func defaults() throws {
    let scenario = try parse("select: {indifference: 0.05}")
    #expect(scenario.selection == SelectionPlan(indifference: 0.05))
    #expect(scenario.trials == SelectionPlan.usualMaximum && scenario.outputs.tables.isEmpty)
  }

  @Test(arguments: [
    "select: {indifference: 0.05, metric: exits, aim: lowest, first: 30, confidence: 0.9}",
    "select: {method: ocba, runs: 400}\ntrials: 500",
    "select: {method: rinott, indifference: 1}\nstreams: independent",
  ])
  func roundTrip(block: String) throws {
    let scenario = try parse(block)
    let again = try ScenarioFile.parse(text: ScenarioFile.resolved(scenario), source: "x.yaml")
    #expect(again == scenario && again.selection != nil)
  }

  /// Trials of one firm have its parameters in common, and the choice's bounds are those of independent trials.
  @Test func everyTrialIsAnotherFirm() throws {
    let choice = "select: {indifference: 0.05}\nparameters: {ensemble: evidence"
    let all = try parse(choice + "}"), some = try parse(choice + ", members: 40}")
    let firms = try #require(all.ensemble?.members.count)
    #expect(all.trials == firms && firms >= 200)
    #expect(some.trials == 40 && some.ensemble?.members.count == 40)
    #expect(throws: (any Error).self) { try parse(choice + ", members: 40}\ntrials: 41") }
    #expect(try parse(choice + "}\ntrials: 60").ensemble?.members.count == 60)
  }

  @Test func hypothesesAreLeftOut() throws {
    var said: [String] = []
    let scenario = try ScenarioFile.parse(
      text: """
        rainmaker: 1
        regimes: {a: {preset: push}, b: {preset: pull}}
        select: {indifference: 0.05}
        hypotheses: {h: {kind: emergent, metric: profit, regime: a, against: b, direction: more}}
        """, source: "x.yaml"
    ) { said.append($0.description) }
    #expect(scenario.hypotheses.isEmpty && said.count == 1 && said[0].contains("hypotheses"))
  }
}
