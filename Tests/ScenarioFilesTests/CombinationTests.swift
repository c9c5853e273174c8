import SalesForce
import Testing

@testable import ScenarioFiles

/// Settings that hold one by one and not together.
@Suite struct CombinationTests {
  @Test func refusedCombinationPointsAtTheParameterThatTheFileGives() {
    let text = "rainmaker: 1\nmodel:\n  parameters:\n    hours: {administration: 44.9}\nregimes: {a: {}}\n"
    #expect(
      messages(text) == [
        "s.yaml:4:29: model.parameters.hours.administration: non-selling hours must leave some of the working week "
          + "(together with model.parameters.hours.base)"
      ])
  }

  @Test func mechanismsSwitch() throws {
    let text = "rainmaker: 1\nmodel: {mechanisms: {turnover: off, ledger: on, pipeline: false}}\nregimes: {a: {}}\n"
    #expect(try ScenarioFile.parse(text: text, source: "s.yaml").plan.knockedOut == ["turnover", "pipeline"])
  }

  @Test func everyUnbuiltThreadIsRefused() {
    let built = Set(Registry.standard.threads.map(\.name))
    for thread in ThreadName.allCases {
      let said = messages("rainmaker: 1\nenvironment: {\(thread.rawValue): 1}\nregimes: {a: {}}\n")
      let refusal =
        "s.yaml:2:15: environment.\(thread.rawValue): unavailable trend: no mechanism that reads it is built yet"
      #expect(said == (built.contains(thread) ? [] : [refusal]))
    }
  }
}
