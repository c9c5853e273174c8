import SalesForce
import SimulationStatistics

/// A regime in two studies: a metric in the second less the same in the first.
public struct StudyPairEntry: Sendable, Equatable {
  /// How the two are compared.
  public enum Design: String, Sendable, CaseIterable {
    /// The same trials, with the same draws.
    case paired
    /// Independent trials (Welch).
    case unpaired
  }

  public let metric, regime: String
  /// Numbers of the design point in the two studies.
  public let pointA, pointB: Int
  public let design: Design
  /// Observations behind each mean: trials, or plausible firms.
  public let nA, nB: Int
  /// Trials behind a paired difference; nil where trials do not pair.
  public let n: Int?
  public let meanA, meanB: Double?
  /// Second less first, with the ends of its interval.
  public let difference, low, high, pValue: Double?
  /// Holm's adjustment over the regimes that share the metric and the point.
  public internal(set) var pAdjusted: Double?
  /// Share of trials in which the second is above the first, ties half, with the ends of its interval; nil unless trials pair.
  public let share, shareLow, shareHigh: Double?
  /// Between the two over trials; nil unless trials pair.
  public let correlation: Double?
  /// `ok`, `identical` or `undefined`, as in `comparisons.csv`.
  public let status: String

  /// What the tables call more, less or undecided, at an error rate.
  public func verdict(_ errorRate: Double) -> String {
    guard status == "ok", let difference else { return status }
    // Nothing in every trial, at equal cost.
    if difference == 0, low == high { return "identical" }
    guard (pAdjusted ?? (low == high ? 0 : 1)) < errorRate else { return "undecided" }
    return difference > 0 ? "more" : "less"
  }
}

extension StudyPairEntry: AdjustedRow {
  var point: Int { pointA }
}

extension StudyPairEntry {
  private init(
    _ pair: StudyPair.Pair, _ metric: Int, _ design: Design, _ means: (MeanEstimate?, MeanEstimate?),
    _ counts: (Int, Int), n: Int?, found: PairedComparison.Difference?, status: String, value: Double?,
    share: Double? = nil
  ) {
    self.metric = Metric.allCases[metric].card.name
    (regime, pointA, pointB, self.design) = (pair.regime, pair.point.first, pair.point.second, design)
    (nA, nB, self.n) = (counts.0, counts.1, n)
    (meanA, meanB) = (means.0?.mean, means.1?.mean)
    (difference, low, high) = (found?.mean ?? value, found?.low ?? value, found?.high ?? value)
    pValue = found?.pValue
    self.share = found?.winShare ?? share
    (shareLow, shareHigh) = (found?.winShareInterval.low, found?.winShareInterval.high)
    (correlation, self.status) = (found?.correlation, status)
  }

  /// Of trials that pair.
  init(
    _ pair: StudyPair.Pair, _ metric: Int, _ means: (MeanEstimate?, MeanEstimate?), _ counts: (Int, Int),
    _ result: PairedComparison.Result
  ) {
    switch result {
    case .different(let found):
      self.init(pair, metric, .paired, means, counts, n: found.n, found: found, status: "ok", value: nil)
    case .identical(let n):
      self.init(pair, metric, .paired, means, counts, n: n, found: nil, status: "identical", value: 0, share: 0.5)
    case .undefined(let n):
      self.init(pair, metric, .paired, means, counts, n: n, found: nil, status: "undefined", value: nil)
    }
  }

  /// Of independent trials.
  init(
    _ pair: StudyPair.Pair, _ metric: Int, _ means: (MeanEstimate?, MeanEstimate?), _ counts: (Int, Int),
    _ gap: MeanEstimate?, _ critical: inout CriticalValues
  ) {
    self.metric = Metric.allCases[metric].card.name
    (regime, pointA, pointB, design) = (pair.regime, pair.point.first, pair.point.second, .unpaired)
    (nA, nB, n) = (counts.0, counts.1, nil)
    (meanA, meanB) = (means.0?.mean, means.1?.mean)
    (share, shareLow, shareHigh, correlation) = (nil, nil, nil, nil)
    guard let gap else {
      (difference, low, high, pValue, status) = (nil, nil, nil, nil, "undefined")
      return
    }
    let interval = gap.interval(&critical)
    (difference, low, high, pValue) = (gap.mean, interval.low, interval.high, gap.pValue)
    status = "ok"
  }
}
