import Experiments
import SalesForce
import Testing

@testable import ScenarioFiles

/// Experiments inside the firm, as files describe them.
@Suite struct ExperimentFileTests {
  private func text(_ experiment: String, more: String = "") -> String {
    "rainmaker: 1\n\(more)regimes:\n  control: {preset: blend, levers: {coaching: 0}}\nexperiment:\n"
      + experiment.split(separator: "\n").map { "  \($0)\n" }.joined()
  }

  private static let usual = "levers: {coaching: 3}\nwho: {teams: half}\nweeks: [78, 103]\n"

  private func problems(_ experiment: String, more: String = "") -> [String] {
    do {
      _ = try ScenarioFile.parse(text: text(experiment, more: more), source: "s.yaml")
      return []
    } catch {
      return error.problems.map(\.description)
    }
  }

  @Test("It adds a regime in which the lot decides and one in which all are treated, and writes as what reads the same")
  func forms() throws {
    let scenario = try ScenarioFile.parse(text: text(Self.usual), source: "s.yaml")
    #expect(scenario.regimes.map(\.name) == ["control", "pilot", "everybody"] && scenario.budget == nil)
    let experiment = try #require(scenario.experiment)
    #expect(experiment.before == 52...77 && experiment.after == 104...207 && experiment.outcomes == [.revenue])
    let teams = Cohort(.teams, share: 0.5)
    #expect(scenario.regimes[1].treatments == [.coaching: Treatment(WeeklyPath(3), cohort: teams, weeks: 78...103)])
    #expect(scenario.regimes[2].treatments == [.coaching: Treatment(WeeklyPath(3), weeks: 78...103)])
    #expect(scenario.plan.record?.seats == 64)
    let asked = try ScenarioFile.parse(
      text: text(
        "levers: {coaching: 3, training: 1}\nwho: {sellers: 0.25, opt_in: 0.5}\nweeks: [60, 80]\nbefore: [55, 59]\nafter: [90, 99]\noutcomes: [exits, skill]\n",
        more: "design: {factors: {size: {path: organisation.sellers, levels: [16, 96]}}}\n"), source: "s.yaml")
    #expect(asked.plan.cohorts.map(\.cohort.share) == [0.25, 1] && asked.plan.record?.seats == 96)
    for scenario in [scenario, asked] {
      for text in [ScenarioFile.resolved(scenario), ScenarioFile.effective(scenario)] {
        let again = try ScenarioFile.parse(text: text, source: "s.yaml")
        #expect(again == scenario)
        #expect(ScenarioFile.resolved(again) == ScenarioFile.resolved(scenario))
      }
    }
  }

  @Test("What cannot be is said, with its place")
  func refusals() {
    #expect(
      problems("who: {teams: half}\n") == [
        "s.yaml:5:3: experiment.levers: missing: what the treated get instead: levers of that regime",
        "s.yaml:5:3: experiment.weeks: missing: first and last week of the treatment",
      ])
    #expect(
      problems(Self.usual + "regime: contrl\n") == [
        "s.yaml:8:11: experiment.regime: expected one of the regimes control, got \"contrl\"; did you mean \"control\"?"
      ])
    #expect(
      problems(Self.usual.replacing("half", with: "0.01")) == [
        "s.yaml:6:8: experiment.who: expected some on either side, of three or more, got 0 of 8 teams"
      ])
    #expect(
      problems("levers: {experts: 3}\nwho: {hires: 1}\nweeks: [20, 60]\nbefore: [60, 70]\noutcomes: [sales]\n").map {
        String($0.prefix(60))
      }.count == 5)
    #expect(
      problems(Self.usual, more: "budget: {cost_per_seller: 1.6}\nstreams: independent\n") == [
        "s.yaml:2:9: budget: contradiction: an experiment inside a firm moves nobody's salary; leave the budget out, or write budget: none",
        "s.yaml:3:10: streams: contradiction: an experiment is judged by the same people without it; expected common, got independent",
      ])
    #expect(
      problems(Self.usual.replacing("78, 103", with: "78, 300")) == [
        "s.yaml:7:10: experiment.weeks: expected weeks among the measured ones, 52 to 207, got [78, 300]"
      ])
    #expect(
      problems(
        Self.usual + "outcomes: [revenue, exits, leads, effort, skill, craft]\n",
        more: "organisation: {sellers: 20000}\n"
      )
      .count == 1)
    let taken =
      "rainmaker: 1\nregimes: {pilot: {preset: pull}}\nexperiment: {levers: {coaching: 3}, who: {teams: half}, weeks: [78, 90]}\n"
    #expect(throws: ScenarioErrors.self) { try ScenarioFile.parse(text: taken, source: "s.yaml") }
  }
}
