/// What a summary table says about one metric: centre, spread, certainty and quantiles.
///
/// Missing values were left out beforehand, and ``n`` says how many were left. What n does not suffice for is nil:
/// everything at n = 0; standard deviation, error and interval at n = 1.
public struct SummaryRow: Sendable, Hashable {
  /// The probabilities of the quantile columns, in order.
  public static let probabilities = [0.05, 0.25, 0.5, 0.75, 0.95]

  public let n: Int
  public let mean: Double?
  /// Standard deviation between trials (n − 1).
  public let sd: Double?
  /// Monte Carlo standard error of the mean: sd/√n, unless something was estimated beside it.
  public let mcse: Double?
  public let ciLow: Double?
  public let ciHigh: Double?
  public let p05: Double?
  public let p25: Double?
  public let p50: Double?
  public let p75: Double?
  public let p95: Double?

  /// - Parameters:
  ///   - sum: the values behind mean, error and interval.
  ///   - lived: the values behind the standard deviation; nil where they are the same.
  ///   - nuisance: what was estimated beside the mean.
  ///   - quantiles: five values for ``probabilities``, as ``ExactQuantile/values`` returns them.
  ///   - critical: critical values at the table's confidence level; filled as needed.
  /// - Precondition: there are five quantiles.
  public init(
    sum: FixedPointSum, lived: FixedPointSum? = nil, nuisance: NuisanceVariance = NuisanceVariance(),
    quantiles: [Double?], critical: inout CriticalValues
  ) {
    precondition(quantiles.count == Self.probabilities.count, "SummaryRow: \(quantiles.count) quantiles, not 5")
    n = sum.count
    mean = sum.mean
    sd = (lived ?? sum).standardDeviation
    let estimate = MeanEstimate(sum, nuisance), interval = estimate?.interval(&critical)
    (mcse, ciLow, ciHigh) = (estimate?.standardError, interval?.low, interval?.high)
    (p05, p25, p50, p75, p95) = (quantiles[0], quantiles[1], quantiles[2], quantiles[3], quantiles[4])
  }

  /// Summarises an array: NaN left out.
  ///
  /// - Throws: ``FixedPointError`` for infinities and numbers beyond the resolution's limit.
  public init(of values: some Sequence<Double>, resolution: Resolution, level: Double = 0.95) throws(FixedPointError) {
    let present = values.filter { !$0.isNaN }
    var sum = FixedPointSum(resolution)
    for value in present { try sum.add(value) }
    var critical = CriticalValues(level: level)
    self.init(
      sum: sum, quantiles: ExactQuantile.of(present, probabilities: Self.probabilities), critical: &critical)
  }

  /// All values after n, in the order of the table: mean, sd, mcse, ci_low, ci_high, p05, p25, p50, p75, p95.
  public var values: [Double?] { [mean, sd, mcse, ciLow, ciHigh, p05, p25, p50, p75, p95] }
}
