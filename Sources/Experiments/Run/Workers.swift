import RandomStreams
import SalesForce
import Synchronization

/// Runs trials on several threads. Each worker owns its state and takes trials from one counter; records go into the
/// journal in the order of trials, so its bytes do not depend on the number of workers.
struct Workers {
  /// Arms that share a world, and so a warm-up.
  private struct Group {
    let model: Model
    /// Places in the records; the model's regimes are in the same order.
    let places: [Int]
  }

  private let groups: [Group]
  private let keys: TrialKeys
  let threads: Int
  let check: Bool
  let stop: StopSignal
  /// Which sellers' years the leading trials record.
  let sellers: SellerSample?

  /// How far a worker may run ahead of the slowest, trials a thread: bounds the memory of records that wait.
  private static let lead = 8

  /// - Parameter arms: in the order of the records.
  /// - Throws: `ModelRefusal`.
  init(
    _ arms: [Arm], of scenario: Scenario, keys: TrialKeys, threads: Int, check: Bool = false, stop: StopSignal,
    sellers: SellerSample? = nil
  ) throws {
    var worlds: [World] = []
    for arm in arms where !worlds.contains(arm.world) { worlds.append(arm.world) }
    groups = try worlds.map { world in
      let places = arms.indices.filter { arms[$0].world == world }
      return Group(
        model: try Model(plan: scenario.plan(world), regimes: places.map { arms[$0].regime }), places: places)
    }
    (self.keys, self.threads, self.check, self.stop, self.sellers) = (keys, threads, check, stop, sellers)
  }

  /// - Parameters:
  ///   - trials: which trials to run.
  ///   - weeklyTrials: trials below this number record their weekly readings.
  ///   - write: takes the records in the order of trials.
  /// - Returns: the first trial that is not complete.
  func run(
    _ trials: Range<Int>, weeklyTrials: Int, write: @escaping (Int, JournalRecord) throws -> Void
  ) throws -> Int {
    let next = Atomic<Int>(trials.lowerBound)
    let failure = Mutex<BrokenInvariant?>(nil)
    let commit = OrderedCommit<JournalRecord>(
      first: trials.lowerBound, window: max(1, threads) * Self.lead, write: write)
    Threads.perform(min(threads, trials.count)) {
      guard let first = groups.first else { return }
      var runner = TrialRunner(first.model, check: check, sellers: sellers)
      while !stop.isRaised {
        let trial = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard trial < trials.upperBound else { return }
        do throws(BrokenInvariant) {
          let outcomes = try outcomes(of: trial, weekly: trial < weeklyTrials, &runner)
          guard !outcomes.isEmpty else { return commit.stop() }
          let record = JournalRecord(
            trial: trial, values: outcomes.flatMap(\.metrics), weekly: outcomes.flatMap(\.weekly),
            sellers: outcomes.flatMap(\.sellers))
          guard commit.submit(record, at: trial) else { return }
        } catch {
          failure.withLock { $0 = $0 ?? error }
          stop.raise()
          commit.stop()
        }
      }
      // A worker that waits for this one's trial must not wait for ever.
      if stop.isRaised { commit.stop() }
    }
    let end = try commit.finish()
    if let broken = failure.withLock({ $0 }) { throw broken }
    return end
  }

  /// One outcome an arm, or none when the run was stopped.
  private func outcomes(
    of trial: Int, weekly: Bool, _ runner: inout TrialRunner
  ) throws(BrokenInvariant) -> [TrialOutcome] {
    if groups.count == 1 { return try outcomes(of: trial, groups[0], weekly: weekly, &runner) }
    var placed = [TrialOutcome?](repeating: nil, count: groups.reduce(0) { $0 + $1.places.count })
    for group in groups {
      runner.use(group.model)
      let found = try outcomes(of: trial, group, weekly: weekly, &runner)
      guard found.count == group.places.count else { return [] }
      for (place, outcome) in zip(group.places, found) { placed[place] = outcome }
    }
    return placed.compactMap { $0 }
  }

  /// Regimes that share a key share the warm-up as well.
  private func outcomes(
    of trial: Int, _ group: Group, weekly: Bool, _ runner: inout TrialRunner
  ) throws(BrokenInvariant) -> [TrialOutcome] {
    let regimes = Array(group.places.indices), people = trial < sellers?.trials ?? 0
    guard let places = keys.places else {
      return try runner.run(keys.key(trial: trial, place: nil), regimes: regimes, weekly: weekly, people: people) {
        !stop.isRaised
      }
    }
    var outcomes: [TrialOutcome] = []
    for regime in regimes {
      outcomes += try runner.run(
        keys.key(trial: trial, place: places[group.places[regime]]), regimes: [regime], weekly: weekly, people: people
      ) { !stop.isRaised }
    }
    return outcomes.count == regimes.count ? outcomes : []
  }
}
