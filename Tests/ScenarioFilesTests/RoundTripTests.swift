import Experiments
import SalesForce
import Testing

@testable import ScenarioFiles

@Suite struct RoundTripTests {
  /// What is written reads back as the same scenario, and the canonical text is a fixed point.
  @Test func effectiveAndResolvedReadBack() throws {
    var valid = 0
    for seed in 0..<400 {
      var random = RandomScenario(seed: seed)
      let text = random.text()
      guard let scenario = try? ScenarioFile.parse(text: text, source: "random.yaml") else { continue }
      valid += 1
      let effective = ScenarioFile.effective(scenario)
      let resolved = ScenarioFile.resolved(scenario)
      #expect(try ScenarioFile.parse(text: effective, source: "x.yaml") == scenario, "seed \(seed):\n\(text)")
      let again = try ScenarioFile.parse(text: resolved, source: "x.yaml")
      #expect(again == scenario, "seed \(seed):\n\(text)")
      #expect(ScenarioFile.resolved(again) == resolved)
    }
    // Some draws break a combination that the model refuses; most must not, or this shows nothing.
    #expect(valid > 300)
  }

  @Test func scenarioIsComplete() throws {
    let scenario = try ScenarioFile.parse(text: smallest, source: "folder/my study (1).yaml")
    #expect(scenario.name == "my-study-1-")
    #expect(scenario.trials == 200)
    #expect(scenario.plan.horizon == Horizon(weeks: 208, warmUp: 52))
    #expect(scenario.plan.organisation == Organisation(seats: 64, span: 8))
    #expect(Set(scenario.plan.parameters.keys) == Set(Registry.standard.parameters.map(\.path)))
    #expect(Set(scenario.plan.threads.keys) == Set(Registry.standard.threads.map(\.name)))
    #expect(scenario.plan.reference.preset == "blend")
    #expect(Set(scenario.regimes[0].levers.keys) == Set(Registry.standard.levers.map(\.name)))
    #expect(scenario.regimes[0].levers[.pushShare] == Presets.levers["push"]?[.pushShare])
  }

  @Test func shortScenarioGetsShortWarmUp() throws {
    let overrides = [(path: "horizon.weeks", value: "26")]
    let scenario = try ScenarioFile.parse(text: smallest, source: "s.yaml", overrides: overrides)
    #expect(scenario.plan.horizon == Horizon(weeks: 26, warmUp: 6))
  }

  @Test func leversOfARegimeStandAboveItsPreset() throws {
    let text = """
      rainmaker: 1
      reference: {levers: {salary: 1}}
      regimes:
        mine: {levers: {coaching: [[52, 1], [104, 3]], bonus: .20, visioning: [[0, none], [9, two-way]]}, preset: pull}
        plain: {}
      """
    let scenario = try ScenarioFile.parse(text: text, source: "s.yaml")
    #expect(scenario.regimes.map(\.name) == ["mine", "plain"])
    let mine = scenario.regimes[0].levers
    #expect(mine[.coaching] == WeeklyPath([.init(week: 52, value: 1), .init(week: 104, value: 3)]))
    #expect(mine[.visioning] == WeeklyPath([.init(week: 0, value: 0), .init(week: 9, value: 2)]))
    #expect(mine[.bonus] == WeeklyPath(0.2))
    #expect(mine[.contest] == WeeklyPath(0.25))
    for (lever, path) in scenario.regimes[1].levers { #expect(path == WeeklyPath(lever.card.neutral)) }
    #expect(scenario.plan.reference.preset == nil)
    #expect(scenario.plan.reference.levers[.salary] == WeeklyPath(1))
    #expect(scenario.plan.reference.levers[.pushShare] == WeeklyPath(0))
  }

  @Test func regimeWrittenInSwiftKeepsNeutralLevers() throws {
    let parsed = try ScenarioFile.parse(text: smallest, source: "s.yaml")
    let sparse = Regime(name: "push", preset: "push", levers: [.salary: WeeklyPath(0.7)])
    let scenario = Scenario(
      name: "s", question: "", notes: "", seed: 1, trials: 1, plan: parsed.plan, regimes: [sparse], outputs: Outputs())
    let read = try ScenarioFile.parse(text: ScenarioFile.resolved(scenario), source: "s.yaml")
    #expect(read.regimes[0].levers[.pushShare] == WeeklyPath(0))
    #expect(read.regimes[0].levers[.salary] == WeeklyPath(0.7))
  }

  @Test(arguments: [0.1, 1e-7, 123_456_789_012, 1e22, 1e-300, 1.0 / 3, -2, 0])
  func numbersReadBack(value: Double) {
    let text = NumberText.shortest(value)
    #expect(PlainScalar(text) == .number(value))
    #expect(!text.contains("e") || text.contains("."))
  }
}
