import ResultTables
import SalesForce
import SimulationStatistics

/// `timeseries.csv`: weekly readings over trials, read from the journal a few weeks at a time.
struct TimeseriesTable {
  let reader: JournalReader
  let arms: [Arm]
  let weeks: Int
  let cadence: Outputs.Cadence

  private static let metrics = WeeklyMetric.allCases

  func write(_ schemas: StudySchemas, to path: String) throws -> DataPackage.Resource {
    let schema = schemas.timeseries(cadence: cadence)
    let table = try CSVTable(schema: schema, path: path)
    let step = cadence == .week ? 1 : 13
    var critical = CriticalValues()
    for (place, arm) in arms.enumerated() {
      for first in stride(from: 0, to: weeks, by: step) {
        let length = min(step, weeks - first)
        for (metric, values) in try readings(arm: place, from: first, length: length).enumerated() {
          let row = try Self.summary(values, of: Self.metrics[metric], &critical)
          try table.append(
            [
              .text(Self.metrics[metric].card.name), .text(arm.regime.name), .integer(arm.point),
              .integer(first / step),
              .integer(row.n), .optional(row.mean), .optional(row.ciLow), .optional(row.ciHigh), .integer(row.n),
              .optional(row.p05), .optional(row.p25), .optional(row.p50), .optional(row.p75), .optional(row.p95),
            ])
        }
      }
    }
    return DataPackage.Resource(schema: schema, digest: try table.finish())
  }

  /// Values of each metric by trial; over several weeks the mean of those that have one.
  private func readings(arm: Int, from first: Int, length: Int) throws -> [[Double]] {
    let metrics = Self.metrics.count, trials = reader.weeklyTrials
    let start = (arm * weeks + first) * metrics
    let columns = try reader.weeklyColumns(start..<(start + length * metrics))
    return (0..<metrics).map { metric in
      (0..<trials).map { trial in
        var sum = 0.0, present = 0.0
        for week in 0..<length {
          let value = columns[(week * metrics + metric) * trials + trial]
          if !value.isNaN {
            sum += value
            present += 1
          }
        }
        return length == 1 ? sum / present : Self.metrics[metric].card.rounded(sum / present)
      }
    }
  }

  private static func summary(
    _ values: [Double], of metric: WeeklyMetric, _ critical: inout CriticalValues
  ) throws -> SummaryRow {
    let present = values.filter { !$0.isNaN }
    var sum = FixedPointSum(Resolution(fractionBits: metric.card.fractionBits))
    for value in present { try sum.add(value) }
    return SummaryRow(
      sum: sum, quantiles: ExactQuantile.of(present, probabilities: SummaryRow.probabilities), critical: &critical)
  }
}
