import RandomStreams
import SalesForce
import Synchronization

/// Runs trials on several threads. Each worker owns its state and takes parts of trials from one counter; records go into
/// the journal in the order of trials and parts, so its bytes do not depend on the number of workers.
struct Workers {
  /// Arms of a part that share a world, and so a warm-up.
  private struct Group {
    let world: World
    let plan: ModelPlan
    let regimes: [Regime]
    /// Built once; nil where there are so many worlds that models are built when they are needed.
    let model: Model?
    /// Places in the record; the model's regimes are in the same order.
    let places: [Int]
    /// The same among all arms.
    let arms: [Int]
    /// Places of the regimes in the scenario's list.
    let keys: [Int]
  }

  /// Groups of each part.
  private let parts: [[Group]]
  private let scenario: Scenario
  private let keys: TrialKeys
  let threads: Int
  let check: Bool
  let stop: StopSignal
  /// Which sellers' years the leading trials record.
  let sellers: SellerSample?
  /// Whether a part in which a law of the model turns out broken is recorded as one without values, and the rest goes on;
  /// otherwise it ends all.
  let keepsFailures: Bool

  /// How far a worker may run ahead of the slowest, records a thread: bounds the memory of those that wait.
  private static let lead = 8
  /// Models that are kept; building one takes about as long as half a trial of it.
  private static let kept = 512

  /// - Parameter arms: in the order of the records.
  /// - Throws: `ModelRefusal`.
  init(
    _ arms: [Arm], of scenario: Scenario, keys: TrialKeys, threads: Int, check: Bool = false, stop: StopSignal,
    sellers: SellerSample? = nil, keepsFailures: Bool = false
  ) throws {
    let isKept = Set(arms.map(\.world)).count <= Self.kept
    parts = try arms.parts.map { members in
      let worlds = members.map { arms[$0].world }.reduce(into: [World]()) { if !$0.contains($1) { $0.append($1) } }
      return try worlds.map { world in
        let places = members.indices.filter { arms[members[$0]].world == world }
        let plan = scenario.plan(world), regimes = places.map { arms[members[$0]].regime }
        return Group(
          world: world, plan: plan, regimes: regimes, model: isKept ? try Model(plan: plan, regimes: regimes) : nil,
          places: places, arms: places.map { members[$0] },
          keys: places.map { arms[members[$0]].place })
      }
    }
    (self.scenario, self.keys, self.threads, self.check, self.stop, self.sellers) = (
      scenario, keys, threads, check, stop, sellers
    )
    self.keepsFailures = keepsFailures
  }

  /// How far a run came: to this part of this trial, which is not complete.
  struct End {
    let trial, part: Int
  }

  /// - Parameters:
  ///   - trials: which trials to run.
  ///   - firstPart: parts of the first trial that are there already.
  ///   - weeklyTrials: trials below this number record their weekly readings.
  ///   - runs: whether an arm runs in a trial; one that does not has no values. nil where all run.
  ///   - tally: counts trials that fail, and ends the run once there are too many; nil where there may be any number.
  ///   - write: takes the records in the order of trials and parts.
  /// - Returns: the first part that is not complete.
  @discardableResult
  func run(
    _ trials: Range<Int>, firstPart: Int = 0, weeklyTrials: Int,
    runs: (@Sendable (_ trial: Int, _ arm: Int) -> Bool)? = nil, tally: FailureTally? = nil,
    write: @escaping (JournalRecord) throws -> Void
  ) throws -> End {
    let count = max(1, parts.count)
    let units =
      trials.lowerBound * count + firstPart..<max(trials.lowerBound * count + firstPart, trials.upperBound * count)
    let next = Atomic<Int>(units.lowerBound)
    let failure = Mutex<(any Error)?>(nil)
    // In the order of trials and parts, so a run that fails too often ends at the same trial whatever the threads.
    let commit = OrderedCommit<Done>(first: units.lowerBound, window: max(1, threads) * Self.lead) {
      try write($1.record)
      try tally?.add($1.record.trial, hasFailed: $1.hasFailed, isLast: $1.record.part == count - 1)
    }
    Threads.perform(min(threads, units.count)) {
      guard let first = parts.first?.first else { return }
      do {
        var runner = TrialRunner(try model(first, units.lowerBound / count), check: check, sellers: sellers)
        while !stop.isRaised {
          let unit = next.wrappingAdd(1, ordering: .relaxed).oldValue
          guard unit < units.upperBound else { return }
          let (trial, part) = unit.quotientAndRemainder(dividingBy: count)
          let (outcomes, hasFailed) = try kept(of: trial, parts[part], weekly: trial < weeklyTrials, runs, &runner)
          guard !outcomes.isEmpty else { return commit.stop() }
          let record = JournalRecord(
            trial: trial, part: part, values: outcomes.flatMap(\.metrics), weekly: outcomes.flatMap(\.weekly),
            sellers: outcomes.flatMap(\.sellers), groups: outcomes.flatMap(\.groups))
          guard commit.submit(Done(record: record, hasFailed: hasFailed), at: unit) else { return }
        }
      } catch {
        failure.withLock { $0 = $0 ?? error }
        stop.raise()
        commit.stop()
      }
      // A worker that waits for this one's trial must not wait for ever.
      if stop.isRaised { commit.stop() }
    }
    let (trial, part): (Int, Int)
    do { (trial, part) = try commit.finish().quotientAndRemainder(dividingBy: count) } catch let end as TooManyFailures
    {
      return End(trial: end.trial + 1, part: 0)
    }
    if let broken = failure.withLock({ $0 }) { throw broken }
    return End(trial: trial, part: part)
  }

