/// Counts the trials that fail, as they are written, and says when they are too many.
///
/// A trial counts once its last part is written, however many of its parts have failed. Used by one thread at a time.
final class FailureTally {
  /// Trials that may fail.
  private let most: Int
  /// Those that have.
  private(set) var count: Int
  /// Whether a part of the trial in work has.
  private var isOpen: Bool

  /// - Parameters:
  ///   - limit: how many may fail.
  ///   - trials: that the study may run.
  ///   - there: trials that were run before, those of which only some parts are there included.
  ///   - runs: whether an arm was to run in one of those.
  /// - Throws: errors of the journal.
  init(
    _ limit: FailureLimit, of trials: Int, beside there: JournalReader, runs: (_ trial: Int, _ arm: Int) -> Bool
  ) throws {
    most = limit.most(of: trials)
    var count = 0, isOpen = false
    try there.forEachRecord(withUnfinished: true) { record in
      let arms = there.header.parts[record.part]
      if record.isFailure, arms.contains(where: { runs(record.trial, $0) }) { isOpen = true }
      guard record.part == there.header.parts.count - 1 else { return }
      count += isOpen ? 1 : 0
      isOpen = false
    }
    (self.count, self.isOpen) = (count, isOpen)
  }

  /// Whether more have failed than may.
  var isExhausted: Bool { count > most }

  /// Takes a part that was written.
  /// - Throws: ``TooManyFailures`` behind the last part of the first trial that is one too many.
  func add(_ trial: Int, hasFailed: Bool, isLast: Bool) throws(TooManyFailures) {
    if hasFailed { isOpen = true }
    guard isLast else { return }
    count += isOpen ? 1 : 0
    isOpen = false
    if isExhausted { throw TooManyFailures(trial: trial) }
  }
}

/// More trials have failed than may. The last one is complete.
struct TooManyFailures: Error {
  let trial: Int
}

extension JournalRecord {
  /// Whether none of its arms has a value: what is left of a part in which a law of the model was broken. Where a study
  /// chooses, a part may also have none because nothing in it was to run.
  var isFailure: Bool { values.allSatisfy(\.isNaN) }
}
