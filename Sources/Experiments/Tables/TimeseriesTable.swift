import ResultTables
import SalesForce
import SimulationStatistics

/// `timeseries.csv`: weekly readings over trials, read from the journal a few weeks at a time.
struct TimeseriesTable: StudyTable {
  private let trials: StudyTrials
  private let slopes: SlopePairs?
  private let arms: [Arm]
  private let weeks: Int
  private let observations: [[Int]]
  private let cadence: Outputs.Cadence
  let schema: TableSchema

  private static let metrics = WeeklyMetric.allCases

  init(_ data: StudyData, _ trials: StudyTrials) {
    self.trials = trials
    (slopes, arms, weeks) = (data.slopes, data.arms, data.scenario.plan.horizon.weeks)
    cadence = data.scenario.outputs.cadence
    let first = trials.reader.trials.lowerBound
    observations = data.scenario.observations(first..<first + trials.reader.weeklyTrials)
    schema = data.schemas.timeseries(cadence: cadence)
  }

  func rows(_ write: ([Cell]) throws -> Void) throws {
    let step = cadence.weeks
    let deviations = try deviations()
    var critical = trials.critical
    for (place, arm) in arms.enumerated() {
      for first in stride(from: 0, to: weeks, by: step) {
        let length = min(step, weeks - first)
        let values = try readings(trials.reader, arm: place, from: first, length: length)
        let rates = try rates(place, from: first, length: length)
        for metric in values.indices {
          let row = try SummaryRow(
            observed(values[metric]), deviations: deviations[place].map(observed), rate: rates[metric],
            resolution: Resolution(fractionBits: Self.metrics[metric].card.fractionBits), critical: &critical)
          try write(
            [
              .text(Self.metrics[metric].card.name), .text(arm.regime.name), .integer(arm.point),
              .integer(first / step),
              .integer(row.n), .optional(row.mean), .optional(row.ciLow), .optional(row.ciHigh), .integer(row.n),
              .optional(row.p05), .optional(row.p25), .optional(row.p50), .optional(row.p75), .optional(row.p95),
            ])
        }
      }
    }
  }

  /// Means of trials that make up an observation.
  private func observed(_ values: [Double]) -> [Double] {
    let first = trials.reader.trials.lowerBound
    return observations.map { meanRow($0.map { [values[$0 - first]] })[0] }
  }

  /// Values of each metric by trial; over several weeks the mean of those that have one.
  private func readings(_ reader: JournalReader, arm: Int, from first: Int, length: Int) throws -> [[Double]] {
    let metrics = Self.metrics.count, trials = reader.weeklyTrials
    let columns = try reader.weeklyColumns(first * metrics..<(first + length) * metrics, arm: arm)
    return (0..<metrics).map { metric in
      (0..<trials).map { trial in
        var mean = WeeklyMean()
        for week in 0..<length { mean.add(columns[(week * metrics + metric) * trials + trial]) }
        return mean.value(weeks: length)
      }
    }
  }

  /// What each arm costs in the trials with weekly readings less what it should; nil where costs are not equalised.
  private func deviations() throws -> [[Double]?] {
    guard let equalCost = trials.equalCost else { return arms.map { _ in nil } }
    var found = arms.map { _ in [Double]() }
    let first = trials.reader.trials.lowerBound
    try trials.reader.forEachTrial(first..<first + trials.reader.weeklyTrials) { _, values in
      for arm in arms.indices { found[arm].append(equalCost.deviation(arm, values)) }
    }
    return arms.indices.map { equalCost.isCorrected($0) ? found[$0] : nil }
  }

  /// What a unit of an arm's cost over the measured weeks is worth in each reading.
  private func rates(_ arm: Int, from first: Int, length: Int) throws -> [ExchangeRate?] {
    guard let slopes, let equalCost = trials.equalCost, let place = slopes.trials.places[arm] else {
      return Self.metrics.map { _ in nil }
    }
    let low = try readings(slopes.reader, arm: place, from: first, length: length)
    let high = try readings(slopes.reader, arm: place + 1, from: first, length: length)
    return low.indices.map {
      equalCost.rate(arm, low: Array(low[$0].prefix(slopes.count)), high: Array(high[$0].prefix(slopes.count)))
    }
  }
}
