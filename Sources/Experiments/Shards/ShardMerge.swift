import ResultTables
import SalesForce

/// Makes the results of a study from its shards: the bytes that a run on one machine has.
public struct ShardMerge {
  let study: ShardStudy
  let build: BuildInfo
  let threads: Int

  /// - Parameters:
  ///   - study: as ``ShardPreparation`` has found it.
  ///   - build: this program's; shards of others are refused.
  ///   - threads: for tables; changes no byte of any.
  public init(_ study: ShardStudy, build: BuildInfo, threads: Int) {
    (self.study, self.build, self.threads) = (study, build, threads)
  }

  /// - Parameters:
  ///   - isPartial: whether the shards before the first that is missing will do.
  ///   - stop: raise it to end; what was merged stays, and the next merge goes on.
  ///   - progress: called with the number of shards that are merged, and of all.
  /// - Returns: what is there, and what came of it: nil where shards are missing.
  /// - Throws: ``StudyFailure``: `sharded` for files that do not belong together.
  public func run(
    isPartial: Bool, stop: StopSignal, progress: (Int, Int) -> Void = { _, _ in }
  ) throws(StudyFailure) -> (survey: ShardSurvey, outcome: StudyOutcome?) {
    guard study.build == build else { throw .sharded(ShardRefusal.build(study.build, build)) }
    let watch = StopWatch(stop)
    let survey = try ShardSurvey(study) { watch.isWanted }
    if let first = survey.foreign.first {
      let rest = survey.foreign.count - 1
      throw .sharded(
        ShardRefusal(
          "'\(study.folder.file(first.file).printable)' does not belong to the study: \(first.reason)"
            + (rest > 0 ? "; and \(rest) more" : "") + "; take it away", code: 65))
    }
    let missing = survey.missing, count = (missing.first ?? study.plan.shards + 1) - 1
    guard missing.isEmpty || isPartial && count > 0 else { return (survey, nil) }
    do {
      try refuseDifferentDoubles(survey) { watch.isWanted }
      let files = (1...count).map { shard in
        // Of files with the same contents any will do.
        (study.part(shard), ShardFile(path: study.folder.file(survey.files[shard]?.first ?? "")))
      }
      return (survey, try StudyRun(request, build: build).merge(study, files, stop, progress))
    } catch { throw StudyFailure(error, kept: 0) }
  }

  private var request: StudyRequest {
    StudyRequest(
      scenario: study.scenario, text: study.text, directory: study.directory, threads: threads,
      selection: study.regimes, mode: .resume)
  }

  private var arms: [Arm] { StudyArms(study.scenario, study.scenario.places(study.regimes)).all }

  /// A shard that is there twice has to be the same both times.
  private func refuseDifferentDoubles(_ survey: ShardSurvey, _ isWanted: @escaping @Sendable () -> Bool) throws {
    for (shard, names) in survey.files.sorted(by: { $0.key < $1.key }) where names.count > 1 {
      let part = study.part(shard), paths = names.map(study.folder.file)
      for path in paths.dropFirst() {
        for (place, (section, origin)) in part.sections.enumerated() {
          let readers = try [paths[0], path].map { try ShardFile(path: $0).reader(section, origin, isWanted) }
          guard let found = try JournalDifference.first(readers[0], readers[1], in: section.trials) else { continue }
          let all = place == 0 ? arms : SlopeTrials(study.scenario, arms).arms
          throw ShardRefusal(
            "shard \(shard) is there twice, and not the same: "
              + found.told(all, paths[0], path, pairsFrom: place == 0 ? nil : SlopeTrials.first)
              + "; the same trial has one outcome, so one of them is not what this build has run: take both away, and run the "
              + "shard again", code: 65)
        }
      }
    }
  }
}
