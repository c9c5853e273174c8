// What trials say that several modules may have run: the program's tables over them, at equal cost where there is a budget.
import SimulationStatistics

nonisolated(unsafe) var study = Study()

struct Study {
  var regimes = 0
  /// Pay units a seat-week; nil without a budget.
  var target: Double?
  /// Of each trial all metrics, regime after regime.
  var trials: [[Double]] = []
  /// The same of pairs at two salaries: the first regime at the lower, then at the higher, and so on.
  var pairs: [[Double]] = []
  /// Means of readings of the same, as `run` lists them behind the metrics.
  var trialPaths: [[Double]] = [], pairPaths: [[Double]] = []

  static let metrics = Metric.allCases.count

  func equalCost(_ trials: Int, _ pairs: Int) throws(FixedPointError) -> EqualCost? {
    guard let target else { return nil }
    let metrics = Self.metrics
    var steps = [[Double]](repeating: [], count: regimes * metrics)
    for values in self.pairs.prefix(pairs) {
      for index in steps.indices {
        let low = 2 * (index / metrics) * metrics + index % metrics
        steps[index].append(values[low + metrics] - values[low])
      }
    }
    let layout = EqualCost.Layout(
      metrics: metrics, cost: Metric.cost.rawValue, resolution: Resolution(fractionBits: Metric.cost.card.fractionBits),
      rounded: { MetricCard.rounded($0) })
    var taken = EqualCostTrials(
      targets: [EqualCost.Target?](repeating: .cost(target), count: regimes), layout: layout, steps: steps)
    for values in self.trials.prefix(trials) { try taken.add(values) }
    return EqualCost(taken)
  }
}

/// Forgets what was taken.
/// - Parameter target: what a seat-week may cost, pay units; NaN without a budget.
@_expose(wasm, "collect") @_cdecl("page_collect")
public func collect(regimes: Int32, target: Double) {
  study = Study()
  (study.regimes, study.target) = (Int(regimes), target.isNaN ? nil : target)
}

/// Takes the next trial, from `input`: of all regimes what `run` gives.
@_expose(wasm, "takeTrial") @_cdecl("page_take_trial")
public func takeTrial() {
  let (metrics, paths) = parts(exchange.input, study.regimes)
  study.trials.append(metrics)
  study.trialPaths.append(paths)
}

/// Takes the next pair, from `input`: of the first regime at the lower salary, at the higher, of the second, …
@_expose(wasm, "takePair") @_cdecl("page_take_pair")
public func takePair() {
  let (metrics, paths) = parts(exchange.input, 2 * study.regimes)
  study.pairs.append(metrics)
  study.pairPaths.append(paths)
}

/// Metrics of some arms apart from what stands behind those of each.
private func parts(_ values: [Double], _ arms: Int) -> (metrics: [Double], paths: [Double]) {
  let length = values.count / max(1, arms)
  return (
    (0..<arms).flatMap { values[$0 * length..<$0 * length + Study.metrics] },
    (0..<arms).flatMap { values[$0 * length + Study.metrics..<($0 + 1) * length] }
  )
}

/// What the first trials say of a reading over time: of each regime and period mean, ends of the interval, as timeseries.csv has
/// them. −1 if a value cannot be added up.
/// - Parameter reading: place of the weekly reading.
@_expose(wasm, "paths") @_cdecl("page_paths")
public func paths(trials: Int32, pairs: Int32, reading: Int32, level: Double) -> Int32 {
  let trials = Int(trials), pairs = Int(pairs), readings = WeeklyMetric.allCases.count
  let resolution = Resolution(fractionBits: WeeklyMetric.allCases[Int(reading)].card.fractionBits)
  let length = (study.trialPaths.first?.count ?? 0) / max(1, study.regimes)
  var critical = CriticalValues(level: level), found: [Double] = []
  do {
    let equalCost = try study.equalCost(trials, pairs)
    for regime in 0..<study.regimes {
      let deviations = equalCost.map { cost in study.trials.prefix(trials).map { cost.deviation(regime, $0) } }
      for place in stride(from: Int(reading), to: length, by: readings) {
        let low = 2 * regime * length + place, own = regime * length + place
        let rate = equalCost?.rate(
          regime, low: study.pairPaths.prefix(pairs).map { $0[low] },
          high: study.pairPaths.prefix(pairs).map { $0[low + length] })
        let row = try SummaryRow(
          study.trialPaths.prefix(trials).map { $0[own] }, deviations: deviations, rate: rate, resolution: resolution,
          critical: &critical)
        found += [row.mean ?? .nan, row.ciLow ?? .nan, row.ciHigh ?? .nan]
      }
    }
  } catch {
    return -1
  }
  return exchange.keep(found)
}

