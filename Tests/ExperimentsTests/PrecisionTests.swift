import Foundation
import SalesForce
import SimulationStatistics
import Testing

@testable import Experiments

/// Studies that go on until an interval is narrow enough: the same rounds whatever the road.
@Suite struct PrecisionTests {
  static func scenario(
    _ halfWidth: Precision.HalfWidth, between: [String]? = ["brisk", "calm"], metric: String = "profit",
    confidence: Double = 0.95, maximum: Int = 2_000, budget: Bool = false, streams: Streams = .common,
    regimes: [Regime]? = nil
  ) -> Scenario {
    let base = Sample.scenario()
    return Scenario(
      name: "sure", question: "", notes: "", seed: 9, streams: streams, trials: maximum,
      precision: Precision(metric: metric, between: between, halfWidth: halfWidth, confidence: confidence),
      plan: ModelPlan(
        organisation: Organisation(seats: 4, span: 4), horizon: Horizon(weeks: 20, warmUp: 4),
        reference: base.regimes[0]),
      regimes: regimes ?? base.regimes, budget: budget ? Budget(target: .costPerSeller([2])) : nil,
      outputs: Outputs([]))
  }

  static let names = ["precision.csv", "precision.json", "comparisons.csv", "trials.journal", "slopes.journal"]

  private static func run(_ scenario: Scenario, threads: Int = 2) throws -> Sample.Run {
    try Sample.run(scenario, threads: threads, more: names)
  }

  private static func resume(
    _ scenario: Scenario, _ directory: String, threads: Int = 2, stop: StopSignal = StopSignal(),
    progress: @escaping @Sendable (Int, Int) -> Void = { _, _ in }
  ) throws -> StudyOutcome {
    try StudyRun(Sample.request(scenario, directory, threads: threads, mode: .resume), build: Sample.build)
      .run(stop: stop, progress: progress)
  }

