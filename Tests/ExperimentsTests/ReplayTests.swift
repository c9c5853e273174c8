import Foundation
import SalesForce
import Testing

@testable import Experiments

/// Any row again, bit for bit; and whatever is not the stored value is found.
@Suite struct ReplayTests {
  /// A study with a trend, a treatment, knock-out runs and plausible firms, as far as asked for.
  static func scenario(
    trials: Int = 5, streams: Streams = .common, budget: Budget? = nil, decomposed: [String] = ["coaching"],
    members: Int = 3, brisk: [LeverName: WeeklyPath] = [.salary: WeeklyPath(0.5), .commission: WeeklyPath(0.1)],
    information: WeeklyPath = WeeklyPath([.init(week: 10, value: 0), .init(week: 50, value: 2)])
  ) -> Scenario {
    let plain = Sample.scenario(trials: trials), calm = plain.regimes[0]
    let coached = Treatment(
      WeeklyPath(3), cohort: Cohort(.teams, share: 0.5), weeks: 20...40)
    return Scenario(
      name: "replayed", question: "", notes: "", seed: 9, streams: streams, trials: trials,
      plan: ModelPlan(
        organisation: plain.plan.organisation, horizon: plain.plan.horizon, threads: [.information: information],
        parameters: ["turnover.base_hazard": [0.01]], reference: calm),
      regimes: [
        calm, Regime(name: "brisk", preset: nil, levers: brisk),
        Regime(name: "pilot", preset: nil, levers: calm.levers, treatments: [.coaching: coached]),
      ], budget: budget, outputs: Outputs(Set([.timeseries, .sellers])), decomposed: decomposed,
      ensemble: members < 2
        ? nil
        : ParameterEnsemble(
          name: "some", paths: ["prospecting.arrival_rate"], members: (0..<members).map { [1.6 + 0.2 * Double($0)] }))
  }

  static func study(_ scenario: Scenario, selection: [String]? = nil) throws -> (StudyReplay, Sample.Run) {
    let run = try Sample.run(scenario, threads: 2, selection: selection)
    let salaries = run.outcome.digest.budget.reduce(into: Budget.Salaries()) {
      $0[$1.regime, default: [:]][$1.point] = $1.salary
    }
    let solved = scenario.budget == nil ? scenario : scenario.solved(salaries)
    let kept = KeptTrials(directory: run.directory, scenario: solved, text: Sample.request(scenario, "").text)
    return (try StudyReplay(kept, nil), run)
  }

  @Test(
    "Every arm of every trial, alone: metrics, weekly readings, sellers' years and groups",
    arguments: [
      scenario(), scenario(streams: .independent, members: 1),
      scenario(trials: 3, budget: Budget(target: .costPerSeller([1.9])), decomposed: []),
    ])
  func everyRow(_ scenario: Scenario) throws {
    let (study, run) = try Self.study(scenario)
    defer { try? FileManager.default.removeItem(atPath: run.directory) }
    var rows = 0
    for regime in study.regimes {
      for without in [[]] + scenario.decomposed.map({ [$0] }) {
        for trial in 0..<scenario.trials {
          let replay = try study.replay(TrialAddress(regime: regime, without: without, trial: trial))
          #expect(replay.member == scenario.ensemble.map { trial % $0.members.count })
          let check = try study.run(replay, check: trial == 0).check
          #expect(check.isEqual, "\(regime) \(without) \(trial): \(check)")
          #expect(check.metricsCompared == Metric.allCases.count)
          #expect(check.sellersCompared > 0 && check.groupsCompared > 0)
          #expect(check.weeklyCompared == 60 * WeeklyMetric.allCases.count)
          rows += 1
        }
      }
    }
    #expect(rows == 3 * (1 + scenario.decomposed.count) * scenario.trials)
  }

