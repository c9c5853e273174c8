import Foundation
import SalesForce
import Testing

@testable import Experiments

/// Trials in which a law of the model is broken: a row each, in no estimate, and the rest goes on.
@Suite struct FailureTests {
  static let names = [
    "comparisons.csv", "comparisons.json", "failures.csv", "decomposition.csv", "ensemble_effects.csv", "sellers.csv",
    "trials.journal", "slopes.journal", "datapackage.json", "scenario.resolved.yaml",
  ]

  static func run(_ scenario: Scenario, threads: Int = 2, more: [String] = []) throws -> Sample.Run {
    try Sample.run(scenario, threads: threads, more: names + more)
  }

  private static func resume(
    _ scenario: Scenario, _ directory: String, threads: Int = 2, check: Bool = false, stop: StopSignal = StopSignal(),
    progress: @escaping @Sendable (Int, Int) -> Void = { _, _ in }
  ) throws -> StudyOutcome {
    let request = Sample.request(scenario, directory)
    return try StudyRun(
      StudyRequest(
        scenario: scenario, text: request.text, directory: directory, threads: threads, check: check, mode: .resume),
      build: Sample.build
    ).run(stop: stop, progress: progress)
  }

  /// Cells of a table by column; none of them has a comma in it.
  static func rows(_ directory: String, _ name: String) throws -> [[String: String]] {
    let text = try String(contentsOfFile: directory + "/" + name, encoding: .utf8)
    let lines = text.split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    return lines.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(lines[0], $0)) }
  }

  private static func table(_ directory: String, _ name: String) -> Data? {
    FileManager.default.contents(atPath: directory + "/" + name)
  }

  @Test("The same bytes for any number of threads; all other trials are what they are without the defect")
  func threads() throws {
    let scenario = Sample.scenario(trials: 9).with(Defect(trials: [2, 5], week: 20))
    let one = try Self.run(scenario, threads: 1)
    for threads in [4, 7] { #expect(try Self.run(scenario, threads: threads).tables == one.tables) }
    #expect(one.outcome.failed == 2 && !one.outcome.isLimited && !one.outcome.isInterrupted)
    let plain = try Self.run(Sample.scenario(trials: 9))
    #expect(plain.outcome.failed == 0 && plain.tables["failures.csv"] == nil)
    let (rows, others) = try (Self.rows(one.directory, "trials.csv"), Self.rows(plain.directory, "trials.csv"))
    #expect(rows.count == 18 && others.count == 18)
    for (row, other) in zip(rows, others) {
      guard row["trial"] == "2" || row["trial"] == "5" else {
        #expect(row == other)
        continue
      }
      #expect(row["status"] == "failed" && Metric.allCases.allSatisfy { row[$0.card.name] == "" })
      #expect(row["regime"] == other["regime"] && row["trial"] == other["trial"])
    }
    #expect(one.outcome.digest.summary.allSatisfy { $0.n <= 7 })
    #expect(one.text("manifest.json").replacing(" ", with: "").contains("\"failed_trials\":2"))
  }

  @Test("Every failed row says where, what and how to see it, whether weeks were tested or not")
  func reasons() throws {
    let lasting = try Self.run(Sample.scenario().with(Defect(trials: [1, 4], week: 20)))
    let rows = try Self.rows(lasting.directory, "failures.csv")
    #expect(rows.map { $0["trial"] } == ["1", "1", "4", "4"])
    #expect(rows.map { $0["regime"] } == ["calm", "brisk", "calm", "brisk"])
    for row in rows {
      #expect(row["status"] == "broken" && row["week"] == "20" && row["member"] == "")
      #expect(row["law"] == "sellers = seats + hires − exits" && row["found"]?.contains("against") == true)
    }
    #expect(rows[1]["command"] == "rainmaker replay . --regime brisk --trial 1 --check")
    // A defect of a week that leaves no trace: nobody sees it who does not look.
    let passing = Sample.scenario().with(Defect(trials: [3], week: 30, kind: .passing))
    #expect(try Self.run(passing).outcome.failed == 0)
    let directory = Sample.directory()
    defer { try? FileManager.default.removeItem(atPath: directory) }
    let outcome = try Self.resume(passing, directory, check: true)
    #expect(outcome.failed == 1)
    let seen = try Self.rows(directory, "failures.csv")
    #expect(seen.map { $0["week"] } == ["30", "30"])
    #expect(seen.allSatisfy { $0["law"] == "revenue = sum of sellers' sales" && $0["trial"] == "3" })
    // Tables made anew without the flag say the same: the journal knows that the trial failed.
    let table = Self.table(directory, "failures.csv")
    try FileManager.default.removeItem(atPath: directory + "/failures.csv")
    #expect(try Self.resume(passing, directory).failed == 1)
    #expect(Self.table(directory, "failures.csv") == table)
  }

  @Test("In the warm-up the first week counts, and a failure that does not come again is said to be none")
  func again() throws {
    let scenario = Sample.scenario().with(Defect(trials: [0], week: 3)), run = try Self.run(scenario)
    let rows = try Self.rows(run.directory, "failures.csv")
    #expect(rows.map { $0["week"] } == ["3", "3"])
    // The same journal, and a program without the defect.
    try FileManager.default.removeItem(atPath: run.directory + "/manifest.json")
    #expect(try Self.resume(Sample.scenario(), run.directory).failed == 1)
    let other = try Self.rows(run.directory, "failures.csv")
    #expect(other.map { $0["status"] } == ["not_found", "not_found"] && other.allSatisfy { $0["law"] == "" })
    #expect(try Self.rows(run.directory, "trials.csv")[0]["status"] == "failed")
  }

  @Test("Of very many failures only the first are explained")
  func many() throws {
    let short = SelectionTests.scenario(selects: false).with(trials: 103)
    let run = try Self.run(short.with(Defect(trials: Array(0..<102), week: 10)))
    #expect(run.outcome.failed == 102)
    let rows = try Self.rows(run.directory, "failures.csv")
    #expect(rows.count == 102 * 4)
    for row in rows {
      let trial = try #require(Int(row["trial"] ?? ""))
      #expect(row["status"] == (trial < FailuresTable.explained ? "broken" : "not_replayed"))
    }
    #expect(run.outcome.digest.summary.allSatisfy { $0.n <= 1 })
  }

  @Test("What is interrupted around failures and gone on with ends with the same bytes")
  func resumed() throws {
    let scenario = Sample.scenario(trials: 60).with(Defect(trials: [2, 8, 30], week: 20))
    let whole = try Self.run(scenario), stop = StopSignal()
    let cut = try Sample.run(scenario, threads: 2, stop: stop) { done, _ in if done == 5 { stop.raise() } }
    try #require(cut.outcome.isInterrupted && cut.outcome.trials < 60)
    #expect(try Self.resume(scenario, cut.directory, threads: 4).failed == 3)
    for (name, table) in whole.tables { #expect(Self.table(cut.directory, name) == table, "\(name)") }
    let again = try StudyRun(Sample.request(scenario, cut.directory), build: Sample.build).run()
    #expect(again.wasComplete && again.failed == 3)
  }

  @Test(
    "A limit ends the study with the first trial that is one too many, whatever the threads and the road",
    arguments: [
      (FailureLimit.count(1), 6), (FailureLimit.count(0), 3), (FailureLimit.share(0.1), 6),
      (FailureLimit.share(0.05), 3),
    ])
  func limits(_ limit: FailureLimit, _ end: Int) throws {
    let free = Sample.scenario(trials: 19).with(Defect(trials: [2, 5, 7], week: 20)), scenario = free.with(limit: limit)
    let one = try Self.run(scenario, threads: 1)
    #expect(one.outcome.trials == end && one.outcome.requested == 19)
    #expect(one.outcome.isLimited && one.outcome.isInterrupted)
    for threads in [3, 7] { #expect(try Self.run(scenario, threads: threads).tables == one.tables) }
    // Stopped on the way, and begun again.
    let stop = StopSignal()
    let cut = try Sample.run(scenario, threads: 1, stop: stop) { done, _ in if done == 1 { stop.raise() } }
    #expect(try Self.resume(scenario, cut.directory).trials == end)
    for (name, table) in one.tables { #expect(Self.table(cut.directory, name) == table, "\(name)") }
    // Once more nothing is run; without the limit all the rest is.
    #expect(try Self.resume(scenario, cut.directory).trials == end)
    let rest = try Self.resume(free, cut.directory)
    #expect(rest.trials == 19 && rest.failed == 3 && !rest.isLimited)
    for (name, table) in try Self.run(free).tables { #expect(Self.table(cut.directory, name) == table, "\(name)") }
    // A limit that is never passed changes nothing.
    let wide = try Self.run(free.with(limit: .count(3)))
    #expect(!wide.outcome.isLimited && wide.outcome.trials == 19)
  }

  @Test("A trial of several parts is written whole before a limit ends the study")
  func parts() throws {
    let base = DesignTests.scenario(DesignTests.factors)
    let scenario = base.with(Defect(trials: [1, 3], week: 20)).with(limit: .count(1))
    let one = try Self.run(scenario, threads: 1), five = try Self.run(scenario, threads: 5)
    #expect(one.tables == five.tables && one.outcome.trials == 4 && one.outcome.failed == 2)
    let rows = try Self.rows(one.directory, "trials.csv").filter { $0["status"] == "failed" }
    #expect(rows.count == 2 * 2 * 4)
    let reasons = try Self.rows(one.directory, "failures.csv")
    #expect(reasons.count == 16)
    #expect(reasons[2]["command"] == "rainmaker replay . --regime calm --trial 1 --point 1 --check")
  }

  @Test("Shards run on; merged they end where a run ends", arguments: [nil, FailureLimit.count(1)] as [FailureLimit?])
  func shards(_ limit: FailureLimit?) throws {
    let scenario = Sample.scenario(trials: 9).with(Defect(trials: [1, 4, 8], week: 20)).with(limit: limit)
    let whole = try Self.run(scenario), directory = Sample.directory(), request = Sample.request(scenario, directory)
    defer { try? FileManager.default.removeItem(atPath: directory) }
    for shard in [2, 1, 3] {
      let study = try ShardPreparation(request, build: Sample.build).study(3, stop: StopSignal())
      _ = try ShardRun(request, build: Sample.build).run(shard, of: study, stop: StopSignal())
    }
    let study = try ShardStudy(at: directory, load: { _ in scenario }, text: request.text)
    let merged = try ShardMerge(study, build: Sample.build, threads: 2).run(isPartial: false, stop: StopSignal())
    #expect(merged.outcome?.failed == (limit == nil ? 3 : 2) && merged.outcome?.isLimited == (limit != nil))
    for (name, table) in whole.tables { #expect(Self.table(directory, name) == table, "\(name)") }
  }

  @Test("A failed row is replayed to its failure")
  func replayed() throws {
    let scenario = ReplayTests.scenario(trials: 3).with(Defect(trials: [1], week: 30, kind: .passing))
    let directory = Sample.directory()
    defer { try? FileManager.default.removeItem(atPath: directory) }
    _ = try Self.resume(scenario, directory, check: true)
    let study = try StudyReplay(
      KeptTrials(directory: directory, scenario: scenario, text: Sample.request(scenario, "").text), nil)
    let failed = try study.replay(TrialAddress(regime: "brisk", trial: 1))
    #expect(study.hasFailed(failed))
    let failure = #expect(throws: StudyFailure.self) { try study.run(failed) }
    guard case .broken(let broken, _) = failure else {
      Issue.record("\(String(describing: failure))")
      return
    }
    #expect(broken.week == 30 && broken.place == "trial 1, regime brisk, week 30")
    let sound = try study.replay(TrialAddress(regime: "brisk", trial: 2))
    let check = try study.run(sound).check
    #expect(!study.hasFailed(sound) && check.isEqual)
    let rows = try Self.rows(directory, "failures.csv")
    #expect(rows.count == 6 && rows.allSatisfy { $0["member"] == "1" })
    #expect(rows.last?["command"] == "rainmaker replay . --regime pilot --trial 1 --without coaching --check")
  }

  @Test("A choice leaves failed trials out, and comes to an end all the same")
  func chosen() throws {
    let scenario = SelectionTests.scenario().with(Defect(trials: [3, 14], week: 10))
    let one = try Self.run(scenario, threads: 1, more: SelectionTests.names)
    #expect(try Self.run(scenario, threads: 5, more: SelectionTests.names).tables == one.tables)
    #expect(one.outcome.failed == 2 && !one.outcome.isInterrupted)
    let trials = try Self.rows(one.directory, "trials.csv"), failed = trials.filter { $0["status"] == "failed" }
    #expect(failed.filter { $0["trial"] == "3" }.count == 4 && failed.contains { $0["trial"] == "14" })
    for row in try Self.rows(one.directory, "selection.csv") {
      let own = trials.filter { $0["regime"] == row["regime"] && $0["status"] != "failed" }
      #expect(row["n"] == "\(own.count)")
    }
    let limited = try Self.run(scenario.with(limit: .count(1)), threads: 3, more: SelectionTests.names)
    #expect(limited.outcome.trials == 15 && limited.outcome.isLimited)
    #expect(try Self.resume(scenario.with(limit: .count(1)), limited.directory).trials == 15)
    #expect(try Self.resume(scenario, limited.directory).trials == one.outcome.trials)
    for (name, table) in one.tables { #expect(Self.table(limited.directory, name) == table, "\(name)") }
  }

  @Test("A precision counts trials that have a value")
  func precision() throws {
    let scenario = PrecisionTests.scenario(.absolute(0.05)).with(Defect(trials: [3, 30], week: 10))
    let one = try Self.run(scenario, threads: 1, more: PrecisionTests.names)
    #expect(try Self.run(scenario, threads: 5, more: PrecisionTests.names).tables == one.tables)
    #expect(!one.outcome.isInterrupted && one.outcome.failed >= 1)
    let row = try #require(one.outcome.digest.comparisons.first { $0.metric == "profit" })
    #expect(row.n == one.outcome.trials - one.outcome.failed)
  }

  @Test("Where no trial can be left out, a broken law ends the run; nothing is left where no trial was complete")
  func fatal() throws {
    // Pilots have the highest bit.
    for week in [2, 20] {
      let scenario = PrecisionTests.scenario(.absolute(0.05), budget: true)
        .with(Defect(trials: [0x8000_0000], week: week > 10 ? 10 : week))
      let directory = Sample.directory()
      let failure = #expect(throws: StudyFailure.self) {
        try StudyRun(Sample.request(scenario, directory), build: Sample.build).run()
      }
      guard case .broken(_, kept: 0) = failure else {
        Issue.record("\(String(describing: failure))")
        continue
      }
      #expect(!FileManager.default.fileExists(atPath: directory))
    }
  }

  @Test("Tables of deals leave a failed trial out")
  func deals() throws {
    let tables: Set<OptionalTable> = [.forecast, .crm, .truth, .weekly],
      scenario = Sample.scenario(outputs: Outputs(tables))
    let files = tables.map(\.rawValue).map { $0 + ".csv" }
    let plain = try Self.run(scenario, more: files)
    let failed = try Self.run(scenario.with(Defect(trials: [1], week: 20)), more: files)
    for name in ["forecast.csv", "crm.csv", "truth.csv"] {
      let rows = try Self.rows(plain.directory, name).filter { $0["trial"] != "1" }
      let others = try Self.rows(failed.directory, name)
      #expect(!rows.isEmpty && others == rows, "\(name)")
    }
    let weeks = try Self.rows(failed.directory, "weekly.csv").filter { $0["trial"] == "1" }
    #expect(weeks.count == 2 * 60 && weeks.allSatisfy { $0["status"] == "failed" && $0["profit"] == "" })
  }
}