  /// Cells of a table by column.
  private static func rows(_ run: Sample.Run, _ name: String) -> [[String: String]] {
    let lines = run.text(name).split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    return lines.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(lines[0], $0)) }
  }

  @Test(
    "The same rounds and bytes on any threads; the interval that stops it is the table's, with its whole variance",
    arguments: [false, true])
  func same(_ budget: Bool) throws {
    let scenario = Self.scenario(.absolute(0.025), budget: budget),
      one = try Self.run(scenario, threads: 1)
    for threads in [2, 7] { #expect(try Self.run(scenario, threads: threads).tables == one.tables) }
    let stopping = try #require(one.outcome.stopping)
    #expect(stopping.reason == "reached" && stopping.trials == one.outcome.trials && stopping.rounds > 1)
    #expect(!one.outcome.isInterrupted && one.outcome.trials < 2_000)
    let rounds = Self.rows(one, "precision.csv"), last = try #require(rounds.last)
    #expect(rounds.count == stopping.rounds && last["decision"] == "reached" && last["next_trials"] == "")
    #expect(rounds.dropLast().allSatisfy { $0["decision"] == "continue" && $0["status"] == "wide" })
    // Each round is the one that the round before has asked for.
    #expect(rounds.map { $0["trials"] } == ["50"] + rounds.dropLast().map { $0["next_trials"] })
    let profit = try #require(one.outcome.digest.comparisons.first { $0.metric == "profit" })
    let half = try #require(profit.ciHigh) - (try #require(profit.meanDifference))
    let told = try #require(last["half_width"].flatMap(Double.init))
    #expect(abs(half - told) < 1e-12 && told <= 0.025)
    #expect(try abs(#require(stopping.halfWidth) - told) < 1e-15)
    // The trials are those of a study with just so many.
    let fixed = Scenario(
      name: "sure", question: "", notes: "", seed: 9, trials: one.outcome.trials, plan: scenario.plan,
      regimes: scenario.regimes, budget: scenario.budget, outputs: scenario.outputs)
    let plain = try Self.run(fixed)
    for name in ["trials.csv", "summary.csv", "comparisons.csv", "trials.journal", "slopes.journal"] {
      #expect(plain.tables[name] == one.tables[name], "\(name)")
    }
  }

  /// Runs on one thread until so many trials are complete.
  private static func interrupt(_ scenario: Scenario, _ directory: String, at moment: Int) throws -> StudyOutcome {
    let stop = StopSignal(), run = StudyRun(Sample.request(scenario, directory, threads: 1), build: Sample.build)
    return try run.run(stop: stop, progress: { done, _ in if done >= moment { stop.raise() } })
  }

  @Test(
    "Stopped anywhere, between rounds and amid them, and gone on with on other threads: the same bytes",
    arguments: [1, 49, 50, 51, 99, 100, 101])
  func resumed(_ moment: Int) throws {
    let scenario = Self.scenario(.absolute(0.025), budget: true), whole = try Self.run(scenario)
    #expect(whole.outcome.trials > 101)
    let directory = Sample.directory(), cut = try Self.interrupt(scenario, directory, at: moment)
    let (trials, isInterrupted) = (cut.trials, cut.isInterrupted)
    #expect(isInterrupted && trials == moment)
    let asked = moment < 50 ? 50 : moment < 100 ? 100 : 200, seen = moment < 50 ? 0 : moment < 100 ? 50 : 100
    let requested = cut.requested
    #expect(requested <= asked && requested > moment)
    let stopping = try #require(cut.stopping)
    #expect(stopping.reason == nil)
    #expect(stopping.trials == seen)
    #expect(try Self.resume(scenario, directory, threads: 3).trials == whole.outcome.trials)
    for (name, table) in whole.tables {
      #expect(FileManager.default.contents(atPath: directory + "/" + name) == table, "\(name)")
    }
  }

  @Test(
    "A finer half-width adds trials and leaves the earlier ones alone; a coarser one is refused and touches nothing")
  func growth() throws {
    let coarse = Self.scenario(.absolute(0.03)), fine = Self.scenario(.absolute(0.022))
    let few = try Self.run(coarse), many = try Self.run(fine), trials = few.outcome.trials
    #expect(many.outcome.trials > trials)
    #expect(try Self.resume(fine, few.directory).trials == many.outcome.trials)
    for (name, table) in many.tables {
      #expect(FileManager.default.contents(atPath: few.directory + "/" + name) == table, "\(name)")
    }
    let before = try #require(few.tables["trials.csv"]), after = try #require(many.tables["trials.csv"])
    #expect(after.starts(with: before) && after.count > before.count)
    let failure = #expect(throws: StudyFailure.self) { try Self.resume(coarse, few.directory) }
    guard case .occupied(_, let reason) = failure else {
      Issue.record("\(String(describing: failure))")
      return
    }
    #expect(reason.contains("\(many.outcome.trials)") && reason.contains("\(trials)"))
    #expect(few.text("manifest.json").contains("\"reached\""), "its manifest is still there")
    // A given number of trials grows into a precision as well, and back.
    #expect(try Self.resume(Self.scenario(.absolute(0.018)), few.directory).trials > many.outcome.trials)
  }

  @Test("What the maximum does not suffice for stops there, and says what would do")
  func maximum() throws {
    let run = try Self.run(Self.scenario(.absolute(0.005), maximum: 120)), stopping = try #require(run.outcome.stopping)
    #expect(run.outcome.trials == 120 && stopping.reason == "maximum" && !run.outcome.isInterrupted)
    let width = try #require(stopping.halfWidth), predicted = try #require(stopping.predicted)
    #expect(abs(Double(predicted) - 1.1 * 120 * (width / 0.005) * (width / 0.005)) <= 1)
    #expect(try Self.resume(Self.scenario(.absolute(0.005), maximum: 120), run.directory).wasComplete)
    let small = try Self.run(Self.scenario(.absolute(0.005), maximum: 20))
    #expect(small.outcome.trials == 20 && small.outcome.stopping?.rounds == 1)
  }

  @Test("The mean of each regime: the widest decides; a confidence asks for more trials")
  func means() throws {
    let run = try Self.run(Self.scenario(.relative(0.1), between: nil))
    let rows = Self.rows(run, "precision.csv"), last = rows.suffix(2)
    #expect(last.map { $0["regime"] } == ["calm", "brisk"] && last.allSatisfy { $0["against"] == "" })
    for row in last {
      let (mean, half) = (Double(row["mean"] ?? ""), Double(row["half_width"] ?? ""))
      #expect(try #require(half) <= 0.1 * (try #require(mean)).magnitude && row["status"] == "reached")
    }
    let surer = try Self.run(Self.scenario(.relative(0.1), between: nil, confidence: 0.99))
    #expect(surer.outcome.trials > run.outcome.trials)
  }

  @Test("A share of nothing is refused with the half-width that would do, and the trials are kept for that")
  func nearZero() throws {
    // The same regime twice, each with draws of its own: the difference is 0 but for noise.
    let calm = Sample.scenario().regimes[0]
    let other = Regime(name: "other", preset: nil, levers: calm.levers)
    func scenario(_ width: Precision.HalfWidth) -> Scenario {
      Self.scenario(width, between: ["calm", "other"], streams: .independent, regimes: [calm, other])
    }
    let directory = Sample.directory()
    let failure = #expect(throws: StudyFailure.self) {
      try StudyRun(Sample.request(scenario(.relative(0.05)), directory), build: Sample.build).run()
    }
    guard case .precision(.nearZero(_, let what, _, _, _, let trials, let maximum, let width), let kept) = failure
    else {
      Issue.record("\(String(describing: failure))")
      return
    }
    #expect(what == "calm less other" && trials == 50 && maximum == 2_000 && kept == 50)
    let done = try Self.resume(scenario(.absolute(width)), directory)
    #expect(done.stopping?.reason == "reached" && done.trials > 50)
  }

  @Test("A regime that does not run is named before anything is written")
  func notRun() throws {
    let directory = Sample.directory()
    let failure = #expect(throws: StudyFailure.self) {
      try StudyRun(
        Sample.request(Self.scenario(.absolute(0.1)), directory, selection: ["calm"]), build: Sample.build
      ).run()
    }
    guard case .precision(.notRun(let regime), _) = failure else {
      Issue.record("\(String(describing: failure))")
      return
    }
    #expect(regime == "brisk" && !FileManager.default.fileExists(atPath: directory))
  }
}
