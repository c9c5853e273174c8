import ResultTables
import SalesForce

/// Trials that were run elsewhere take the way of those of an interrupted run: into the journal, and to tables.
extension StudyRun {
  /// - Parameter files: of the first shards, without a gap.
  func merge(
    _ study: ShardStudy, _ files: [(part: ShardPart, file: ShardFile)], _ stop: StopSignal,
    _ progress: (Int, Int) -> Void
  ) throws -> StudyOutcome {
    try request.scenario.checkModels()
    try Shortage.check()
    let threads = Threads.available(upTo: request.threads)
    if let present = try complete(study) { return try supplement(present, threads, stop) }
    let started = ContinuousClock.now, scenario = request.scenario, watch = StopWatch(stop)
    let journal = try open(identity(of: scenario))
    guard journal.header == study.trials else {
      throw directory.occupied("its trials.journal keeps other readings than the shards")
    }
    try directory.prepare(resolved: request.text(scenario))
    let library = library(threads)
    let slopes = try openSlopes(of: scenario, threads, beside: journal, stop)
    try refuseOthers(files, from: journal.nextTrial) { watch.isWanted }
    let tally = try tally(scenario, beside: journal)
    for (index, (part, file)) in files.enumerated() {
      for (section, origin) in part.sections {
        guard let target = origin == 0 ? journal : slopes?.pairs, target.nextTrial < section.trials.upperBound else {
          continue
        }
        try file.reader(section, origin) { watch.isWanted }.forEachRecord { record in
          guard (record.trial, record.part) >= (target.nextTrial, target.nextPart) else { return }
          guard origin > 0 || !(tally?.isExhausted ?? false) else { return }
          try target.append(record)
          // Shards do not know of each other's failures: the study ends here where a run would have ended.
          guard origin == 0, let tally else { return }
          try? tally.add(record.trial, hasFailed: record.isFailure, isLast: target.nextPart == 0)
        }
      }
      progress(index + 1, files.count)
    }
    let end = journal.nextTrial
    // The first shards may lack pairs that a study of their trials has: those that every study has at least.
    try slopes?.run(for: end, trials: end) { _ in }
    try journal.close()
    try slopes?.close()
    return try finish(
      scenario, journal.header, given: study.given, trials: end, library, threads, stop, started: started)
  }

  /// The study, if it is there already and complete; nil where something has to be done.
  private func complete(_ study: ShardStudy) throws -> PresentStudy? {
    do {
      let contents = try directory.contents(
        for: request.scenario, given: study.given, regimes: study.regimes, mode: .fresh,
        besides: [ShardDirectory.folder])
      if case .complete(let present) = contents { return present }
    } catch .unfinished {
    } catch .damaged {}
    return nil
  }

  /// Refuses trials of an earlier merge or run that are others in the shards.
  private func refuseOthers(
    _ files: [(part: ShardPart, file: ShardFile)], from end: Int, _ isWanted: @escaping @Sendable () -> Bool
  ) throws {
    guard end > 0 else { return }
    let there = try JournalReader(path: directory.journal, isWanted: isWanted)
    for (part, file) in files where part.trials.trials.lowerBound < there.extent.nextTrial {
      let both = part.trials.trials.clamped(to: 0..<there.extent.nextTrial)
      guard let found = try JournalDifference.first(there, file.reader(part.trials, 0, isWanted), in: both) else {
        continue
      }
      throw ShardRefusal(
        found.told(StudyArms(request.scenario, request.regimes).all, directory.journal, file.path)
          + ": the same trial has one outcome, so one of them is not what this build has run", code: 65)
    }
  }
}
