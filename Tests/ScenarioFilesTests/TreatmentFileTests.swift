import Experiments
import SalesForce
import Testing

@testable import ScenarioFiles

/// Levers of a part of the firm, or of some weeks.
@Suite struct TreatmentFileTests {
  private func parse(_ levers: String, budget: String = "none", more: String = "") throws -> Scenario {
    try ScenarioFile.parse(text: text(levers, budget: budget, more: more), source: "s.yaml")
  }

  private func text(_ levers: String, budget: String = "none", more: String = "") -> String {
    "rainmaker: 1\nbudget: \(budget)\n\(more)regimes:\n  control: {preset: blend}\n  pilot:\n    preset: blend\n    levers:\n"
      + levers.split(separator: "\n").map { "      \($0)\n" }.joined()
  }

  private func problems(_ levers: String, budget: String = "none") -> [String] {
    do {
      _ = try parse(levers, budget: budget)
      return []
    } catch {
      return (error as? ScenarioErrors)?.problems.map(\.description) ?? ["\(error)"]
    }
  }

  private func warnings(_ levers: String, more: String = "") throws -> [String] {
    var found: [String] = []
    _ = try ScenarioFile.parse(text: text(levers, more: more), source: "s.yaml") { found.append($0.description) }
    return found
  }

  @Test("Every form reads as what it says, and writes as what reads the same")
  func forms() throws {
    let scenario = try parse(
      """
      quota_level: {value: 1.2, who: {teams: half}, weeks: [65, 77]}
      coaching: {value: [[52, 1], [104, 3]], who: {sellers: 0.3, opt_in: 0.6}}
      training: {value: 1, who: {hires: half, lottery: 2}, otherwise: 0.5}
      commission: {value: 0.1, weeks: [100, 120]}
      visioning: {value: none, who: {teams: 0.5}}
      experts: {value: 8, weeks: [100, 120]}
      meetings: {value: 1}
      """)
    let (control, pilot) = (scenario.regimes[0], scenario.regimes[1])
    let teams = Cohort(.teams, share: 0.5)
    #expect(control.treatments.isEmpty)
    #expect(pilot.treatments[.quotaLevel] == Treatment(WeeklyPath(1.2), cohort: teams, weeks: 65...77))
    #expect(
      pilot.treatments[.coaching]
        == Treatment(
          WeeklyPath([.init(week: 52, value: 1), .init(week: 104, value: 3)]),
          cohort: Cohort(.sellers, share: 0.3, optIn: 0.6)))
    #expect(
      pilot.treatments[.training] == Treatment(WeeklyPath(1), cohort: Cohort(.hires, share: 0.5, lottery: 2)))
    #expect(pilot.treatments[.commission] == Treatment(WeeklyPath(0.1), weeks: 100...120))
    #expect(pilot.treatments[.visioning] == Treatment(WeeklyPath(0), cohort: teams))
    #expect(pilot.treatments[.experts] == Treatment(WeeklyPath(8), weeks: 100...120))
    // Outside, the preset's value holds, or what is given for it.
    #expect(pilot.levers[.training] == WeeklyPath(0.5))
    for lever in [LeverName.quotaLevel, .coaching, .commission, .visioning, .experts] {
      #expect(pilot.levers[lever] == control.levers[lever])
    }
    // Everybody in all weeks is no treatment.
    #expect(pilot.levers[.meetings] == WeeklyPath(1) && pilot.treatments[.meetings] == nil)
    #expect(scenario.plan.cohorts.map(\.cohort.name) == ["teams 0.5", "sellers 0.3 opt-in 0.6", "hires 0.5 lottery 2"])
    #expect(scenario.plan.cohorts.map(\.weeks) == [52...207, 52...207, 52...207])
    for text in [ScenarioFile.resolved(scenario), ScenarioFile.effective(scenario)] {
      let again = try ScenarioFile.parse(text: text, source: "s.yaml")
      #expect(again == scenario)
      #expect(ScenarioFile.resolved(again) == ScenarioFile.resolved(scenario))
    }
  }

  @Test("What cannot be is said, with its place")
  func refusals() {
    #expect(
      problems("coaching: {value: 3, who: {teams: half, sellers: 0.3}}") == [
        "s.yaml:8:33: regimes.pilot.levers.coaching.who: expected exactly one of teams, sellers, hires, got teams and sellers"
      ])
    #expect(
      problems("coaching: {who: {teams: half}}") == [
        "s.yaml:8:17: regimes.pilot.levers.coaching.value: missing: what those get who are treated: a value, or a path "
          + "[[week, value], …]"
      ])
    #expect(
      problems("coaching: {value: 3, who: {team: half}}").first?.hasSuffix("did you mean \"teams\"?") ?? false)
    #expect(
      problems("coaching: {value: 3, who: {teams: 0}}") == [
        "s.yaml:8:41: regimes.pilot.levers.coaching.who.teams: expected a number from 0.0001 to 1, got 0"
      ])
    #expect(
      problems("coaching: {value: 3, who: {teams: halve}}") == [
        "s.yaml:8:41: regimes.pilot.levers.coaching.who.teams: expected half, or a number from 0.0001 to 1, got \"halve\""
      ])
    #expect(
      problems("experts: {value: 3, who: {teams: half}}") == [
        "s.yaml:8:32: regimes.pilot.levers.experts.who: experts is the whole firm's: all sellers share the same experts; "
          + "weeks alone can be given, got a mapping"
      ])
    #expect(
      problems("coaching: {value: 9, who: {teams: half}}").first?.contains("expected a number from 0 to 5") ?? false)
    #expect(
      problems("coaching: {value: 3, weeks: [78, 65]}") == [
        "s.yaml:8:40: regimes.pilot.levers.coaching.weeks: expected a last week not before 78, the first, got 65"
      ])
    #expect(
      problems("coaching: {value: 3, who: {sellers: half, lottery: 10}}").first?
        .contains("expected a whole number from 1 to 9") ?? false)
    #expect(
      problems("coaching: {value: 3, who: half}").first?.contains("expected a mapping such as {teams: half}") ?? false)
    let many = ["coaching", "training", "meetings", "voice"].enumerated()
      .map { "\($1): {value: 0.7, who: {sellers: half, lottery: \($0 + 1)}}" }.joined(separator: "\n")
    #expect(problems(many).count == 1)
    #expect(problems(many).first?.contains("expected at most 3 parts of the firm in a scenario") ?? false)
    #expect(
      problems("salary: {value: 1, who: {teams: half}}", budget: "{cost_per_seller: 1.6}").first?
        .contains("contradiction: the budget solves for base salaries") ?? false)
    #expect(problems("push_shar: {value: 1}").first?.contains("did you mean \"push_share\"?") ?? false)
  }

  @Test("The warm-up has no treatments, and a preset none either")
  func reference() {
    #expect(
      throws: ScenarioErrors.self,
      performing: {
        try parse(
          "coaching: 1", more: "reference: {preset: blend, levers: {coaching: {value: 3, who: {teams: half}}}}\n")
      })
  }

  @Test("What does nothing is said")
  func idle() throws {
    #expect(
      try warnings("coaching: {value: 3, who: {teams: half}, weeks: [10, 40]}") == [
        "s.yaml:8:55: regimes.pilot.levers.coaching.weeks: warning: never holds: expected weeks among the measured ones, "
          + "52 to 207, got [10, 40]"
      ])
    #expect(try warnings("coaching: {value: 3, who: {teams: half}, weeks: [200, 300]}").count == 1)
    #expect(
      try warnings("coaching: {value: 3, who: {teams: 0.05}}") == [
        "s.yaml:8:33: regimes.pilot.levers.coaching.who: warning: the share rounds to none of the 8 teams; expected one "
          + "that leaves some on either side, got teams 0.05"
      ])
    #expect(try warnings("coaching: {value: 3, who: {teams: 0.95}}").first?.contains("rounds to all of the 8") ?? false)
    #expect(try warnings("coaching: {value: 3, who: {teams: half}}").isEmpty)
    #expect(
      try warnings("coaching: {value: 2, otherwise: 2, who: {teams: half}}").first?
        .contains("does nothing: its value is what holds without it") ?? false)
  }

  @Test("One setting of a treatment can be given beside the file")
  func overrides() throws {
    let scenario = try ScenarioFile.parse(
      text: text("coaching: {value: 3, who: {teams: half}}"), source: "s.yaml",
      overrides: [("regimes.pilot.levers.coaching.value", "4"), ("regimes.pilot.levers.coaching.who.teams", "0.25")])
    #expect(
      scenario.regimes[1].treatments[.coaching] == Treatment(WeeklyPath(4), cohort: Cohort(.teams, share: 0.25)))
  }
}
