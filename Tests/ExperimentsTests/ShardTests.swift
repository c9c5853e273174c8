import Foundation
import SalesForce
import Testing

@testable import Experiments

/// Studies divided among processes; Tests/CommandLine/check_shards.py does it with real ones.
@Suite struct ShardTests {
  @Test("Shards are contiguous, cover everything once, and differ by one trial at most")
  func division() {
    for (trials, pairs) in [(1, 0), (7, 12), (60, 24), (1_000, 50), (16_777_216, 1_000)] {
      for shards in [1, 2, 3, 7, 8, 60, 1_000, 100_000] where shards <= trials {
        let plan = ShardPlan(shards: shards, trials: trials, pairs: pairs)
        var (next, pair, wrong) = (0, 0, 0)
        for shard in 1...shards {
          let own = plan.trials(of: shard)
          let isGood =
            own.lowerBound == next && (trials / shards...(trials + shards - 1) / shards).contains(own.count)
            && plan.shard(beginningAt: own.lowerBound) == shard
            && (own.count == 1 || plan.shard(beginningAt: own.lowerBound + 1) == nil)
            && plan.pairs(of: shard).lowerBound == pair
          (next, pair) = (own.upperBound, plan.pairs(of: shard).upperBound)
          // The first shards have their share of pairs.
          wrong += isGood && pair * shards >= pairs * shard ? 0 : 1
        }
        #expect(wrong == 0, "\(trials) trials in \(shards)")
        #expect(next == trials && pair == pairs)
        #expect(plan.shard(beginningAt: trials) == nil && plan.shard(beginningAt: -1) == nil)
      }
    }
    let plan = ShardPlan(shards: 120, trials: 1_000, pairs: 0)
    #expect([1, 12, 120].map(plan.name(of:)) == ["001-of-120", "012-of-120", "120-of-120"])
  }

  @Test("Indices as an array")
  func indices() {
    #expect(ArrayIndices.text([]) == "" && ArrayIndices.text([4]) == "4")
    #expect(ArrayIndices.text([3, 7, 8, 9]) == "3,7-9" && ArrayIndices.text([1, 2, 4, 6, 7]) == "1-2,4,6-7")
  }

  @Test("The index is a scheduler's, the number of tasks nobody's")
  func schedulers() throws {
    for name in SchedulerTask.variables {
      let task = try SchedulerTask(environment: [name: "7", "SLURM_ARRAY_TASK_COUNT": "4"])
      #expect(task.index == 7 && task.variable == name)
    }
    #expect(try SchedulerTask(environment: ["SGE_TASK_ID": "undefined", "PBS_ARRAYID": "2"]).index == 2)
    #expect(try SchedulerTask(environment: ["PBS_ARRAY_INDEX": "2", "PBS_ARRAYID": "2"]).index == 2)
    for environment in [
      [:], ["SGE_TASK_ID": "undefined"], ["SLURM_ARRAY_TASK_ID": "0"], ["SLURM_ARRAY_TASK_ID": "-1"],
      ["SLURM_ARRAY_TASK_ID": "+1"], ["SLURM_ARRAY_TASK_ID": "99999999999999999999"],
      ["PBS_ARRAYID": "1", "SGE_TASK_ID": "2"],
    ] {
      #expect(throws: ShardRefusal.self) { try SchedulerTask(environment: environment) }
    }
  }

  /// A study in a directory of its own.
  private struct Divided {
    let directory = Sample.directory()
    let scenario: Scenario
    var build = Sample.build

    var request: StudyRequest { Sample.request(scenario, directory) }

    @discardableResult
    func run(
      _ shard: Int, of shards: Int?, stop: StopSignal = StopSignal(),
      progress: @escaping @Sendable (Int, Int) -> Void = { _, _ in }
    ) throws -> ShardRun.Outcome {
      let study = try ShardPreparation(request, build: build).study(shards, stop: stop)
      return try ShardRun(request, build: build).run(shard, of: study, stop: stop, progress: progress)
    }

    var study: ShardStudy {
      get throws { try ShardStudy(at: directory, load: { _ in scenario }, text: request.text) }
    }

    func merge(isPartial: Bool = false) throws -> (survey: ShardSurvey, outcome: StudyOutcome?) {
      try ShardMerge(study, build: build, threads: 2).run(isPartial: isPartial, stop: StopSignal())
    }

    func table(_ name: String) -> Data? { FileManager.default.contents(atPath: directory + "/" + name) }
  }

