import PortableMath
import RandomStreams

/// Simulates trials, one after the other, in memory of its own: one worker's whole state.
///
/// The warm-up is the same for all regimes, so it runs once a trial and each regime goes on from a copy.
public struct TrialRunner: ~Copyable {
  private var model: Model
  private var settled: Firm
  private var firm: Firm
  private var levers: LeverBook
  private var membership: Membership
  private var groups: GroupObserver?
  private var threads: ColumnBuffer<Double>
  private var outcomes: OutcomeObserver
  private let sample: SellerSample?
  private var sellers: SellerObserver?
  private var audit: Audit?
  /// Asked of itself every week: looking into `audit` moves the firm that it holds.
  private let isAudited: Bool

  /// - Parameters:
  ///   - model: what is simulated.
  ///   - check: whether to test, after every pass of every week, that it changed only what its descriptor says and that all
  ///     conservation identities hold; slow. The end of each trial is always tested.
  ///   - seatIdentities: identity of each seat; nil numbers them from 0.
  ///   - sample: which sellers' years are recorded where a trial asks for it.
  public init(
    _ model: Model, check: Bool = false, seatIdentities: [UInt32]? = nil, sellers sample: SellerSample? = nil
  ) {
    self.model = model
    let organisation = model.plan.organisation
    settled = Firm(organisation, seatIdentities: seatIdentities)
    firm = Firm(organisation, seatIdentities: seatIdentities)
    levers = LeverBook(organisation)
    membership = Membership(organisation, model.cohorts.map { $0.cohort })
    groups = GroupObserver(model)
    threads = ColumnBuffer(count: ThreadName.allCases.count, repeating: 0)
    outcomes = OutcomeObserver(
      organisation, model.plan.horizon, hoursPerWeek: model.common.workingWeek,
      salesUnit: model.common.salesUnit, survey: model.survey)
    self.sample = sample
    sellers = sample.map { SellerObserver($0, salesUnit: model.common.salesUnit) }
    audit = check ? Audit(organisation) : nil
    isAudited = check
  }

  /// Goes on with another model, in the same memory where the firm has the same shape.
  public mutating func use(_ other: Model) {
    guard other.plan.organisation == model.plan.organisation, other.plan.horizon == model.plan.horizon else {
      self = TrialRunner(other, check: isAudited, sellers: sample)
      return
    }
    if other.cohorts != model.cohorts || other.plan.record != model.plan.record {
      membership = Membership(other.plan.organisation, other.cohorts.map { $0.cohort })
      groups = GroupObserver(other)
    }
    model = other
    outcomes.hoursPerWeek = other.common.workingWeek
    outcomes.salesUnit = other.common.salesUnit
    sellers?.salesUnit = other.common.salesUnit
    groups?.salesUnit = other.common.salesUnit
    outcomes.survey = other.survey
  }

  /// One trial of some regimes.
  /// - Parameters:
  ///   - key: seed and trial.
  ///   - regimes: positions in the model's list, in the order wanted.
  ///   - weekly: whether to record the weekly readings as well.
  ///   - people: whether to record sellers' years as well; they have to be asked for when the runner is made.
  ///   - isWanted: asked each week; once it says no the trial is given up.
  /// - Returns: one outcome a regime, in the order asked for; nothing for a trial that was given up.
  /// - Complexity: O(weeks × (seats + open opportunities)) a regime.
  public mutating func run(
    _ key: StreamKey, regimes: [Int], weekly: Bool, people: Bool = false, isWanted: () -> Bool = { true }
  ) throws(BrokenInvariant) -> [TrialOutcome] {
    try run(key, regimes: regimes, weekly: weekly, people: people, isWanted: isWanted) { _, _, _ in }
  }

  /// The same, with somebody watching the firm at the end of each week.
  package mutating func run(
    _ key: StreamKey, regimes: [Int], weekly: Bool, people: Bool = false, isWanted: () -> Bool = { true },
    watch: (borrowing Firm, _ week: Int) -> Void
  ) throws(BrokenInvariant) -> [TrialOutcome] {
    try run(key, regimes: regimes, weekly: weekly, people: people, isWanted: isWanted) { firm, week, moment in
      if moment == .end { watch(firm, week) }
    }
  }

