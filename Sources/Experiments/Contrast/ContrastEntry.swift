/// One row of `contrast.csv`: a lever's part of the difference of two regimes in a metric.
public struct ContrastEntry: Sendable, Equatable {
  /// An effect with its 95 % interval.
  public struct Part: Sendable, Equatable {
    public let value: Double
    public let low, high: Double?
  }

  public let metric, from, to: String
  public let point: Int
  /// The lever; ``all`` for the whole difference.
  public let lever: String
  /// What it is in either regime.
  public let fromValue, toValue: String
  public let n: Int
  /// What the lever adds on average over all orders in which levers may move; of the whole, the difference.
  public let share: Part?
  public let pValue: Double?
  /// Holm's adjustment within metric and point, the whole aside.
  public internal(set) var pAdjusted: Double?
  /// What it adds alone, moved first, and moved last.
  public let first, last: Part?
  /// Mixes of the two regimes that were run.
  public let mixes: Int
  /// Orders behind the share; nil where all combinations of levers ran.
  public let orders: Int?
  /// What the correction to equal cost adds to the share; nil where nothing is corrected.
  public let correction: Double?
  /// `ok`, `identical` (nothing moves in any trial) or `undefined`.
  public let status: String

  /// What stands in the table where a row is about all levers.
  public static let all = "(all)"
}

extension ContrastEntry: AdjustedRow {}