  @Test("One bit of one stored value is found, and named")
  func changed() throws {
    let (study, run) = try Self.study(Self.scenario(trials: 1, decomposed: []))
    defer { try? FileManager.default.removeItem(atPath: run.directory) }
    let replay = try study.replay(TrialAddress(regime: "pilot", trial: 0)), outcome = try study.run(replay).outcome
    func check(_ change: (inout [Double], inout [Double], inout [Double], inout [Double]) -> Void) -> ReplayCheck {
      var (metrics, weekly, sellers, groups) = (outcome.metrics, outcome.weekly, outcome.sellers, outcome.groups)
      change(&metrics, &weekly, &sellers, &groups)
      return ReplayCheck(outcome, metrics: metrics, weekly: weekly, sellers: sellers, groups: groups)
    }
    #expect(check { _, _, _, _ in }.isEqual)
    for metric in Metric.allCases {
      let found = check { metrics, _, _, _ in
        let old = metrics[metric.rawValue]
        metrics[metric.rawValue] = old.isNaN ? 0 : old.nextUp
      }
      #expect(found.metrics.map(\.name) == [metric.card.name] && found.weeks.isEmpty && !found.isEqual)
    }
    let readings = WeeklyMetric.allCases.count
    let found = check { _, weekly, _, _ in
      for week in [31, 40] { weekly[week * readings + WeeklyMetric.skill.rawValue] += 1 }
    }
    #expect(found.weeks.map(\.number) == [31, 40] && found.weeks[0].readings.map(\.name) == ["skill"])
    #expect(check { _, _, sellers, _ in sellers[5] = sellers[5].isNaN ? 1 : .nan }.sellers == 1)
    #expect(check { _, _, _, groups in groups[2] = groups[2].isNaN ? 1 : .nan }.groups == 1)
  }

  @Test("What is no row is refused by what is wrong with it")
  func addresses() throws {
    let (study, run) = try Self.study(Self.scenario(trials: 2), selection: ["calm", "brisk"])
    defer { try? FileManager.default.removeItem(atPath: run.directory) }
    func refusal(_ address: TrialAddress) -> ReplayRefusal? {
      do throws(ReplayRefusal) {
        _ = try study.replay(address)
        return nil
      } catch { return error }
    }
    #expect(refusal(TrialAddress(regime: "brisk", point: 0, trial: 1)) == nil)
    #expect(refusal(TrialAddress(regime: nil, trial: 0)) == .regime(nil, known: ["calm", "brisk"]))
    #expect(refusal(TrialAddress(regime: "pilot", trial: 0)) == .regime("pilot", known: ["calm", "brisk"]))
    #expect(refusal(TrialAddress(regime: "calm", trial: 2)) == .trial(2, count: 2))
    #expect(refusal(TrialAddress(regime: "calm", trial: -1)) == .trial(-1, count: 2))
    #expect(refusal(TrialAddress(regime: "calm", point: 1, trial: 0)) == .point(1, count: 1))
    #expect(
      refusal(TrialAddress(regime: "calm", without: ["ties"], trial: 0))
        == .knockOut(
          regime: "calm", without: ["ties"], known: ["calm without coaching", "brisk without coaching"]))
  }

  @Test("Where a study chooses, a regime that was out by then has no row; all others are again what they were")
  func chosen() throws {
    let (study, run) = try Self.study(SelectionTests.scenario())
    defer { try? FileManager.default.removeItem(atPath: run.directory) }
    let last = study.trials - 1, there = study.regimes(of: last)
    try #require(there.count < study.regimes.count && !there.isEmpty)
    for regime in study.regimes {
      guard there.contains(regime) else {
        #expect(throws: ReplayRefusal.left(regime: regime, trial: last)) {
          try study.replay(TrialAddress(regime: regime, trial: last))
        }
        continue
      }
      #expect(try study.run(study.replay(TrialAddress(regime: regime, trial: last))).check.isEqual)
    }
  }

  @Test("A journal of another study is no measure, and without one nothing is compared")
  func journals() throws {
    let scenario = Self.scenario(trials: 2, decomposed: []), run = try Sample.run(scenario, threads: 1)
    defer { try? FileManager.default.removeItem(atPath: run.directory) }
    let text = Sample.request(scenario, "").text
    let other = Self.scenario(trials: 2, streams: .independent, decomposed: [])
    #expect(throws: ReplayRefusal.otherJournal) {
      try StudyReplay(KeptTrials(directory: run.directory, scenario: other, text: text), nil)
    }
    try FileManager.default.removeItem(atPath: run.directory + "/trials.journal")
    let kept = KeptTrials(directory: run.directory, scenario: scenario, text: text)
    #expect(throws: ReplayRefusal.nothing) { try StudyReplay(kept, nil) }
    let study = try StudyReplay(
      kept, StudyReplay.Statement(regimes: ["calm", "brisk", "pilot"], trials: 2, build: Sample.build))
    let check = try study.run(study.replay(TrialAddress(regime: "brisk", trial: 1))).check
    #expect(!study.hasJournal && check.metricsCompared == 0)
  }
}
