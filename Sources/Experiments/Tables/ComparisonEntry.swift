import SimulationStatistics

/// One row of `comparisons.csv`: two regimes on the same trials.
public struct ComparisonEntry: Sendable, Equatable, Codable {
  public let metric, regimeA, regimeB: String
  public let point, n: Int
  public let meanDifference, ciLow, ciHigh, pValue: Double?
  /// Holm's adjustment within metric and point.
  public internal(set) var pAdjusted: Double?
  /// P(A beats B), and its 95 % interval.
  public let probABeatsB, probLow, probHigh: Double?
  public let correlation, varianceRatio: Double?
  /// What the correction to equal cost adds to the difference; nil where nothing is corrected.
  public let correction: Double?
  /// `ok`, `identical` (equal in every trial) or `undefined` (too few trials with a value).
  public let status: String

  private enum CodingKeys: String, CodingKey {
    case metric
    case regimeA = "regime_a"
    case regimeB = "regime_b"
    case point, n
    case meanDifference = "mean_difference"
    case ciLow = "ci_low"
    case ciHigh = "ci_high"
    case pValue = "p_value"
    case pAdjusted = "p_adjusted"
    case probABeatsB = "prob_a_beats_b"
    case probLow = "prob_low"
    case probHigh = "prob_high"
    case correlation
    case varianceRatio = "variance_ratio"
    case correction, status
  }

  init(
    metric: String, _ regimeA: String, _ regimeB: String, point: Int, _ result: PairedComparison.Result,
    correction: Double?
  ) {
    self.metric = metric
    self.regimeA = regimeA
    self.regimeB = regimeB
    self.point = point
    switch result {
    case .different(let difference):
      n = difference.n
      (meanDifference, ciLow, ciHigh) = (difference.mean, difference.low, difference.high)
      (pValue, pAdjusted) = (difference.pValue, nil)
      probABeatsB = difference.winShare
      (probLow, probHigh) = (difference.winShareInterval.low, difference.winShareInterval.high)
      self.correction = correction
      (correlation, varianceRatio) = (difference.correlation, difference.varianceRatio)
      status = "ok"
    case .identical(let n):
      self.n = n
      (meanDifference, ciLow, ciHigh, pValue, pAdjusted) = (0, 0, 0, nil, nil)
      (probABeatsB, probLow, probHigh, correlation, varianceRatio) = (0.5, nil, nil, nil, nil)
      self.correction = correction
      status = "identical"
    case .undefined(let n):
      self.n = n
      (meanDifference, ciLow, ciHigh, pValue, pAdjusted) = (nil, nil, nil, nil, nil)
      (probABeatsB, probLow, probHigh, correlation, varianceRatio) = (nil, nil, nil, nil, nil)
      self.correction = nil
      status = "undefined"
    }
  }
}
