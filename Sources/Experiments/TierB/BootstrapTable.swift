import LinearAlgebra
import RandomStreams
import ResultTables
import SalesForce
import SimulationStatistics

/// `bootstrap.csv`: the means of the summary and the paired differences of the comparisons, with intervals by one joint
/// bootstrap (resampling counts times series: dgemm).
///
/// A replicate draws trials, the same ones for every row of the table at every point, so rows can be set against each
/// other and a pair's difference is resampled as a pair. Under a budget the series are those at equal cost, and the pairs
/// behind slopes are resampled beside the trials, with draws of their own.
struct BootstrapTable: StudyTable {
  let study: StudyData
  let trials: StudyTrials
  let blas: BLAS

  static let replicates = 2_000
  /// The draws' trial: no user trial and no pilot has this number.
  static let trial: UInt32 = 0xFFFF_FFFF
  /// That of the draws of the pairs behind slopes.
  static let pairsTrial: UInt32 = 0xFFFF_FFFE
  /// Series of one product, 8 bytes a replicate and 24 a trial each: bounds memory.
  static let group = 1_000

  /// One row: the mean of a column of trials, or of the difference of two.
  private struct Series {
    let metric: Int
    let a: Int
    let b: Int?
  }

  func rows(_ write: ([Cell]) throws -> Void) throws {
    let key = StreamKey(seed: study.scenario.seed, trial: Self.trial)
    let pairsKey = StreamKey(seed: study.scenario.seed, trial: Self.pairsTrial)
    let gaps = try gaps()
    for arms in study.armsByPoint {
      let values = observed(
        try study.reader.leading(arms) { trials.equalCost?.corrected($0, from: arms.lowerBound) ?? $0 })
      let series = Self.series(arms.count)
      for first in stride(from: 0, to: series.count, by: Self.group) {
        let some = series[first..<min(first + Self.group, series.count)]
        let bootstrap = try JointBootstrap(
          of: Self.columns(some, of: values),
          beside: pulls(some, firstArm: arms.lowerBound, gaps).map { ($0, pairsKey) },
          replicates: Self.replicates, key: key, using: blas)
        for (column, one) in some.enumerated() {
          try write(cells(one, bootstrap.interval(column, level: trials.confidence.level), firstArm: arms.lowerBound))
        }
      }
    }
  }

  /// A row an observation: trials that share a plausible firm are drawn together, as their mean.
  private func observed(_ values: Matrix) -> Matrix {
    let first = study.reader.trials.lowerBound
    let rows = study.scenario.observations(first..<first + values.rowCount)
    guard rows.count < values.rowCount else { return values }
    var elements: [Double] = []
    elements.reserveCapacity(rows.count * values.columnCount)
    for column in 0..<values.columnCount {
      let own = values.column(column)
      elements += rows.map { trials in meanRow(trials.map { [own[own.startIndex + $0 - first]] })[0] }
    }
    return Matrix(rowCount: rows.count, columnCount: values.columnCount, elements: elements)
  }

  /// What each arm costs in the trials of these tables less what it should.
  private func gaps() throws -> [Double] {
    guard let equalCost = trials.equalCost else { return [] }
    var sums = study.arms.map { _ in 0.0 }, counts = sums
    let first = study.reader.trials.lowerBound
    let range = first..<min(study.reader.trials.upperBound, first + StudyData.leadingTrials)
    try study.reader.forEachTrial(range) { _, values in
      for arm in sums.indices where Metric.hasRun(arm, in: values) {
        counts[arm] += 1
        sums[arm] += equalCost.deviation(arm, values)
      }
    }
    return zip(sums, counts).map { $0 / max(1, $1) }
  }

  /// What the pairs behind slopes pull at each series: a row a pair, mean 0; nil where nothing is corrected.
  private func pulls(_ series: ArraySlice<Series>, firstArm: Int, _ gaps: [Double]) -> Matrix? {
    guard let equalCost = trials.equalCost, let slopes = study.slopes else { return nil }
    let pairs = slopes.count
    func pull(_ arm: Int, _ metric: Int) -> [Double] {
      guard equalCost.isCorrected(arm), let rate = equalCost.rate(arm, metric) else {
        return Array(repeating: 0, count: pairs)
      }
      return rate.influences.map { -gaps[arm] * ($0 ?? 0) }
    }
    let elements = series.flatMap { one -> [Double] in
      let a = pull(firstArm + one.a, one.metric)
      return one.b.map { b in zip(a, pull(firstArm + b, one.metric)).map { $0 - $1 } } ?? a
    }
    return Matrix(rowCount: pairs, columnCount: series.count, elements: elements)
  }

