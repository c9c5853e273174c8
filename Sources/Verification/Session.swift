import Experiments
import RandomStreams
import SalesForce
import Synchronization

/// How checks are run: with which random draws, on how many threads, how often each thing is repeated.
public struct Session: Sendable {
  /// Seed of every draw of the checks. The certified and exact figures do not depend on it.
  public let seed: UInt32
  public let threads: Int
  /// Repetitions as a share of the full number; less than 1 in tests of the checks themselves.
  public let share: Double
  /// Raised to give up.
  private let isWanted: @Sendable () -> Bool

  public static let standardSeed: UInt32 = 20_26

  public init(
    seed: UInt32 = standardSeed, threads: Int, share: Double = 1, isWanted: @escaping @Sendable () -> Bool = { true }
  ) {
    self.seed = seed
    self.threads = max(1, threads)
    self.share = share
    self.isWanted = isWanted
  }

  /// Factor on the admissible standard error.
  var sharpness: Double { 1 / min(1, share).squareRoot() }

  /// A number of repetitions, at least `minimum`.
  func repetitions(_ full: Int, atLeast minimum: Int = 8) -> Int {
    max(min(minimum, full), Int((Double(full) * share).rounded()))
  }

  /// Results of independent pieces of work by number, on all threads. Their order does not depend on the threads.
  func map<Result: Sendable>(_ count: Int, _ work: @Sendable (Int) throws -> Result) throws -> [Result] {
    let results = Mutex<[Result?]>(Array(repeating: nil, count: count))
    let failure = Mutex<(any Error)?>(nil)
    let next = Atomic<Int>(0)
    Threads.perform(min(threads, count)) {
      while isWanted(), failure.withLock({ $0 == nil }) {
        let piece = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard piece < count else { return }
        do {
          let result = try work(piece)
          results.withLock { $0[piece] = result }
        } catch {
          failure.withLock { $0 = $0 ?? error }
        }
      }
    }
    if let error = failure.withLock({ $0 }) { throw error }
    return try results.withLock { all in
      try all.map { result throws in
        guard let result else { throw GivenUp() }
        return result
      }
    }
  }

  /// Samples of several quantities, one value of each a piece.
  func samples(_ count: Int, _ work: @Sendable (Int) throws -> [Double]) throws -> [Measurement] {
    let rows = try map(count, work)
    guard let first = rows.first else { return [] }
    return first.indices.map { column in .mean(Sample(rows.map { $0[column] })) }
  }

  /// Draws that belong to no firm.
  func draws(_ trial: Int) -> Draws { Draws(StreamKey(seed: seed, trial: UInt32(trial))) }
}

/// Somebody asked to stop.
struct GivenUp: Error {}
