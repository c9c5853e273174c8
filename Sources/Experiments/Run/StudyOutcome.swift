/// What came of a run.
public struct StudyOutcome: Sendable {
  /// Trials that are complete: 0 up to this number.
  public let trials: Int
  /// Trials that are asked for: with a precision, by the last look at them.
  public let requested: Int
  /// How the study came to that number; nil where it was given.
  public let stopping: Stopping?
  /// Threads that the system gave, of those that were asked for.
  public let threads: Int
  /// The build that had made these results before, so that nothing was run; nil for results of this run.
  public let earlierMaker: BuildInfo?
  /// Tables that the scenario wants and that could not be made; all others are complete.
  public let missing: [MissingTable]
  public let digest: StudyDigest
  /// Trials in which a law of the model was broken: they are among the complete ones, and in no estimate.
  public let failed: Int
  /// Whether they were more than the scenario takes, so that the study ended with them.
  public let isLimited: Bool

  /// Whether the results had been there before and nothing was run.
  public var wasComplete: Bool { earlierMaker != nil }
  public var isInterrupted: Bool { trials < requested }
}
