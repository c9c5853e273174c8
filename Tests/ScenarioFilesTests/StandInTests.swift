// Tests that know the stand-in model; NOT to be merged as they are.
import SalesForce
import Testing

@testable import ScenarioFiles

@Suite struct StandInTests {
  @Test func refusedCombinationPointsAtTheParameter() {
    let text = "rainmaker: 1\nmodel:\n  parameters:\n    pipeline: {lose: [.9, 0, 0, 0]}\nregimes: {a: {}}\n"
    #expect(
      messages(text) == [
        "s.yaml:4:22: model.parameters.pipeline.lose: advance and lose of a stage must not exceed 1 together "
          + "(together with model.parameters.pipeline.advance)"
      ])
  }

  @Test func threadThatNobodyReadsIsRefused() {
    #expect(
      messages("rainmaker: 1\nenvironment: {pain: 1}\nregimes: {a: {}}\n") == [
        "s.yaml:2:15: environment.pain: unavailable thread: no mechanism that reads it is built yet"
      ])
  }
}