  /// Metric by metric: each arm, then each pair of arms in the order of the comparisons.
  private static func series(_ arms: Int) -> [Series] {
    Metric.allCases.indices.flatMap { metric in
      (0..<arms).map { Series(metric: metric, a: $0, b: nil) }
        + (0..<arms).flatMap { a in ((a + 1)..<max(arms, a + 1)).map { Series(metric: metric, a: a, b: $0) } }
    }
  }

  private static func columns(_ series: ArraySlice<Series>, of values: Matrix) -> Matrix {
    let metrics = Metric.allCases.count
    var elements: [Double] = []
    elements.reserveCapacity(values.rowCount * series.count)
    for one in series {
      let a = values.column(one.a * metrics + one.metric)
      if let b = one.b {
        elements += zip(a, values.column(b * metrics + one.metric)).map { $0 - $1 }
      } else {
        elements += a
      }
    }
    return Matrix(rowCount: values.rowCount, columnCount: series.count, elements: elements)
  }

  private func cells(_ series: Series, _ interval: BootstrapInterval, firstArm: Int) -> [Cell] {
    let arms = study.arms
    let reason = interval.mean.reason ?? interval.standardError.reason ?? interval.bca.reason
    return [
      .text(Metric.allCases[series.metric].card.name), .text(arms[firstArm + series.a].regime.name),
      .optional(series.b.map { arms[firstArm + $0].regime.name }), .integer(arms[firstArm].point),
      .integer(interval.n), .integer(interval.replicateCount),
    ]
      + [
        interval.mean.value, interval.standardError.value, interval.bca.value?.low, interval.bca.value?.high,
        interval.percentile.value?.low, interval.percentile.value?.high, interval.bias.value,
        interval.acceleration.value,
      ].map(Cell.optional) + [.text(reason?.rawValue ?? "ok")]
  }

  var schema: TableSchema {
    func number(_ name: String, _ unit: String, _ description: String) -> TableField {
      TableField(name, type: .number, unit: unit, description: description)
    }
    let unit = "that of the metric", tails = trials.confidence.tails
    return TableSchema(
      name: "bootstrap", title: "Bootstrap",
      description: "Each mean of the summary and each difference of the comparisons with bootstrap intervals, all from "
        + "the same \(Self.replicates) resamples of trials. " + StudySchemas.tierB,
      tier: .b,
      fields: [
        StudySchemas.metric(Metric.allCases.map(\.card.name)), study.schemas.regime("regime_a"),
        TableField(
          "regime_b", type: .string, unit: "",
          description:
            "name of the regime subtracted from regime_a, trial by trial; empty for the mean of regime_a "
            + "alone", constraints: .init(values: study.schemas.regimes)),
        StudySchemas.point,
        TableField("n", type: .integer, unit: "", description: "trials with a value"),
        TableField(
          "replicates", type: .integer, unit: "", description: "resamples that drew at least one trial with a value"),
        number("mean", unit, "mean over these trials"),
        number("se", unit, "standard deviation of the resamples' means"),
        number("ci_low", unit, "lower end of the \(trials.confidence.text) BCa interval"),
        number("ci_high", unit, "upper end of the \(trials.confidence.text) BCa interval"),
        number("percentile_low", unit, "\(tails.low) quantile of the resamples' means"),
        number("percentile_high", unit, "\(tails.high) quantile of the resamples' means"),
        number("bias", "1", "z₀, the normal quantile of the share of resamples' means below the mean, ties half"),
        number("acceleration", "1", "a = Σd³/6(Σd²)^1.5 with d the deviations from the mean"),
        StudySchemas.status([
          ("ok", "all values are there"), ("constant", "the same value in every trial"),
          ("too_few", "fewer than two trials with a value"),
          ("one_sided", "resamples' means lie on one side, or the correction leaves 0…1: no BCa interval"),
          ("out_of_range", "squares too large or small for a number"),
        ]),
      ], note: study.schemas.estimateNote)
  }
}
