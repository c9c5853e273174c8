/// What a mechanism claims, where that comes from, and which state it touches.
public struct Card: Sendable {
  /// The name in scenario files (`model.mechanisms`), in parameter paths and in texts.
  public let name: String
  /// Number of the mechanism's random stream, the third word of its draws' counter. Never reused or changed: that
  /// would move every result.
  public let stream: UInt32
  /// Claims of the science that the mechanism serves, by number.
  public let claims: [String]
  /// One sentence.
  public let summary: String
  public let equation: String
  public let source: String
  /// The steps in full.
  public let procedure: Procedure
  public let reads: [StateKey]
  /// A pass that changes anything else is a broken invariant.
  public let writes: [StateKey]

  public init(
    name: String, stream: UInt32, claims: [String], summary: String, equation: String, source: String,
    procedure: Procedure, reads: [StateKey], writes: [StateKey]
  ) {
    self.name = name
    self.stream = stream
    self.claims = claims
    self.summary = summary
    self.equation = equation
    self.source = source
    self.procedure = procedure
    self.reads = reads
    self.writes = writes
  }
}
