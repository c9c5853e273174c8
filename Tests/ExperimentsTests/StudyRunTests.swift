import Foundation
import SalesForce
import Synchronization
import Testing

@testable import Experiments

/// Whole runs in a directory of their own: the same bytes whatever the road, and nothing claimed that did not run.
@Suite struct StudyRunTests {
  @Test("Tables are the same for 1, 2 and 7 threads")
  func threads() throws {
    let one = try Sample.run(Sample.scenario(), threads: 1)
    #expect(one.isComplete)
    for threads in [2, 7] { #expect(try Sample.run(Sample.scenario(), threads: threads).tables == one.tables) }
  }

  @Test("Optional tables change no other")
  func outputs() throws {
    let all = try Sample.run(Sample.scenario(), threads: 2)
    let few = try Sample.run(Sample.scenario(outputs: Outputs([])), threads: 2)
    let quarters = try Sample.run(Sample.scenario(outputs: Outputs(cadence: .quarter)), threads: 2)
    for name in ["trials.csv", "summary.csv", "summary.json"] {
      #expect(few.tables[name] == all.tables[name])
      #expect(quarters.tables[name] == all.tables[name])
    }
    #expect(few.tables["timeseries.csv"] == nil)
    #expect(
      quarters.tables["timeseries.csv"] != nil && quarters.tables["timeseries.csv"] != all.tables["timeseries.csv"])
  }

  @Test("Taking differences apart changes no other table; parts are differences with less differences without")
  func decomposition() throws {
    let plain = Sample.scenario(), mechanisms = ["motivation", "turnover"]
    let scenario = Scenario(
      name: plain.name, question: "", notes: "", seed: plain.seed, trials: plain.trials, plan: plain.plan,
      regimes: plain.regimes, outputs: plain.outputs, decomposed: mechanisms)
    let all = try Sample.run(scenario, threads: 2), few = try Sample.run(plain, threads: 2)
    for name in ["trials.csv", "summary.csv", "comparisons.csv", "timeseries.csv"] {
      #expect(all.text(name) == few.text(name), "\(name)")
    }
    let rows = all.text("decomposition.csv").split(separator: "\n").map { $0.split(separator: ",").map(String.init) }
    #expect(rows.count == 1 + Metric.allCases.count * mechanisms.count)
    for mechanism in mechanisms {
      let alone = try Sample.run(
        Scenario(
          name: plain.name, question: "", notes: "", seed: plain.seed, trials: plain.trials,
          plan: ModelPlan(
            organisation: plain.plan.organisation, horizon: plain.plan.horizon, knockedOut: [mechanism],
            reference: plain.plan.reference), regimes: plain.regimes, outputs: plain.outputs), threads: 1)
      // Knock-out runs are the firms of a study of their own without the mechanism.
      func difference(_ run: Sample.Run) throws -> Double {
        let row = try #require(run.outcome.digest.comparisons.first { $0.metric == "profit" })
        return -(try #require(row.meanDifference))
      }
      let row = try #require(rows.first { $0[0] == "profit" && $0[4] == mechanism })
      #expect(row[1] == "brisk" && row[2] == "calm")
      #expect(try abs(#require(Double(row[6])) - difference(few)) < 1e-9)
      #expect(try abs(#require(Double(row[7])) - difference(alone)) < 1e-9)
      #expect(try abs(#require(Double(row[8])) - difference(few) + difference(alone)) < 1e-9)
    }
  }

  @Test("A regime's rows do not depend on which others run")
  func selection() throws {
    let all = try Sample.run(Sample.scenario(), threads: 2)
    let some = try Sample.run(Sample.scenario(), threads: 2, selection: ["calm"])
    for name in ["trials.csv", "summary.csv", "timeseries.csv"] {
      let rows = try #require(all.lines[name]).filter { !$0.hasPrefix("brisk,") && !$0.contains(",brisk,") }
      #expect(some.lines[name] == rows, "\(name)")
    }
  }

  @Test("More trials leave the first ones alone")
  func growth() throws {
    let few = try Sample.run(Sample.scenario(trials: 5), threads: 2),
      many = try Sample.run(Sample.scenario(trials: 9), threads: 2)
    let rows = try #require(few.lines["trials.csv"])
    #expect(try #require(many.lines["trials.csv"]).starts(with: rows.dropLast()))
  }

  @Test("A stop leaves a contiguous prefix, and says so")
  func interrupted() throws {
    let whole = try Sample.run(Sample.scenario(trials: 60), threads: 2)
    let stop = StopSignal()
    let cut = try Sample.run(Sample.scenario(trials: 60), threads: 2, stop: stop) { done, _ in
      if done == 7 { stop.raise() }
    }
    let done = cut.outcome.trials
    #expect(done >= 7 && done < 60 && cut.outcome.isInterrupted)
    let rows = try #require(whole.lines["trials.csv"]).prefix(1 + 2 * done)
    #expect(try #require(cut.lines["trials.csv"]).dropLast() == rows)
    #expect(cut.text("manifest.json").contains("\"missing_trials\""))
    #expect(cut.text("manifest.json").contains("\(done),") && cut.outcome.digest.summary.allSatisfy { $0.n <= done })
  }

  @Test("What was interrupted is gone on with by the build that began it, to the same tables, and grows on request")
  func resumed() throws {
    let whole = try Sample.run(Sample.scenario(trials: 60), threads: 2), stop = StopSignal()
    let cut = try Sample.run(Sample.scenario(trials: 60), threads: 2, stop: stop) { done, _ in
      if done == 7 { stop.raise() }
    }
    func resume(_ build: BuildInfo, trials: Int = 60) throws -> StudyOutcome {
      try StudyRun(
        Sample.request(Sample.scenario(trials: trials), cut.directory, mode: .resume), build: build
      ).run()
    }
    let other = BuildInfo(version: "another", commit: nil)
    let failure = #expect(throws: StudyFailure.self) { try resume(other) }
    guard case .occupied(_, let reason) = failure else {
      Issue.record("\(String(describing: failure))")
      return
    }
    #expect(reason.contains("another") && reason.contains("test"))
    #expect(cut.text("manifest.json").contains("missing_trials"), "a refusal takes nothing away")
    #expect(try resume(Sample.build).trials == 60)
    for (name, table) in whole.tables {
      #expect(FileManager.default.contents(atPath: cut.directory + "/" + name) == table)
    }
    #expect(try resume(Sample.build, trials: 64).trials == 64)
    let grown = try #require(FileManager.default.contents(atPath: cut.directory + "/trials.csv"))
    let before = try #require(whole.tables["trials.csv"])
    #expect(grown.starts(with: before) && grown.count > before.count)
    #expect(throws: StudyFailure.self) { try resume(Sample.build, trials: 63) }
  }

  @Test("A stop before the first trial leaves nothing")
  func stoppedAtOnce() throws {
    let stop = StopSignal()
    stop.raise()
    let directory = Sample.directory()
    #expect(throws: StudyFailure.self) {
      try StudyRun(Sample.request(Sample.scenario(), directory), build: Sample.build).run(stop: stop)
    }
    #expect(!FileManager.default.fileExists(atPath: directory))
  }

