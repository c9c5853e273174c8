import Synchronization

/// Asks workers to stop: complete trials are kept, trials under way are given up. Safe to raise from any thread.
public final class StopSignal: Sendable {
  private let raised = Atomic<Bool>(false)

  public init() {}

  public func raise() { raised.store(true, ordering: .relaxed) }
  public var isRaised: Bool { raised.load(ordering: .relaxed) }
}
