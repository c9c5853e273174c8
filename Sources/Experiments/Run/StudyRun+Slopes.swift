import SalesForce

/// The pairs of trials at two salaries, before the trials themselves: in a journal of their own, gone on with like the
/// other.
struct SlopeRun {
  let scenario: Scenario
  let pairs: JournalWriter
  fileprivate let workers: Workers

  /// Runs the pairs that are not there yet.
  /// - Parameters:
  ///   - wanted: trials of the study that they are to do for.
  ///   - trials: how many of these there are.
  /// - Throws: `StudyFailure.nothingDone`, or `Stopped` where trials are kept, when the run was stopped before there were
  ///   enough for tables over those.
  func run(for wanted: Int, trials: Int, _ progress: @escaping @Sendable (Int) -> Void) throws {
    let count = SlopeTrials.count(scenario, trials: wanted), last = SlopeTrials.first + count
    try workers.run(into: pairs, upTo: last) { progress($0 - SlopeTrials.first) }
    try pairs.flush()
    // A run that is stopped has tables over the trials that are there, on as many pairs as these want.
    guard pairs.nextTrial - SlopeTrials.first >= (trials == 0 ? count : SlopeTrials.count(scenario, trials: trials))
    else {
      if trials == 0 { throw StudyFailure.nothingDone }
      throw Stopped()
    }
  }

  func close() throws { try pairs.close() }
}

extension StudyRun {
  /// What runs the pairs; nil where nothing is solved for.
  /// - Parameter journal: that of the trials, whose lock stands for both.
  func openSlopes(
    of scenario: Scenario, _ threads: Int, beside journal: JournalWriter, _ stop: StopSignal
  ) throws -> SlopeRun? {
    guard let header = identity(of: scenario).slopesHeader(beside: journal.header) else { return nil }
    return SlopeRun(
      scenario: scenario, pairs: try openPairs(header), workers: try pairWorkers(of: scenario, threads, stop))
  }

  /// What runs pairs.
  func pairWorkers(of scenario: Scenario, _ threads: Int, _ stop: StopSignal) throws -> Workers {
    try Workers(
      identity(of: scenario).slopes.arms, of: scenario, keys: TrialKeys(seed: scenario.seed), threads: threads,
      check: request.check, stop: stop)
  }

  /// What an earlier run has left is gone on with if it is of this very study; otherwise pairs are run anew, as they can be
  /// at any time.
  private func openPairs(_ header: JournalHeader) throws -> JournalWriter {
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
