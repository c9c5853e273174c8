import Testing

@testable import ScenarioFiles

/// Settings of valid files that do nothing, or not what they look like: each is said, with its place, and refuses nothing.
@Suite struct IdleTests {
  private func warnings(_ text: String, overrides: [(path: String, value: String)] = []) throws -> [String] {
    var found: [String] = []
    _ = try ScenarioFile.parse(text: text, source: "s.yaml", overrides: overrides) { found.append($0.description) }
    return found
  }

  private func head(_ rest: String) -> String {
    "rainmaker: 1\nhorizon: {weeks: 65, warm_up: 13}\nbudget: none\n\(rest)\n"
  }

  @Test func anOrdinaryFileHasNone() throws {
    #expect(try warnings(smallest) == [])
    // A ramp that ends with the last week, a step and a constant path.
    let text = head(
      "environment: {information: [[0, 0], [65, 2]]}\n"
        + "regimes: {a: {preset: pull, levers: {commission: [[0, 0.1], [30, 0.1], [30, 0.2]], experts: [[90, 5]]}}}")
    #expect(try warnings(text) == [])
  }

  @Test func pathsOutsideTheirWeeks() throws {
    let text = head(
      "environment: {information: [[70, 0], [90, 2]]}\nreference: {levers: {coaching: [[13, 0], [20, 1]]}}\n"
        + "regimes:\n  a: {levers: {commission: [[0, 0], [10, 0.2]]}}\n  b: {levers: {commission: [[20, 0.1], [80, 0.2]]}}"
    )
    #expect(
      try warnings(text) == [
        "s.yaml:4:28: environment.information: warning: changes only where it has no effect: it holds in weeks 0 to 64 and "
          + "is 0 in all of them; expected a change there, got points of weeks 70 to 90",
        "s.yaml:5:32: reference.levers.coaching: warning: changes only where it has no effect: it holds in weeks 0 to 12 "
          + "and is 0 in all of them; expected a change there, got points of weeks 13 to 20",
        "s.yaml:7:28: regimes.a.levers.commission: warning: changes only where it has no effect: it holds in weeks 13 to 64 "
          + "and is 0.2 in all of them; expected a change there, got points of weeks 0 to 10",
        "s.yaml:8:28: regimes.b.levers.commission: warning: its last point is never reached: it holds in weeks 13 to 64; "
          + "expected points up to week 65, got points of weeks 20 to 80",
      ])
    let level = head(
      "regimes: {a: {}}\ndesign: {factors: {i: {path: environment.information, levels: {x: 1, y: [[80, 0], [90, 1]]}}}}"
    )
    let said = try warnings(level)
    #expect(
      said.count == 1 && said[0].contains("design.factors.i.levels.y: warning: changes only where it has no effect"))
  }

  @Test func whatNothingReads() throws {
    let text = head(
      "model: {mechanisms: {expert_queue: off}}\nreference: {levers: {experts: 5}}\n"
        + "regimes: {a: {preset: push, levers: {experts: 8}}}")
    #expect(
      try warnings(text) == [
        "s.yaml:5:31: reference.levers.experts: warning: does nothing: expert_queue is off, by model.mechanisms",
        "s.yaml:6:47: regimes.a.levers.experts: warning: does nothing: expert_queue is off, by model.mechanisms",
      ])
    let parameter = head(
      "model: {mechanisms: {prospecting: off}, parameters: {prospecting: {arrival_rate: 1}}}\nregimes: {a: {}}")
    #expect(
      try warnings(parameter) == [
        "s.yaml:4:82: model.parameters.prospecting.arrival_rate: warning: does nothing: prospecting is off, by model.mechanisms"
      ])
    // A factor that brings the mechanism back makes it read.
    #expect(
      try warnings(
        parameter + "design: {factors: {m: {path: model.mechanisms.prospecting, levels: [off, on]}}}\n") == [])
  }

  @Test func oneTrialAndOneTeam() throws {
    #expect(
      try warnings(head("trials: 1\norganisation: {sellers: 4, span: 12}\nregimes: {a: {}, b: {}}")) == [
        "s.yaml:4:9: trials: warning: one trial gives no interval and no verdict; expected 2 or more, got 1",
        "s.yaml:5:34: organisation.span: warning: the firm is one team; expected a span of at most its 4 sellers, got 12",
      ])
    #expect(
      try warnings(head("regimes: {a: {}, b: {}}"), overrides: [("trials", "1")]) == [
        "--set trials=1: trials: warning: one trial gives no interval and no verdict; expected 2 or more, got 1"
      ])
  }

  @Test func aWarmUpThatIsNot() throws {
    let text = "rainmaker: 1\nhorizon: {weeks: 65, warm_up: 0}\nreference: {preset: push}\nregimes: {a: {}}\n"
    #expect(
      try warnings(text) == [
        "s.yaml:3:12: reference: warning: there is no warm-up for it to rule (horizon.warm_up is 0)"
      ])
  }

  /// The reference's length of 13 weeks holds until week 25; from 26 on a period has 26 weeks.
  @Test func windowsThatCutQuotaPeriods() throws {
    let regimes = "regimes: {a: {levers: {bonus: 0.2}}, b: {levers: {bonus: 0.2, quota_period: 26}}}\n"
    let claim =
      "hypotheses:\n  c: {kind: emergent, metric: profit, regime: b, against: a, weeks: [20, 38], direction: more}"
    #expect(
      try warnings(head(regimes + claim)) == [
        "s.yaml:2:10: horizon: warning: a quota period of b is cut at the end: what is paid at its end falls on one side of "
          + "the weeks that count; expected weeks of whole periods, such as 13 to 51, got weeks 13 to 64",
        "s.yaml:6:69: hypotheses.c.weeks: warning: a quota period of b is cut at both ends: what is paid or judged at its end "
          + "falls on one side; expected weeks of whole periods, such as 26 to 51, got [20, 38]",
      ])
    // Whole periods, a reading that does not follow them, and no pay at all.
    func changed(_ old: String, _ new: String) -> String {
      head(regimes + claim).replacing("weeks: 65", with: "weeks: 78").replacing(old, with: new)
    }
    #expect(try warnings(changed("[20, 38]", "[26, 51]")) == [])
    #expect(try warnings(changed("metric: profit", "metric: skill")) == [])
    #expect(
      try warnings(changed("budget: none", "budget: none\nmodel: {mechanisms: {pay: off}}")).allSatisfy {
        !$0.contains("period of")
      })
  }
}
