import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Threads of the operating system, any of which may be refused: a limit on processes or memory costs time, no result.
///
/// Dispatch waits for ever for a thread that it cannot get, and takes the size of stacks from the limits of the process.
package enum Threads {
  /// Four times what the simulator and OpenBLAS were seen to need, whatever the limit on stacks is.
  private static let stackSize = 2 << 20
  /// Threads at work besides those that called ``perform(_:_:)``: work inside of work takes what is left.
  private static let busy = Atomic<Int>(0)

  /// Runs `body` on several threads, the calling one among them, and returns when all are done.
  /// - Parameter count: how many, at least 1; fewer where the system gives fewer or others of them are at work.
  package static func perform(_ count: Int, _ body: @Sendable () -> Void) {
    let more = max(0, count - 1 - busy.load(ordering: .relaxed))
    withoutActuallyEscaping(body) { body in
      let others = start(more) {
        busy.add(1, ordering: .relaxed)
        body()
        busy.subtract(1, ordering: .relaxed)
      }
      body()
      join(others)
    }
  }

  /// How many threads the system gives at a time, the calling one among them.
  /// - Parameter wanted: how many are asked for.
  package static func available(upTo wanted: Int) -> Int {
    let gate = Mutex(())
    let others = gate.withLock { _ in start(wanted - 1) { gate.withLock { _ in } } }
    join(others)
    return 1 + others.count
  }

  /// Does something once a second, on a thread of its own, until it says no; never where no thread is to be had.
  package static func everySecond(_ body: @escaping @Sendable () -> Bool) {
    let others = start(1) { while sleep(1) == 0, body() {} }
    for thread in others { pthread_detach(thread) }
  }

  /// Starts threads until one is refused.
  private static func start(_ count: Int, _ body: @escaping @Sendable () -> Void) -> [pthread_t] {
    var attributes = pthread_attr_t()
    guard count > 0, pthread_attr_init(&attributes) == 0 else { return [] }
    defer { pthread_attr_destroy(&attributes) }
    pthread_attr_setstacksize(&attributes, stackSize)
    var threads: [pthread_t] = []
    while threads.count < count {
      let work = Unmanaged.passRetained(Work(body))
      guard let thread = create(&attributes, work.toOpaque()) else {
        work.release()
        break
      }
      threads.append(thread)
    }
    return threads
  }

  private static func join(_ threads: [pthread_t]) { for thread in threads { pthread_join(thread, nil) } }

  private static func create(_ attributes: inout pthread_attr_t, _ work: UnsafeMutableRawPointer) -> pthread_t? {
    #if canImport(Darwin)
      var thread: pthread_t?
      return pthread_create(&thread, &attributes, runDarwin, work) == 0 ? thread : nil
    #else
      var thread = pthread_t()
      return pthread_create(&thread, &attributes, runWork, work) == 0 ? thread : nil
    #endif
  }

  fileprivate final class Work: Sendable {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }
}

/// What a new thread does.
private func runWork(_ work: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
  if let work { Unmanaged<Threads.Work>.fromOpaque(work).takeRetainedValue().body() }
  return nil
}

#if canImport(Darwin)
  private func runDarwin(_ work: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? { runWork(work) }
#endif
