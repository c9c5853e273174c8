/// Where a draw stands. Equal addresses under equal keys give equal draws, whatever else was drawn before.
///
/// The four fields are the four counter words of ``Philox4x32``; the last one is `draw << 16 | attempt`.
public struct DrawAddress: Hashable, Sendable {
  /// Who draws: an identity, never a place in memory.
  public var entity: UInt32
  /// When.
  public var week: UInt32
  /// Which process of the model draws.
  public var process: UInt32
  /// Which of the process's draws.
  public var draw: UInt16
  /// Which try of a rejection sampler: only the sampler itself counts it up.
  public var attempt: UInt16

  /// The address of a draw; `attempt` is 0 but inside a rejection sampler.
  public init(entity: UInt32, week: UInt32, process: UInt32, draw: UInt16, attempt: UInt16 = 0) {
    self.entity = entity
    self.week = week
    self.process = process
    self.draw = draw
    self.attempt = attempt
  }

  /// The address as counter words.
  public var counter: SIMD4<UInt32> {
    SIMD4(entity, week, process, UInt32(draw) << 16 | UInt32(attempt))
  }
}
