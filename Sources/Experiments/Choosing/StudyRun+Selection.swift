import SalesForce
import SimulationStatistics
import Synchronization

/// Trials that choose, round by round: what has fallen behind is not simulated any more.
extension StudyRun {
  /// Runs what the journal does not hold yet, until the choice is made.
  /// - Parameters: as those of ``runTrials``.
  /// - Returns: the first trial that is not complete.
  func runSelection(
    _ rounds: SelectionRounds, of scenario: Scenario, _ workers: Workers, into journal: JournalWriter,
    _ slopes: SlopeRun?, _ progress: @escaping @Sendable (Int, Int) -> Void
  ) throws -> Int {
    let header = journal.header, identity = identity(of: scenario)
    var rounds = rounds
    let least = rounds.plan.first
    func first() throws -> EqualCost? {
      try journal.flush()
      let reader = try JournalReader(path: directory.journal, expecting: header, limit: least)
      return try identity.slopePairs(at: directory.slopes, beside: reader).map {
        try EqualCost(scenario, identity.arms, trials: reader, slopes: $0)
      }
    }
    if journal.nextTrial > 0 {
      try rounds.replay(JournalReader(path: directory.journal, expecting: header), first)
      guard rounds.taken == journal.nextTrial else {
        throw directory.occupied("it holds \(journal.nextTrial) trials, and the choice takes \(rounds.taken)")
      }
    }
    let tally = try tally(scenario, beside: journal, rounds)
    while let round = rounds.round, !(tally?.isExhausted ?? false) {
      let goal = round.trials.upperBound, shown = max(rounds.predicted, goal + 1)
      try slopes?.run(for: goal, trials: journal.nextTrial) { _ in }
      progress(journal.nextTrial, shown)
      let collected = CollectedTrials(header)
      try workers.run(
        journal.nextTrial..<goal, firstPart: journal.nextPart, weeklyTrials: header.weeklyTrials,
        runs: rounds.mask, tally: tally
      ) { record in
        try journal.append(record)
        collected.add(record)
        if journal.nextPart == 0 { progress(journal.nextTrial, shown) }
      }
      guard journal.nextTrial == goal else { return journal.nextTrial }
      for trial in rounds.taken..<goal {
        if let values = collected.values(of: trial) {
          try rounds.take(values)
        } else {
          // A part of it was there before.
          try journal.flush()
          try rounds.take(JournalReader(path: directory.journal, expecting: header, limit: goal).values(of: trial))
        }
      }
      try rounds.look(first)
    }
    progress(journal.nextTrial, journal.nextTrial)
    return journal.nextTrial
  }
}

/// Trials of a round, put together from their parts.
private final class CollectedTrials: Sendable {
  private let header: JournalHeader
  private let found = Mutex<[Int: (parts: Int, values: [Double])]>([:])

  init(_ header: JournalHeader) { self.header = header }

  func add(_ record: JournalRecord) {
    let metrics = header.metrics
    found.withLock { found in
      var (parts, values) = found[record.trial] ?? (0, [Double](repeating: .nan, count: header.valuesPerTrial))
      for (place, arm) in header.parts[record.part].enumerated() {
        values.replaceSubrange(
          arm * metrics..<(arm + 1) * metrics, with: record.values[place * metrics..<(place + 1) * metrics])
      }
      parts += 1
      found[record.trial] = (parts, values)
    }
  }

  /// nil where a part is missing.
  func values(of trial: Int) -> [Double]? {
    found.withLock { $0[trial] }.flatMap { $0.parts == header.parts.count ? $0.values : nil }
  }
}
