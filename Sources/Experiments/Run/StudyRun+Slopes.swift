import SalesForce

/// The pairs of trials at two salaries, before the trials themselves: in a journal of their own, gone on with like the
/// other.
extension StudyRun {
  /// Runs the pairs that are not there yet.
  /// - Parameter journal: that of the trials, whose lock stands for both.
  /// - Throws: `StudyFailure.nothingDone`, or `Stopped` where trials of an earlier run are kept, when the run was stopped
  ///   before there were enough.
  func runSlopes(
    of scenario: Scenario, _ threads: Int, beside journal: JournalWriter, _ stop: StopSignal,
    _ progress: @escaping @Sendable (Int) -> Void
  ) throws {
    let identity = identity(of: scenario), wanted = SlopeTrials.count(scenario, trials: scenario.trials)
    guard let header = identity.slopesHeader(beside: journal.header) else { return }
    let pairs = try openSlopes(header), last = SlopeTrials.first + wanted
    let workers = try Workers(
      identity.slopes.arms, of: scenario, keys: TrialKeys(seed: scenario.seed), threads: threads, check: request.check,
      stop: stop)
    let isThere = pairs.nextTrial >= last
    try workers.run(
      (isThere ? last : pairs.nextTrial)..<last, firstPart: isThere ? 0 : pairs.nextPart,
      weeklyTrials: header.weeklyTrials
    ) { record in
      try pairs.append(record)
      progress(pairs.nextTrial - SlopeTrials.first)
    }
    try pairs.close()
    // A run that is stopped has tables over the trials that are there, on as many pairs as these want.
    let first = journal.nextTrial
    guard pairs.nextTrial - SlopeTrials.first >= (first == 0 ? wanted : SlopeTrials.count(scenario, trials: first))
    else {
      if first == 0 { throw StudyFailure.nothingDone }
      throw Stopped()
    }
  }

  /// What an earlier run has left is gone on with if it is of this very study; otherwise pairs are run anew, as they can be
  /// at any time.
  private func openSlopes(_ header: JournalHeader) throws -> JournalWriter {
    if request.mode == .resume, let writer = try? JournalWriter.openForAppend(path: directory.slopes, header: header) {
      return writer
    }
    directory.removeSlopes()
    return try JournalWriter.create(path: directory.slopes, header: header)
  }

}

extension StudyIdentity {
  var slopes: SlopeTrials { SlopeTrials(scenario, arms) }

  /// The pairs that tables over the trials of a journal rest on; nil where nothing is solved for.
  /// - Parameter path: the journal of pairs.
  func slopePairs(
    at path: String, beside trials: JournalReader, isWanted: @escaping @Sendable () -> Bool = { true }
  ) throws(JournalError) -> SlopePairs? {
    guard let header = slopesHeader(beside: trials.header) else { return nil }
    return SlopePairs(
      trials: slopes, reader: try JournalReader(path: path, expecting: header, isWanted: isWanted),
      count: SlopeTrials.count(scenario, trials: trials.trials.count))
  }
}
