import SalesForce

/// The pairs of trials at two salaries, before the trials themselves: in a journal of their own, gone on with like the
/// other.
extension StudyRun {
  /// The header of their journal; nil where nothing is solved for.
  func slopesHeader(_ scenario: Scenario, _ slopes: SlopeTrials) -> JournalHeader? {
    guard !slopes.arms.isEmpty else { return nil }
    return header(
      of: scenario, arms: slopes.arms, firstTrial: SlopeTrials.first,
      weeklyTrials: scenario.needsWeeks ? SlopeTrials.first + SlopeTrials.most : 0)
  }

  /// Runs the pairs that are not there yet.
  /// - Returns: how many are there now: fewer than are wanted when the run was stopped.
  func runSlopes(
    _ scenario: Scenario, _ slopes: SlopeTrials, _ stop: StopSignal, _ progress: @escaping @Sendable (Int) -> Void
  ) throws -> Int {
    let wanted = SlopeTrials.first..<SlopeTrials.first + SlopeTrials.count(trials: scenario.trials)
    guard let header = slopesHeader(scenario, slopes) else { return wanted.count }
    let journal = try openSlopes(header)
    let workers = try Workers(
      slopes.arms, of: scenario, keys: TrialKeys(seed: scenario.seed), threads: request.threads, check: request.check,
      stop: stop)
    let end = try workers.run(
      min(journal.nextTrial, wanted.upperBound)..<wanted.upperBound, weeklyTrials: header.weeklyTrials
    ) { trial, record in
      try journal.append(record)
      progress(trial - SlopeTrials.first + 1)
    }
    try journal.close()
    return end - SlopeTrials.first
  }

  /// What an earlier run has left is gone on with if it is of this very study; otherwise pairs are run anew, as they can be
  /// at any time.
  private func openSlopes(_ header: JournalHeader) throws -> JournalWriter {
    if request.resumes, let writer = try? JournalWriter(openOrCreate: directory.slopes, header: header) {
      return writer
    }
    directory.removeSlopes()
    return try JournalWriter.create(path: directory.slopes, header: header)
  }

  /// The pairs that tables over so many trials rest on.
  func slopePairs(_ scenario: Scenario, _ slopes: SlopeTrials, trials: Int) throws -> SlopePairs? {
    guard let header = slopesHeader(scenario, slopes) else { return nil }
    return SlopePairs(
      trials: slopes, reader: try JournalReader(path: directory.slopes, expecting: header),
      count: SlopeTrials.count(trials: trials))
  }
}