/// What the first trials say: of each regime and metric the cells of summary.csv from n on; then of each pair of regimes and
/// metric those of comparisons.csv from n on, without adjusted p. −1 if a value cannot be added up.
/// - Parameters:
///   - pairs: at two salaries, of those that were taken.
///   - metric: place of the one to tell of; −1 for all.
///   - level: of the intervals.
@_expose(wasm, "summarise") @_cdecl("page_summarise")
public func summarise(trials: Int32, pairs: Int32, metric: Int32, level: Double) -> Int32 {
  let wanted = metric < 0 ? Array(Metric.allCases.indices) : [Int(metric)]
  do {
    let table = Table(
      study, try study.equalCost(Int(trials), Int(pairs)), study.trials.prefix(Int(trials)),
      CriticalValues(level: level))
    return exchange.keep(try table.values(wanted))
  } catch {
    return -1
  }
}

private struct Table {
  let regimes: Int
  let equalCost: EqualCost?
  let lived: ArraySlice<[Double]>
  let corrected, moved: [[Double]]
  var critical: CriticalValues

  init(_ study: Study, _ equalCost: EqualCost?, _ trials: ArraySlice<[Double]>, _ critical: CriticalValues) {
    (regimes, self.equalCost, lived, self.critical) = (study.regimes, equalCost, trials, critical)
    corrected = trials.map { equalCost?.corrected($0) ?? $0 }
    moved = trials.map { equalCost?.moved($0) ?? $0 }
  }

  func values(_ metrics: [Int]) throws(FixedPointError) -> [Double] {
    var values: [Double] = [], critical = critical
    for regime in 0..<regimes {
      for metric in metrics { values += try summary(regime, metric, &critical) }
    }
    for first in 0..<regimes {
      for second in 0..<regimes where second > first {
        for metric in metrics { values += try comparison(first, second, metric, &critical) }
      }
    }
    return values
  }

  private func summary(
    _ regime: Int, _ metric: Int, _ critical: inout CriticalValues
  ) throws(FixedPointError) -> [Double] {
    let index = regime * Study.metrics + metric
    var sum = FixedPointSum(Resolution(fractionBits: Metric.allCases[metric].card.fractionBits)), own = sum
    var present: [Double] = []
    for (place, values) in lived.enumerated() where !moved[place][index].isNaN {
      try sum.add(corrected[place][index])
      try own.add(values[index])
      present.append(moved[place][index])
    }
    let row = SummaryRow(
      sum: sum, lived: own, nuisance: nuisance([(arm: regime, sign: 1)], metric),
      quantiles: ExactQuantile.of(present, probabilities: SummaryRow.probabilities), critical: &critical)
    return [Double(row.n)] + row.values.map { $0 ?? .nan }
  }

  private func comparison(
    _ first: Int, _ second: Int, _ metric: Int, _ critical: inout CriticalValues
  ) throws(FixedPointError) -> [Double] {
    let a = first * Study.metrics + metric, b = second * Study.metrics + metric
    let terms = [(arm: first, sign: 1.0), (arm: second, sign: -1.0)]
    var pairs = PairedComparison(Resolution(fractionBits: Metric.allCases[metric].card.fractionBits))
    for (place, values) in lived.enumerated() {
      try pairs.add(
        corrected[place][a], corrected[place][b], lived: (moved[place][a], moved[place][b]),
        isTie: values[a] == values[b])
    }
    let parting = equalCost?.parting(terms, metric) ?? 0
    switch pairs.result(&critical, nuisance: nuisance(terms, metric), parting: parting) {
    case .identical(let n), .undefined(let n): return [Double(n)] + Array(repeating: .nan, count: 9)
    case .different(let it):
      return [
        Double(it.n), it.mean, it.low, it.high, it.pValue ?? .nan, it.winShare, it.winShareInterval.low,
        it.winShareInterval.high, it.correlation ?? .nan, it.varianceRatio ?? .nan,
      ]
    }
  }

  private func nuisance(_ arms: [(arm: Int, sign: Double)], _ metric: Int) -> NuisanceVariance {
    equalCost?.nuisance(arms, metric) ?? NuisanceVariance()
  }
}
