import SimulationStatistics

/// The rounds of a study that goes on until an interval is narrow enough.
///
/// A round ends with a look at the trials so far, from number 0 on, and at the pairs behind slopes that so many trials have.
/// Nothing else decides, so a run that is gone on with, on any number of threads, takes the same looks and comes to the same
/// rounds; the journal of trials alone says how a study came to its end.
struct PrecisionRounds {
  struct Round: Sendable {
    let trials: Int
    /// In the order of ``PrecisionLook/contrasts``.
    let estimates: [PrecisionLook.Estimate]
    let decision: HalfWidthRule.Decision
  }

  let scenario: Scenario
  let study: StudyArms
  let look: PrecisionLook
  let rule: HalfWidthRule
  private(set) var rounds: [Round] = []

  /// - Returns: nil where the number of trials is given.
  /// - Throws: ``PrecisionFailure`` where a regime that is looked at does not run.
  init?(_ scenario: Scenario, _ study: StudyArms) throws(PrecisionFailure) {
    guard let precision = scenario.precision else { return nil }
    (self.scenario, self.study) = (scenario, study)
    look = try PrecisionLook(precision, study.ordinary)
    let target: HalfWidthRule.Target =
      switch precision.halfWidth {
      case .absolute(let width): .absolute(width)
      case .relative(let share): .share(share)
      }
    rule = HalfWidthRule(target: target, maximum: scenario.trials)
  }

  /// Trials of the round that comes next; nil once the study is over.
  var next: Int? {
    guard let last = rounds.last else { return rule.start }
    if case .goOn(let trials) = last.decision { return trials }
    return nil
  }

  /// Trials that the rounds so far ask for.
  var requested: Int { next ?? rounds.last?.trials ?? rule.start }

  /// Looks at the trials of the round that comes next.
  /// - Parameters:
  ///   - journal: those trials and no others.
  ///   - slopes: the pairs of so many trials.
  mutating func take(_ journal: JournalReader, _ slopes: SlopePairs?) throws {
    let equalCost = try slopes.map { try EqualCost(scenario, study.all, trials: journal, slopes: $0) }
    let estimates = try look.estimates(StudyTrials(scenario, reader: journal, equalCost: equalCost))
    rounds.append(
      Round(
        trials: journal.trials.count, estimates: estimates,
        decision: rule.decision(after: journal.trials.count, estimates.map(\.interval))))
  }

  /// Takes all the looks that trials which are there allow.
  /// - Parameters:
  ///   - trials: how many there are.
  ///   - journal: opens the first of them.
  ///   - slopes: the pairs beside so many.
  mutating func replay(
    upTo trials: Int, _ journal: (Int) throws -> JournalReader, _ slopes: (JournalReader) throws -> SlopePairs?
  ) throws {
    while let wanted = next, wanted <= trials {
      let reader = try journal(wanted)
      try take(reader, try slopes(reader))
    }
  }

  /// Why the study cannot go on, if it cannot.
  var failure: PrecisionFailure? {
    guard case .relative(let share)? = scenario.precision?.halfWidth, let last = rounds.last,
      case .nearZero(let place, let width) = last.decision, let interval = last.estimates[place].interval
    else { return nil }
    return .nearZero(
      metric: scenario.precision?.metric ?? "", what: look.contrasts[place].name(in: scenario), share: share,
      mean: interval.mean, halfWidth: interval.halfWidth, trials: last.trials, maximum: scenario.trials, instead: width)
  }

  /// How it ended, or how far it came.
  var stopping: Stopping? {
    guard let precision = scenario.precision else { return nil }
    let last = rounds.last
    var reason: HalfWidthRule.Reason?
    if case .stop(let found)? = last?.decision { reason = found }
    // The interval that is farthest from what is wanted; none counts as farthest.
    let widest = last.flatMap { last in
      last.estimates.indices.max {
        func excess(_ place: Int) -> Double { last.estimates[place].interval.map(rule.excess) ?? .infinity }
        return excess($0) < excess($1)
      }
    }
    return Stopping(
      subject: precision.subject, wanted: precision.halfWidth, confidence: precision.confidence,
      maximum: scenario.trials, rounds: rounds.count, trials: last?.trials ?? 0, reason: reason?.rawValue,
      widest: widest.map { look.contrasts[$0].name(in: scenario) },
      mean: widest.flatMap { last?.estimates[$0].interval?.mean },
      halfWidth: widest.flatMap { last?.estimates[$0].interval?.halfWidth },
      predicted: last.flatMap { rule.predicted(after: $0.trials, $0.estimates.map(\.interval)) },
      estimates: look.contrasts.count)
  }
}
