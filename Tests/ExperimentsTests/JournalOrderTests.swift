import Synchronization
import TestSupport
import Testing

@testable import Experiments

#if canImport(Glibc)
  import Glibc
#endif

@Suite struct JournalOrderTests {
  struct Full: Error, Equatable {}

  /// What the write closure saw; only one thread is in it at a time, which `overlaps` checks.
  final class Log: Sendable {
    let trials = Mutex<[Int]>([])
    let inside = Atomic(0)
    let overlaps = Atomic(0)

    func write(_ trial: Int, _ record: Int) {
      if inside.add(1, ordering: .sequentiallyConsistent).oldValue != 0 {
        overlaps.add(1, ordering: .sequentiallyConsistent)
      }
      precondition(record == trial * 3, "record and trial parted")
      if trial % 7 == 0 { usleep(20) }
      trials.withLock { $0.append(trial) }
      inside.subtract(1, ordering: .sequentiallyConsistent)
    }
  }

  /// Runs `body` in real threads and waits for them.
  private func inThreads(_ count: Int, _ body: @escaping @Sendable (Int) -> Void) {
    final class Box: Sendable {
      let run: @Sendable () -> Void
      init(_ run: @escaping @Sendable () -> Void) { self.run = run }
    }
    let threads = (0..<count).map { worker in
      var thread = pthread_t()
      let box = Unmanaged.passRetained(Box { body(worker) })
      pthread_create(
        &thread, nil,
        { pointer in
          if let pointer { Unmanaged<Box>.fromOpaque(pointer).takeRetainedValue().run() }
          return nil
        }, box.toOpaque())
      return thread
    }
    for thread in threads { pthread_join(thread, nil) }
  }

  @Test(arguments: [(1, 1), (7, 1), (7, 3), (7, 64), (3, 1000)]) func ordersUnderStress(
    threads: Int, window: Int
  ) throws {
    let log = Log()
    let commit = OrderedCommit<Int>(first: 5, window: window) { log.write($0, $1) }
    let shared = Shared(counter: 5)
    inThreads(threads) { worker in
      var seed = UInt64(worker) &* 0x9E37_79B9 &+ 1
      while case let trial = shared.counter.add(1, ordering: .relaxed).oldValue, trial < 2005 {
        seed = seed &* 6_364_136_223_846_793_005 &+ 1
        if seed >> 60 == 0 { usleep(UInt32(seed >> 40 & 255)) }
        commit.submit(trial * 3, at: trial)
        shared.lead.max(trial - commit.nextTrial, ordering: .relaxed)
      }
    }
    #expect(try commit.finish() == 2005)
    #expect(log.trials.withLock { $0 } == Array(5..<2005))
    #expect(log.overlaps.load(ordering: .relaxed) == 0)
    #expect(shared.lead.load(ordering: .relaxed) < window, "nobody may come back from further ahead than the window")
  }

  final class Shared: Sendable {
    let counter: Atomic<Int>
    let lead = Atomic(Int.min)
    init(counter: Int) { self.counter = Atomic(counter) }
  }

  /// Back-pressure: a worker too far ahead waits until the missing trial is there.
  @Test func waitsForTheWindow() throws {
    let log = Log()
    let commit = OrderedCommit<Int>(first: 0, window: 2) { log.write($0, $1) }
    let shared = Shared(counter: 0)
    inThreads(2) { worker in
      if worker == 0 {
        commit.submit(3, at: 1)
        commit.submit(6, at: 2)
        shared.counter.store(1, ordering: .sequentiallyConsistent)
      } else {
        usleep(50_000)
        // Trial 2 must still be waiting.
        shared.lead.store(shared.counter.load(ordering: .sequentiallyConsistent), ordering: .sequentiallyConsistent)
        commit.submit(0, at: 0)
      }
    }
    #expect(shared.lead.load(ordering: .relaxed) == 0)
    #expect(try commit.finish() == 3)
  }

  /// After a stop the contiguous prefix is written, waiting workers return, the rest is dropped.
  @Test func stopKeepsThePrefix() throws {
    let log = Log()
    let commit = OrderedCommit<Int>(first: 0, window: 2) { log.write($0, $1) }
    let shared = Shared(counter: 0)
    inThreads(2) { worker in
      if worker == 0 {
        let goOn = commit.submit(9, at: 3)
        shared.counter.store(goOn ? 1 : 2, ordering: .relaxed)
      } else {
        usleep(20_000)
        commit.stop()
        #expect(!commit.submit(0, at: 0))
        #expect(!commit.submit(3, at: 1))
      }
    }
    #expect(shared.counter.load(ordering: .relaxed) == 2 && commit.hasStopped)
    #expect(try commit.finish() == 2)
    #expect(log.trials.withLock { $0 } == [0, 1])
  }

  @Test func errorsStopEverybody() {
    let commit = OrderedCommit<Int>(first: 0, window: 4) { trial, _ in if trial == 100 { throw Full() } }
    let shared = Shared(counter: 0)
    inThreads(7) { _ in
      while commit.submit(0, at: shared.counter.add(1, ordering: .relaxed).oldValue) {}
    }
    #expect(commit.nextTrial == 100 && commit.hasStopped)
    #expect(throws: Full()) { try commit.finish() }
  }

  /// Seven workers into a journal give the bytes of one.
  @Test func journalOfManyWorkers() throws {
    let folder = try ScratchFolder()
    let header = JournalSample.header
    try JournalSample.write(folder.file("one"), until: 300)
    let journal = try JournalWriter.create(path: folder.file("many"), header: header)
    let commit = OrderedCommit<JournalRecord>(first: journal.nextTrial, window: 16) { try journal.append($1) }
    let shared = Shared(counter: journal.nextTrial)
    inThreads(7) { worker in
      while case let trial = shared.counter.add(1, ordering: .relaxed).oldValue, trial < 300 {
        if trial % 7 == worker { usleep(100) }
        commit.submit(JournalSample.record(trial), at: trial)
      }
    }
    #expect(try commit.finish() == 300)
    try journal.close()
    #expect(try ScratchFolder.bytes(folder.file("many")) == ScratchFolder.bytes(folder.file("one")))
  }
}