  @Test("A complete directory answers at once; a changed, foreign or unfinished one is refused")
  func occupied() throws {
    let directory = Sample.directory()
    let first = try StudyRun(Sample.request(Sample.scenario(), directory), build: Sample.build).run()
    let again = try StudyRun(Sample.request(Sample.scenario(), directory), build: Sample.build).run()
    #expect(!first.wasComplete && again.wasComplete && again.digest == first.digest)
    #expect(throws: StudyFailure.self) {
      try StudyRun(Sample.request(Sample.scenario(trials: 5), directory), build: Sample.build).run()
    }
    #expect(throws: StudyFailure.self) {
      try StudyRun(Sample.request(Sample.scenario(), directory, selection: ["calm"]), build: Sample.build).run()
    }
    var text = try String(contentsOfFile: directory + "/trials.csv", encoding: .utf8)
    text.removeLast(2)
    try text.write(toFile: directory + "/trials.csv", atomically: true, encoding: .utf8)
    #expect(throws: StudyFailure.self) {
      try StudyRun(Sample.request(Sample.scenario(), directory), build: Sample.build).run()
    }
    let foreign = Sample.directory()
    try FileManager.default.createDirectory(atPath: foreign, withIntermediateDirectories: true)
    try "mine".write(toFile: foreign + "/notes.txt", atomically: true, encoding: .utf8)
    #expect(throws: StudyFailure.self) {
      try StudyRun(Sample.request(Sample.scenario(), foreign), build: Sample.build).run()
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: foreign) == ["notes.txt"])
  }

  @Test("Quantiles of tables larger than memory allows are the same")
  func passes() throws {
    let run = try Sample.run(Sample.scenario(trials: 40), threads: 2)
    let reader = try JournalReader(path: run.directory + "/trials.journal")
    let arms = Sample.scenario().arms([0, 1])
    let trials = StudyTrials(Sample.scenario(), reader: reader, equalCost: nil)
    let whole = try SummaryPasses(trials: trials, arms: arms).entries()
    for capacity in [1, 50, 333] {
      #expect(try SummaryPasses(trials: trials, arms: arms, capacity: capacity).entries() == whole)
    }
    let factors = try Sample.run(DesignTests.scenario(DesignTests.factors), threads: 2)
    let many = StudyTrials(
      DesignTests.scenario(DesignTests.factors), reader: try JournalReader(path: factors.directory + "/trials.journal"),
      equalCost: nil)
    let all = StudyArms(DesignTests.scenario(DesignTests.factors), [0, 1]).all
    let pairs = try ComparisonPass(trials: many, arms: all).entries()
    #expect(pairs.count == 4 * Metric.allCases.count)
    #expect(try ComparisonPass(trials: many, arms: all, capacity: 1).entries() == pairs)
  }
}

