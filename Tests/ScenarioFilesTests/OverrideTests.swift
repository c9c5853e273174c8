import SalesForce
import Testing

@testable import ScenarioFiles

@Suite struct OverrideTests {
  @Test func overridesReplaceAndAdd() throws {
    let scenario = try ScenarioFile.parse(
      text: smallest, source: "s.yaml",
      overrides: [
        ("trials", "7"), ("regimes.push.levers.bonus", "[[0, .1], [52, .2]]"), ("regimes.mine", "{}"),
        ("regimes.mine.preset", "pull"),
        ("seed", "1"), ("seed", "2"), ("question", "\"Why: how?\""), ("environment.information", ".5"),
      ])
    #expect(scenario.trials == 7)
    #expect(scenario.seed == 2)
    #expect(scenario.question == "Why: how?")
    #expect(scenario.regimes.map(\.name) == ["push", "mine"])
    #expect(scenario.regimes[0].levers[.bonus]?.points.count == 2)
    #expect(scenario.regimes[0].levers[.pushShare] == Presets.levers["push"]?[.pushShare])
    #expect(scenario.plan.threads[.information] == WeeklyPath(0.5))
  }

  static let bad: [(path: String, value: String, message: String)] = [
    ("trials", "0", "--set trials=0: trials: expected a whole number from 1 to 10000000, got 0"),
    ("trials", "", "--set trials=: trials: expected a whole number from 1 to 10000000, got nothing"),
    ("trails", "1", "--set trails=1: trails: unknown key; did you mean \"trials\"?"),
    ("rainmaker.x", "1", "--set rainmaker.x=1: rainmaker.x: there is no \"x\" to set inside 1"),
    ("a..b", "1", "--set a..b=1: expected a path of keys with dots between them, got \"a..b\""),
    (
      "regimes.psh.levers.bonus", "1",
      "--set regimes.psh.levers.bonus=1: regimes.psh.levers.bonus: no regime is called \"psh\" (there is push); --set "
        + "'regimes.psh={…}' adds one; did you mean \"push\"?"
    ),
    (
      "hypotheses.h1.regime", "push",
      "--set hypotheses.h1.regime=push: hypotheses.h1.regime: no hypothesis is called \"h1\" (the file has none); --set "
        + "'hypotheses.h1={…}' adds one"
    ),
    (
      "design.factors.size.path", "organisation.sellers",
      "--set design.factors.size.path=organisation.sellers: design.factors.size.path: no factor is called \"size\" (the "
        + "file has none); --set 'design.factors.size={…}' adds one"
    ),
    (
      "model.parameters.risk_aversion", ".5",
      "--set model.parameters.risk_aversion=.5: model.parameters.risk_aversion: unknown group; the parameter is "
        + "common.risk_aversion"
    ),
    ("mechanisms.turnover", "off", "--set mechanisms.turnover=off: mechanisms: belongs under model:"),
    (
      "model.parameters.turnover.hazard", "2",
      "--set model.parameters.turnover.hazard=2: model.parameters.turnover.hazard: unknown parameter; did you mean "
        + "\"base_hazard\"?"
    ),
    ("", "1", "--set =1: expected a path of keys with dots between them, got \"\""),
    ("seed", "[", "--set seed=[: seed: not valid YAML: did not find expected node content (while parsing a flow node)"),
    ("seed", "1\n---\n2", "--set seed=1\\u{a}---\\u{a}2: seed: a second document begins here; expected one document"),
    ("seed", "*a", "--set seed=*a: seed: alias *a without an anchor &a; put a text that begins with * in quotes"),
    (
      "regimes.push.levers.monitoring", "0",
      "--set regimes.push.levers.monitoring=0: regimes.push.levers.monitoring: contradiction: activity_floor is above 0 "
        + "while monitoring stays at 0; a floor binds only as far as monitoring reaches"
    ),
  ]

  @Test(arguments: bad) func badOverrides(path: String, value: String, message: String) {
    #expect(messages(smallest, overrides: [(path, value)]) == [message])
  }

  @Test func deepAndLongPathsAreRefused() {
    let deep = [String](repeating: "a", count: 100_000).joined(separator: ".")
    #expect(messages(smallest, overrides: [(deep, "1")]).first?.contains("too long") == true)
    let long = String(repeating: "x", count: 100_000)
    #expect(messages(smallest, overrides: [("notes", long)]).first?.contains("too long") == true)
  }
}
