import Synchronization

/// Asks workers to stop: complete trials are kept, trials under way are given up. Safe to raise from any thread, and from
/// a signal's handler.
public final class StopSignal: Sendable {
  private let count = Atomic<Int>(0)

  public init() {}

  public func raise() { count.add(1, ordering: .relaxed) }
  public var isRaised: Bool { times > 0 }
  /// How often it was raised.
  var times: Int { count.load(ordering: .relaxed) }
}

/// Looks whether somebody has asked to stop since this was made. A stop of the trials is no stop of the tables that are
/// made of them; one that comes later is.
struct StopWatch: Sendable {
  private let stop: StopSignal
  private let seen: Int

  init(_ stop: StopSignal) {
    self.stop = stop
    seen = stop.times
  }

  var isWanted: Bool { stop.times == seen }

  /// - Throws: ``Stopped``.
  func check() throws { if !isWanted { throw Stopped() } }
}

/// Somebody asked to stop while tables were made.
struct Stopped: Error {}
