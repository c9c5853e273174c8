import SalesForce
import SimulationStatistics

/// The trials themselves: a given number of them, or round by round until an interval is narrow enough.
extension StudyRun {
  /// Runs what the journal does not hold yet, and the pairs behind slopes that so many trials have.
  /// - Parameters:
  ///   - slopes: nil where nothing is solved for.
  ///   - pairs: called with the number of complete pairs before the first trials.
  /// - Returns: the first trial that is not complete.
  /// - Throws: ``PrecisionFailure`` where no number of trials gives the precision.
  func runTrials(
    of scenario: Scenario, _ threads: Int, into journal: JournalWriter, _ slopes: SlopeRun?, _ stop: StopSignal,
    _ pairs: @escaping @Sendable (Int) -> Void, _ progress: @escaping @Sendable (Int, Int) -> Void
  ) throws -> Int {
    let study = StudyArms(scenario, request.regimes), header = journal.header
    var rounds = try PrecisionRounds(scenario, study), wanted = rounds?.requested ?? scenario.firstTrials
    try slopes?.run(for: max(wanted, journal.nextTrial), trials: journal.nextTrial, pairs)
    let workers = try trialWorkers(of: scenario, keeping: header, threads, stop)
    if let selection = try SelectionRounds(scenario, study) {
      let end = try runSelection(selection, of: scenario, workers, into: journal, slopes, progress)
      try journal.close()
      try slopes?.close()
      return end
    }
    let tally = try tally(scenario, beside: journal)
    while true {
      let goal = wanted
      if journal.nextTrial < goal, !(tally?.isExhausted ?? false) {
        progress(journal.nextTrial, goal)
        try workers.run(into: journal, upTo: goal, tally: tally) { progress($0, goal) }
      }
      guard journal.nextTrial >= goal, rounds != nil else { break }
      try journal.flush()
      let reader = try JournalReader(path: directory.journal, expecting: header, limit: goal)
      try rounds?.take(reader, identity(of: scenario).slopePairs(at: directory.slopes, beside: reader))
      if let failure = rounds?.failure { throw failure }
      guard let next = rounds?.next else { break }
      wanted = next
      try slopes?.run(for: max(wanted, journal.nextTrial), trials: journal.nextTrial) { _ in }
    }
    try journal.close()
    try slopes?.close()
    if journal.nextTrial > wanted { throw directory.occupied(Self.isEnough(wanted, of: journal.nextTrial)) }
    return journal.nextTrial
  }

  /// What counts failed trials; nil where there may be any number.
  /// - Parameter rounds: of a study that chooses, as far as its trials go.
  func tally(
    _ scenario: Scenario, beside journal: JournalWriter, _ rounds: SelectionRounds? = nil
  ) throws -> FailureTally? {
    guard let limit = scenario.failureLimit else { return nil }
    try journal.flush()
    let there = try JournalReader(path: directory.journal, expecting: journal.header)
    return try FailureTally(limit, of: scenario.trials, beside: there) { rounds?.runs($0, $1) ?? true }
  }

  /// What runs the trials of the study.
  /// - Parameter header: of the journal that they go into.
  func trialWorkers(
    of scenario: Scenario, keeping header: JournalHeader, _ threads: Int, _ stop: StopSignal
  ) throws -> Workers {
    let arms = StudyArms(scenario, request.regimes).all
    return try Workers(
      arms, of: scenario, keys: scenario.keys, threads: threads, check: request.check, stop: stop,
      sellers: header.sellerValues > 0 ? scenario.anySellerSample(arms) : nil, keepsFailures: request.keepsFailures)
  }

  /// Refuses a precision that fewer trials give than are there: tables over some of them would be those of another study.
  /// Nothing is touched yet. What cannot be told now is told by ``runTrials``.
  func refuseWhatIsEnough(_ scenario: Scenario, _ journal: JournalWriter) throws {
    let count = journal.nextTrial, identity = identity(of: scenario)
    guard var rounds = try PrecisionRounds(scenario, StudyArms(scenario, request.regimes)), count > rounds.rule.start,
      (try? rounds.replay(
        upTo: count, { try JournalReader(path: directory.journal, expecting: journal.header, limit: $0) },
        { try identity.slopePairs(at: directory.slopes, beside: $0) })) != nil,
      rounds.next == nil, rounds.requested < count
    else { return }
    throw directory.occupied(Self.isEnough(rounds.requested, of: count))
  }

  private static func isEnough(_ trials: Int, of there: Int) -> String {
    "it holds \(there) trials, and the precision that is asked for takes \(trials)"
  }
}

extension Scenario {
  /// Trials that are run before anything can end the study.
  var firstTrials: Int {
    if let selection { return min(trials, selection.first) }
    return precision == nil ? trials : min(trials, HalfWidthRule.first)
  }
}
