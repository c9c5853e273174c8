#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Puts the results of concurrent workers into order: records come in as they are ready and go out by trial.
///
/// A worker that is `window` or more trials ahead of the next one to go out waits, so at most `window` records are
/// held. The worker that hands in the missing record writes it and all that follow it; the others go on meanwhile.
/// Trials must be handed out in ascending order (an atomic counter), so that the missing one is always in work.
///
///     let commit = OrderedCommit<JournalRecord>(first: journal.nextTrial, window: 64) { try journal.append($1) }
///     // each worker:
///     while let trial = next(), commit.submit(run(trial), at: trial) {}
///     // when all workers are done:
///     let end = try commit.finish()
///
/// After ``stop()`` nobody waits any more: what workers still hand in is taken, what forms the contiguous prefix is
/// written, and the rest is dropped by ``finish()``. An error of the write closure stops in the same way; ``finish()``
/// throws it.
public final class OrderedCommit<Record: Sendable>: @unchecked Sendable {
  // Unchecked: every stored variable is touched only under `mutex`, except that the one thread which has set
  // `isWriting` calls `write` without it.
  private let mutex: UnsafeMutablePointer<pthread_mutex_t>
  private let changed: UnsafeMutablePointer<pthread_cond_t>
  private let write: (Int, Record) throws -> Void
  private let window: Int
  private var next: Int
  private var waiting: [Int: Record] = [:]
  private var isWriting = false
  private var isStopped = false
  private var failure: (any Error)?

  /// - Parameters:
  ///   - first: the trial which goes out first.
  ///   - window: how many trials a worker may be ahead, at least 1.
  ///   - write: writes one record; called by one thread at a time, in the order of trials.
  /// - Precondition: window ≥ 1.
  public init(first: Int, window: Int, write: @escaping (Int, Record) throws -> Void) {
    precondition(window >= 1, "OrderedCommit: window \(window) is not positive")
    self.next = first
    self.window = window
    self.write = write
    mutex = .allocate(capacity: 1)
    mutex.initialize(to: pthread_mutex_t())
    changed = .allocate(capacity: 1)
    changed.initialize(to: pthread_cond_t())
    // Neither can fail with default attributes.
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(changed, nil)
  }

  deinit {
    pthread_cond_destroy(changed)
    pthread_mutex_destroy(mutex)
    changed.deallocate()
    mutex.deallocate()
  }

  /// Hands in the record of a trial; waits while the trial is too far ahead.
  ///
  /// - Returns: whether to go on: false after ``stop()`` or a failed write. The record was taken nevertheless.
  /// - Precondition: each trial is handed in once.
  @discardableResult
  public func submit(_ record: Record, at trial: Int) -> Bool {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    while trial >= next + window && !isStopped { pthread_cond_wait(changed, mutex) }
    precondition(trial >= next && waiting[trial] == nil, "OrderedCommit: trial \(trial) handed in twice")
    waiting[trial] = record
    drain()
    return !isStopped
  }

  /// Asks everybody to come to an end; safe from any thread (not from a signal handler).
  public func stop() {
    pthread_mutex_lock(mutex)
    isStopped = true
    pthread_cond_broadcast(changed)
    pthread_mutex_unlock(mutex)
  }

  /// Whether ``stop()`` was called or a write failed: workers may look before they take the next trial.
  public var hasStopped: Bool {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    return isStopped
  }

  /// The trial that goes out next: all before it are written.
  public var nextTrial: Int {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    return next
  }

  /// Ends, after all workers have returned: drops what is not contiguous.
  ///
  /// - Returns: the trial after the last written one.
  /// - Throws: the first error of the write closure.
  @discardableResult
  public func finish() throws -> Int {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    isStopped = true
    pthread_cond_broadcast(changed)
    while isWriting { pthread_cond_wait(changed, mutex) }
    waiting = [:]
    if let failure { throw failure }
    return next
  }

  /// Writes the contiguous prefix, if no other thread is at it. Called with the mutex held, which is given up while
  /// a record is being written.
  private func drain() {
    guard !isWriting else { return }
    isWriting = true
    while failure == nil, let record = waiting[next] {
      let trial = next
      pthread_mutex_unlock(mutex)
      let result = Result { try write(trial, record) }
      pthread_mutex_lock(mutex)
      switch result {
      case .success:
        waiting[trial] = nil
        next += 1
      case .failure(let error):
        failure = error
        isStopped = true
      }
      pthread_cond_broadcast(changed)
    }
    isWriting = false
    pthread_cond_broadcast(changed)
  }
}