/// A small study.
enum Sample {
  static let build = BuildInfo(version: "test", commit: nil)

  static func scenario(trials: Int = 6, outputs: Outputs = Outputs()) -> Scenario {
    func regime(_ name: String, _ levers: [LeverName: Double]) -> Regime {
      Regime(name: name, preset: nil, levers: levers.mapValues { WeeklyPath($0) })
    }
    let calm = regime("calm", [.salary: 0.9, .commission: 0.02])
    return Scenario(
      name: "sample", question: "", notes: "", seed: 9, trials: trials,
      plan: ModelPlan(
        organisation: Organisation(seats: 9, span: 4), horizon: Horizon(weeks: 60, warmUp: 8), reference: calm),
      regimes: [calm, regime("brisk", [.salary: 0.5, .commission: 0.1, .bonus: 0.1])], outputs: outputs)
  }

  static func directory() -> String {
    FileManager.default.temporaryDirectory.appendingPathComponent("study-\(UUID().uuidString)").path
  }

  static func request(
    _ scenario: Scenario, _ directory: String, threads: Int = 2, selection: [String]? = nil,
    mode: StudyRequest.Mode = .fresh
  ) -> StudyRequest {
    // Any text that distinguishes scenarios names the study here; files do it in earnest.
    StudyRequest(
      scenario: scenario,
      text: {
        "\($0.trials) \(String(describing: $0.precision)) \($0.outputs) \($0.streams) \(text($0.budget)) \($0.factors) \($0.hypotheses) \($0.decomposed) \(String(describing: $0.selection))"
      },
      directory: directory, threads: threads, selection: selection, mode: mode)
  }

  /// Salaries in order: a dictionary prints them in any.
  private static func text(_ budget: Budget?) -> String {
    guard let budget else { return "none" }
    let salaries = budget.salaries?.sorted { $0.key < $1.key }.map {
      "\($0.key) \($0.value.sorted { $0.key < $1.key })"
    }
    return "\(budget.target) \(budget.salaryFloor) \(salaries ?? [])"
  }

  struct Run {
    let outcome: StudyOutcome
    let directory: String
    let tables: [String: Data]

    var isComplete: Bool { outcome.trials == outcome.requested && tables.count == 4 }
    var lines: [String: [Substring]] {
      tables.mapValues { String(decoding: $0, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false) }
    }
    func text(_ name: String) -> String {
      (try? String(contentsOfFile: directory + "/" + name, encoding: .utf8)) ?? ""
    }
  }

  static func run(
    _ scenario: Scenario, threads: Int, selection: [String]? = nil, more: [String] = [],
    stop: StopSignal = StopSignal(),
    progress: @escaping @Sendable (Int, Int) -> Void = { _, _ in }
  ) throws -> Run {
    let directory = directory()
    let outcome = try StudyRun(
      request(scenario, directory, threads: threads, selection: selection), build: build
    ).run(stop: stop, progress: progress)
    var tables: [String: Data] = [:]
    for name in [
      "trials.csv", "summary.csv", "summary.json", "timeseries.csv", "groups.csv", "group_effects.csv",
      "group_effects.json", "tenure.csv",
    ] + more {
      tables[name] = FileManager.default.contents(atPath: directory + "/" + name)
    }
    return Run(outcome: outcome, directory: directory, tables: tables)
  }
}
