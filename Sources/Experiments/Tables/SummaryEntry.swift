import SimulationStatistics

/// One row of `summary.csv`: a metric of a regime over all trials.
public struct SummaryEntry: Sendable, Equatable, Codable {
  public let metric: String
  public let regime: String
  /// Number of the design point; 0 where a study has one.
  public let point: Int
  /// Trials in which the metric has a value.
  public let n: Int
  public let mean, sd, mcse: Double?
  /// What the correction to equal cost adds to the mean; nil where nothing is corrected.
  public let correction: Double?
  /// 95 % interval of the mean by Student's t.
  public let ciLow, ciHigh: Double?
  public let p05, p25, p50, p75, p95: Double?

  private enum CodingKeys: String, CodingKey {
    case metric, regime, point, n, mean, sd, mcse, correction
    case ciLow = "ci_low"
    case ciHigh = "ci_high"
    case p05, p25, p50, p75, p95
  }

  init(metric: String, regime: String, point: Int, row: SummaryRow, correction: Double?) {
    self.metric = metric
    self.regime = regime
    self.point = point
    n = row.n
    (mean, sd, mcse, ciLow, ciHigh) = (row.mean, row.sd, row.mcse, row.ciLow, row.ciHigh)
    (p05, p25, p50, p75, p95) = (row.p05, row.p25, row.p50, row.p75, row.p95)
    self.correction = row.n > 0 ? correction : nil
  }

  /// Names of the columns behind `n`, and what stands there.
  static let names = ["mean", "sd", "mcse", "ci_low", "ci_high", "p05", "p25", "p50", "p75", "p95", "correction"]
  var numbers: [Double?] { [mean, sd, mcse, ciLow, ciHigh, p05, p25, p50, p75, p95, correction] }
}
