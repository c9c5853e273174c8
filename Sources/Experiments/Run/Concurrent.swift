import Synchronization

/// Independent pieces of work on several threads.
enum Concurrent {
  /// `body` of 0 to `count` − 1, in this order whoever made them; of several errors the first in this order.
  /// - Parameter threads: how many pieces are in work at a time.
  static func map<Value: Sendable>(
    _ count: Int, threads: Int, _ body: @Sendable (Int) throws -> Value
  ) throws -> [Value] {
    let results = Mutex<[Int: Result<Value, any Error>]>([:])
    let next = Atomic<Int>(0)
    Threads.perform(min(threads, count)) {
      while case let index = next.wrappingAdd(1, ordering: .relaxed).oldValue, index < count {
        let result = Result { try body(index) }
        results.withLock { $0[index] = result }
      }
    }
    let all = results.withLock { $0 }
    return try (0..<count).compactMap { try all[$0]?.get() }
  }
}
