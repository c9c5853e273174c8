import SalesForce
import SimulationStatistics

/// The rounds of a study that chooses: which arms run in which trials.
///
/// A round ends with a look at its trials; what runs next hangs on them and on nothing else. So a run that is gone on with, on any
/// number of threads, comes to the same rounds, and the journal of trials alone says how it came to its end.
///
/// Estimates are at equal cost. What a unit of cost is worth comes from the pairs that the first round has; that it is known no better is
/// allowed for wherever somebody is eliminated.
struct SelectionRounds {
  let plan: SelectionPlan
  /// The alternatives, in the order of the records.
  let arms: [Arm]
  /// Place of the metric.
  let metric: Int
  /// Arms that run in every trial: what equal cost is can only be seen beside them.
  private let always: [Bool]
  private let margins: SimultaneousMargins
  private(set) var procedure: ChoiceProcedure
  /// That of the first round; nil where no budget equalises costs.
  private var equalCost: EqualCost?
  /// Trials of the first round, whose values are known when it is over.
  private var waiting: [[Double]] = []
  /// Trials that were taken.
  private(set) var taken = 0
  /// Rounds that are over, in order.
  private var past: [ChoiceProcedure.Round] = []

  /// Trials from one look to the next.
  static let batch = 10

  /// - Returns: nil for a study that does not choose.
  /// - Throws: `StatisticsError` for what cannot be chosen among.
  init?(_ scenario: Scenario, _ study: StudyArms) throws(StatisticsError) {
    guard let plan = scenario.selection else { return nil }
    guard let metric = Metric.allCases.firstIndex(where: { $0.card.name == plan.metric }) else {
      preconditionFailure("a choice by '\(plan.metric)', which is no metric")
    }
    (self.plan, self.metric, arms) = (plan, metric, study.ordinary)
    let count = arms.count, hasSlopes = scenario.budget != nil
    let rule: ChoiceProcedure.Rule =
      switch plan.method {
      case .kn: .kimNelson(indifference: plan.indifference ?? 0)
      case .rinott: .rinott(indifference: plan.indifference ?? 0)
      case .ocba: .allocation(total: plan.runs ?? SelectionPlan.usualRuns(count, first: plan.first))
      }
    // A part of the error belongs to the slopes.
    let confidence =
      hasSlopes ? 1 - SimultaneousChoice.drawsShare * (1 - plan.confidence) : plan.confidence
    procedure = try ChoiceProcedure(
      rule, alternatives: count, first: plan.first, confidence: confidence, sharesDraws: scenario.streams == .common,
      maximum: scenario.trials, batch: Self.batch,
      resolution: Resolution(fractionBits: Metric.allCases[metric].card.fractionBits))
    margins = SimultaneousMargins(alternatives: count, confidence: plan.confidence)
    always = arms.map { $0.place == scenario.followed }
  }

  /// The round that is due; nil once it is over.
  var round: ChoiceProcedure.Round? { procedure.round }

  /// Trials that are asked for so far.
  var requested: Int { max(taken, round?.trials.upperBound ?? taken) }

  /// Trials after which it should be over, as far as anybody knows.
  var predicted: Int { max(requested, procedure.predicted ?? requested) }

  /// Whether an arm runs in a trial of the round that is due.
  var mask: @Sendable (_ trial: Int, _ arm: Int) -> Bool {
    let always = always, round = round
    return { trial, arm in always[arm] || round?.runs(trial, arm) ?? false }
  }

  /// Whether an arm was to run in a trial of a round that is over or due.
  func runs(_ trial: Int, _ arm: Int) -> Bool {
    var places = 0..<past.count
    while !places.isEmpty {
      let middle = places.lowerBound + places.count / 2
      if past[middle].trials.upperBound <= trial {
        places = middle + 1..<places.upperBound
      } else {
        places = places.lowerBound..<middle
      }
    }
    let own = places.lowerBound < past.count ? past[places.lowerBound] : round
    return arms.indices.contains(arm) && (always[arm] || own?.runs(trial, arm) ?? false)
  }

  /// Takes the trial that comes next.
  /// - Parameter values: metrics of all arms, as they were simulated; NaN for those that did not run, and for all of a part
  ///   that has failed, which says nothing of any of them.
  mutating func take(_ values: [Double]) throws {
    taken += 1
    guard procedure.looks > 0 else { return waiting.append(values) }
    try procedure.take(row(values, equalCost))
  }

  /// Ends the round that is due, whose trials were taken.
  /// - Parameter first: equal cost from the trials of the first round; asked for once.
  mutating func look(_ first: () throws -> EqualCost?) throws {
    if let round { past.append(round) }
    if procedure.looks == 0 {
      equalCost = try first()
      for values in waiting { try procedure.take(row(values, equalCost)) }
      waiting = []
    }
    let equalCost = equalCost, metric = metric, margins = margins
    try procedure.look { i, j in
      equalCost.map { margins.slack($0.nuisance([(i, 1), (j, -1)], metric)) } ?? 0
    }
  }

  /// The metric of each arm in a trial, the higher the better.
  func row(_ values: [Double], _ equalCost: EqualCost?) -> [Double] {
    let corrected = equalCost?.corrected(values) ?? values, metrics = Metric.allCases.count
    return arms.indices.map { plan.aim.sign * corrected[$0 * metrics + metric] }
  }

  /// Repeats the rounds that trials which are there allow.
  mutating func replay(_ trials: JournalReader, _ first: () throws -> EqualCost?) throws {
    try trials.forEachTrial { trial, values in
      guard let round else { return }
      try take(values)
      if trial + 1 == round.trials.upperBound { try look(first) }
    }
  }
}

extension Metric {
  /// Whether an arm ran in a trial: it has costs then.
  static func hasRun(_ arm: Int, in values: [Double]) -> Bool { !EqualCost.cost(arm, values).isNaN }
}
