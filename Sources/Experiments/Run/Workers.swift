import Dispatch
import RandomStreams
import SalesForce
import Synchronization

/// Runs trials on several threads. Each worker owns its state and takes trials from one counter; records go into the
/// journal in the order of trials, so its bytes do not depend on the number of workers.
struct Workers {
  let model: Model
  let keys: TrialKeys
  /// Places in the model's list, in the order of the records.
  let regimes: [Int]
  let threads: Int
  let check: Bool
  let stop: StopSignal

  /// How far a worker may run ahead of the slowest, trials a thread: bounds the memory of records that wait.
  private static let lead = 8

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
    DispatchQueue.concurrentPerform(iterations: max(1, min(threads, trials.count))) { _ in
      var runner = TrialRunner(model, check: check)
      while !stop.isRaised {
        let trial = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard trial < trials.upperBound else { return }
        do throws(BrokenInvariant) {
          let outcomes = try outcomes(of: trial, weekly: trial < weeklyTrials, &runner)
          guard outcomes.count == regimes.count else { return commit.stop() }
          let record = JournalRecord(
            trial: trial, values: outcomes.flatMap(\.metrics), weekly: outcomes.flatMap(\.weekly))
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

  /// Regimes that share a key share the warm-up as well.
  private func outcomes(
    of trial: Int, weekly: Bool, _ runner: inout TrialRunner
  ) throws(BrokenInvariant) -> [TrialOutcome] {
    guard let places = keys.places else {
      return try runner.run(keys.key(trial: trial, place: nil), regimes: regimes, weekly: weekly) { !stop.isRaised }
    }
    var outcomes: [TrialOutcome] = []
    for regime in regimes {
      outcomes += try runner.run(keys.key(trial: trial, place: places[regime]), regimes: [regime], weekly: weekly) {
        !stop.isRaised
      }
    }
    return outcomes
  }
}