  private static func refusal(_ body: () throws -> Void) -> ShardRefusal? {
    do { try body() } catch StudyFailure.sharded(let refusal) { return refusal } catch {}
    return nil
  }

  @Test("Any number of shards, in any order, gives the tables of one run")
  func tables() throws {
    let whole = try Sample.run(Sample.scenario(), threads: 2)
    for shards in [1, 3, 6] {
      let divided = Divided(scenario: Sample.scenario())
      for shard in (1...shards).reversed() { try divided.run(shard, of: shards) }
      #expect(try divided.run(1, of: nil).earlier == 6 / shards, "a shard that is there is not run again")
      #expect(try divided.merge().outcome?.trials == 6)
      for (name, table) in whole.tables { #expect(divided.table(name) == table, "\(name)") }
      let journal = FileManager.default.contents(atPath: whole.directory + "/trials.journal")
      #expect(divided.table("trials.journal") == journal)
    }
  }

  @Test("A shard that is stopped goes on from there, also where others have begun it")
  func stopped() throws {
    let whole = try Sample.run(Sample.scenario(trials: 60), threads: 2)
    let divided = Divided(scenario: Sample.scenario(trials: 60)), stop = StopSignal()
    let refusal = Self.refusal { try divided.run(1, of: 2, stop: stop) { done, _ in if done == 5 { stop.raise() } } }
    #expect(refusal?.code == 75)
    let begun = try #require(try ShardSurvey(divided.study).begun.first)
    #expect(begun.shard == 1 && (5..<30).contains(begun.trials) && begun.of == 30)
    // What somebody else was writing and has torn.
    let folder = ShardDirectory(divided.directory), torn = folder.fresh("1-of-2.trials")
    try Data("RMJ1".utf8).write(to: URL(fileURLWithPath: torn))
    #expect(try divided.run(1, of: 2).earlier == begun.trials)
    try divided.run(2, of: 2)
    #expect(try folder.unfinished().isEmpty)
    #expect(try divided.merge().outcome?.trials == 60)
    for (name, table) in whole.tables { #expect(divided.table(name) == table, "\(name)") }
  }

  @Test("What is missing is said; the trials before it make tables on request")
  func missing() throws {
    let divided = Divided(scenario: Sample.scenario(trials: 12))
    for shard in [1, 2, 4] { try divided.run(shard, of: 6) }
    let none = try divided.merge()
    #expect(none.outcome == nil && none.survey.missing == [3, 5, 6] && divided.table("trials.csv") == nil)
    let some = try #require(try divided.merge(isPartial: true).outcome)
    #expect(some.trials == 4 && some.requested == 12 && some.isInterrupted)
    let four = try Sample.run(Sample.scenario(trials: 4), threads: 1)
    #expect(divided.table("trials.csv") == four.tables["trials.csv"])
  }

  @Test("Another number, scenario or build is refused; so are doubles that differ, by trial, regime and metric")
  func refusals() throws {
    var divided = Divided(scenario: Sample.scenario())
    try divided.run(1, of: 3)
    #expect(Self.refusal { try divided.run(1, of: 2) }?.code == 64)
    #expect(Self.refusal { try divided.run(4, of: 3) }?.code == 64)
    #expect(Self.refusal { try Divided(scenario: Sample.scenario()).run(1, of: nil) }?.code == 64)
    #expect(Self.refusal { try Divided(scenario: Sample.scenario()).run(1, of: 7) }?.code == 64)
    divided.build = BuildInfo(version: "another", commit: nil)
    #expect(Self.refusal { try divided.run(1, of: 3) }?.code == 65)
    #expect(Self.refusal { _ = try divided.merge() }?.code == 65)
    divided.build = Sample.build
    for shard in [2, 3] { try divided.run(shard, of: 3) }
    let path = ShardDirectory(divided.directory).file("other.shard"), part = try divided.study.part(2)
    let journal = try JournalWriter.create(path: path, header: part.trials.header)
    let metric = Metric.profit.rawValue, place = Metric.allCases.count + metric
    try ShardFile(path: ShardDirectory(divided.directory).file("2-of-3.shard")).reader(part.trials, 0).forEachRecord {
      var record = $0
      if record.trial == 3 { record.values[place] += 1 }
      try journal.append(record)
    }
    try journal.close()
    let refusal = try #require(Self.refusal { _ = try divided.merge() })
    #expect(refusal.code == 65 && refusal.reason.contains("trial 3, regime brisk: profit is "))
    #expect(refusal.reason.contains("other.shard") && refusal.reason.contains("2-of-3.shard"))
  }
}
