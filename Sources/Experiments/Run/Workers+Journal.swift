extension Workers {
  /// Runs the trials that a journal does not hold yet, as far as nobody stops it.
  /// - Parameters:
  ///   - end: the trial after the last.
  ///   - tally: of trials that fail.
  ///   - done: called with the number of the trial that comes next, as each is complete.
  func run(into journal: JournalWriter, upTo end: Int, tally: FailureTally? = nil, _ done: @escaping (Int) -> Void)
    throws
  {
    guard journal.nextTrial < end else { return }
    try run(
      journal.nextTrial..<end, firstPart: journal.nextPart, weeklyTrials: journal.header.weeklyTrials,
      tally: tally
    ) { record in
      try journal.append(record)
      if journal.nextPart == 0 { done(journal.nextTrial) }
    }
  }
}
