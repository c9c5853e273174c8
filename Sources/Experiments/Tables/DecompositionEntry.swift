/// One row of `decomposition.csv`: what a mechanism adds to the difference of two regimes in a metric.
public struct DecompositionEntry: Sendable, Equatable {
  public let metric, regime, against: String
  public let point: Int
  public let mechanism: String
  /// Trials in which all four arms have a value.
  public let n: Int
  /// Mean of regime less against, in the whole model and without the mechanism.
  public let difference, without: Double?
  /// Mean over trials of the first less the second.
  public let contribution, ciLow, ciHigh, pValue: Double?
  /// Holm's adjustment within metric and point.
  public internal(set) var pAdjusted: Double?
  /// What the correction to equal cost adds to the contribution; nil where nothing is corrected.
  public let correction: Double?
  /// `ok`, `identical` (the mechanism changes the difference in no trial) or `undefined`.
  public let status: String
}
