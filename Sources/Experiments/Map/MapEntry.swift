/// One row of `map.csv`: a regime in a cell.
public struct MapEntry: Sendable, Equatable {
  /// How a regime stands in its cell.
  public enum Standing: String, Sendable, CaseIterable {
    /// It is the best with the probability that a cell asks for.
    case best
    /// Nobody is; it is among the fewest regimes that together are.
    case tied
    case behind
  }

  public let metric: String
  /// Names of the axes and of the cell's levels.
  public let xName, x, yName, y: String
  public let point: Int
  public let regime: String
  public let n: Int
  /// Of the metric, at equal cost.
  public let mean: Double?
  /// That of the best mean less this, in the direction that is better.
  public let behind: Double?
  /// How likely the regime has the best mean.
  public let probability: Double?
  /// How likely it is the best in a plausible firm; nil without an ensemble.
  public let firmProbability: Double?
  public let standing: Standing?
  /// 1 for the regime that is most likely the best.
  public let rank: Int?
}