  /// A record on its way to be written.
  private struct Done {
    let record: JournalRecord
    let hasFailed: Bool
  }

  /// What is recorded of a part: of one that has failed that none of its arms has values, so that all that compares them
  /// leaves the trial out on both sides.
  private func kept(
    of trial: Int, _ groups: [Group], weekly: Bool, _ runs: ((_ trial: Int, _ arm: Int) -> Bool)?,
    _ runner: inout TrialRunner
  ) throws -> (outcomes: [TrialOutcome], hasFailed: Bool) {
    do { return (try outcomes(of: trial, groups, weekly: weekly, runs, &runner), false) } catch is BrokenInvariant
      where keepsFailures
    {
      // Nothing goes on from the state that a broken law has left.
      runner = TrialRunner(try model(groups[0], trial), check: check, sellers: sellers)
      return (placed(groups, weekly: weekly, trial), true)
    }
  }

  /// The outcomes of a part before any of its arms has run.
  private func placed(_ groups: [Group], weekly: Bool, _ trial: Int) -> [TrialOutcome] {
    Array(
      repeating: absent(weekly: weekly, people: trial < sellers?.trials ?? 0),
      count: groups.reduce(0) { $0 + $1.places.count })
  }

  private func model(_ group: Group, _ trial: Int) throws -> Model {
    let model = try group.model ?? Model(plan: group.plan, regimes: group.regimes)
    return scenario.ensemble == nil ? model : try model.with(parameters: scenario.parameters(group.world, trial: trial))
  }

  /// One outcome an arm, or none when the run was stopped.
  private func outcomes(
    of trial: Int, _ groups: [Group], weekly: Bool, _ runs: ((_ trial: Int, _ arm: Int) -> Bool)?,
    _ runner: inout TrialRunner
  ) throws -> [TrialOutcome] {
    var placed = placed(groups, weekly: weekly, trial)
    for group in groups {
      let regimes = group.places.indices.filter { runs?(trial, group.arms[$0]) ?? true }
      guard !regimes.isEmpty else { continue }
      if parts.count > 1 || groups.count > 1 || scenario.ensemble != nil { runner.use(try model(group, trial)) }
      let found = try outcomes(of: trial, group, regimes, weekly: weekly, &runner)
      guard found.count == regimes.count else { return [] }
      for (regime, outcome) in zip(regimes, found) { placed[group.places[regime]] = outcome }
    }
    return placed
  }

  /// What is recorded of an arm that does not run, or whose part has failed.
  private func absent(weekly: Bool, people: Bool) -> TrialOutcome {
    func missing(_ count: Int) -> [Double] { Array(repeating: .nan, count: count) }
    return TrialOutcome(
      metrics: missing(Metric.allCases.count),
      weekly: missing(weekly ? scenario.plan.horizon.weeks * WeeklyMetric.allCases.count : 0),
      sellers: missing(people ? sellers?.values ?? 0 : 0),
      groups: missing(scenario.groupValues))
  }

  /// Regimes that share a key share the warm-up as well.
  private func outcomes(
    of trial: Int, _ group: Group, _ regimes: [Int], weekly: Bool, _ runner: inout TrialRunner
  ) throws(BrokenInvariant) -> [TrialOutcome] {
    let people = trial < sellers?.trials ?? 0
    guard keys.isByRegime else {
      return try runner.run(keys.key(trial: trial, place: 0), regimes: regimes, weekly: weekly, people: people) {
        !stop.isRaised
      }
    }
    var outcomes: [TrialOutcome] = []
    for regime in regimes {
      outcomes += try runner.run(
        keys.key(trial: trial, place: group.keys[regime]), regimes: [regime], weekly: weekly, people: people
      ) { !stop.isRaised }
    }
    return outcomes.count == regimes.count ? outcomes : []
  }
}