  /// The same, with somebody watching the firm before the first pass of each week, behind every pass, and at its end.
  package mutating func run(
    _ key: StreamKey, regimes: [Int], weekly: Bool, people: Bool = false, isWanted: () -> Bool = { true },
    moments watch: (borrowing Firm, _ week: Int, WeekMoment) -> Void
  ) throws(BrokenInvariant) -> [TrialOutcome] {
    let draws = Draws(key), horizon = model.plan.horizon
    settled.reset()
    outcomes.keepsReadings = weekly
    outcomes.begin()
    membership.begin(settled, draws)
    setUp(week: 0, model.reference)
    for process in model.processes { process.start(&settled, context(0, draws)) }
    swap(&settled, &firm)
    for week in 0..<horizon.warmUp where isWanted() {
      try live(week, model.reference, draws, regime: model.plan.reference.name, watch)
    }
    swap(&settled, &firm)
    let warmUpReadings = outcomes.readings

    var results: [TrialOutcome] = []
    results.reserveCapacity(regimes.count)
    for place in regimes {
      firm.copy(from: settled)
      membership.open(firm)
      groups?.begin(firm)
      outcomes.begin(after: warmUpReadings)
      if people { sellers?.begin(firm) }
      let regime = model.regimes[place]
      for week in horizon.warmUp..<horizon.weeks where isWanted() {
        try live(week, model.levers[place], draws, regime: regime.name, watch)
        if people { sellers?.observe(firm, week: week) }
        groups?.observe(firm, membership, week: week)
      }
      guard isWanted() else { return [] }
      do { try Balances.check(firm) } catch {
        throw error.at(regime: regime.name, week: horizon.weeks - 1, trial: key.trial)
      }
      results.append(
        TrialOutcome(
          metrics: outcomes.metrics(outcomes.surveyed(firm, draws)), weekly: outcomes.readings,
          sellers: people ? sellers?.records ?? [] : [], groups: groups?.values ?? []))
    }
    return results
  }

  private func context(_ week: Int, _ draws: Draws) -> Week {
    Week(index: week, levers: levers.table, threads: threads.column, draws: draws)
  }

  private mutating func setUp(week: Int, _ paths: LeverPaths) {
    levers.read(paths, week: week, members: membership.members)
    for thread in 0..<model.threads.count { threads.column[thread] = model.threads[thread][week] }
  }

  private mutating func live(
    _ week: Int, _ paths: LeverPaths, _ draws: Draws, regime: String,
    _ watch: (borrowing Firm, Int, WeekMoment) -> Void
  ) throws(BrokenInvariant) {
    membership.update(firm, draws, model.volunteering)
    setUp(week: week, paths)
    for flow in FirmColumn.flows { firm[flow] = 0 }
    firm[.present].copy(from: firm[.filled])
    watch(firm, week, .start)
    let now = context(week, draws)
    do {
      for (place, process) in model.processes.enumerated() {
        if isAudited { audit?.remember(firm) }
        process.pass(&firm, now)
        watch(firm, week, .pass(place))
        if isAudited { try audit?.compare(firm, process.card) }
      }
      if isAudited { try Balances.check(firm) }
    } catch {
      throw error.at(regime: regime, week: week, trial: draws.key.trial)
    }
    outcomes.observe(firm, week: week)
    watch(firm, week, .end)
  }
}

/// When in a week somebody looks at the firm.
package enum WeekMoment: Equatable {
  /// Before the first pass.
  case start
  /// Behind the pass at this place of ``Model/passes``.
  case pass(Int)
  /// Behind the last pass, once the week's readings are taken.
  case end
}

/// What one trial of one regime came to.
public struct TrialOutcome: Sendable, Equatable {
  /// By the position of ``Metric``; NaN where a metric has no value (no deal was won, say).
  public let metrics: [Double]
  /// Readings by week, then by the position of ``WeeklyMetric``; empty unless asked for.
  public let weekly: [Double]
  /// Sellers' years, as ``SellerSample`` says: years, then seats, then the positions of ``SellerField``, all NaN where
  /// nobody worked long enough; empty unless asked for.
  public let sellers: [Double]
  /// What was seen of treated and untreated sellers, as ``GroupLayout`` says, and behind it what ``SeatRecord`` asks for;
  /// empty where nobody is treated.
  public let groups: [Double]

  package init(metrics: [Double], weekly: [Double], sellers: [Double], groups: [Double]) {
    (self.metrics, self.weekly, self.sellers, self.groups) = (metrics, weekly, sellers, groups)
  }
}
