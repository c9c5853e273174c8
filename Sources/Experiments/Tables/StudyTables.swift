import ResultTables
import SalesForce
import SimulationStatistics

/// Makes all tables of a study from its journal.
struct StudyTables {
  let request: StudyRequest
  let directory: StudyDirectory
  let reader: JournalReader

  private var regimes: [String] { request.regimeNames }

  func write() throws -> (resources: [DataPackage.Resource], digest: StudyDigest) {
    var resources = [try writeTrials()]
    if request.scenario.outputs.timeseries {
      resources.append(
        try TimeseriesTable(
          reader: reader, regimes: regimes, weeks: request.scenario.plan.horizon.weeks,
          cadence: request.scenario.outputs.cadence
        ).write(to: directory.file("timeseries.csv")))
    }
    let summary = try SummaryPasses(reader: reader, regimes: regimes).entries()
    let comparisons = try ComparisonPass(reader: reader, regimes: regimes).entries()
    resources += try write(
      StudySchemas.summary(regimes: regimes), "summary", rows: summary.map(StudySchemas.cells))
    resources += try write(
      StudySchemas.comparisons(regimes: regimes), "comparisons", rows: comparisons.map(StudySchemas.cells))
    return (resources, StudyDigest(summary: summary, comparisons: comparisons))
  }

  private func writeTrials() throws -> DataPackage.Resource {
    let schema = StudySchemas.trials(regimes: regimes)
    let table = try CSVTable(schema: schema, path: directory.file("trials.csv"))
    let metrics = Metric.allCases.count
    try reader.forEachTrial { trial, values, _ in
      for (place, regime) in regimes.enumerated() {
        let row = values[(place * metrics)..<((place + 1) * metrics)]
        let status = row.contains { $0.isNaN } ? "undefined" : "ok"
        try table.append([.text(regime), .integer(0), .integer(trial), .text(status)] + row.map(Cell.number))
      }
    }
    return DataPackage.Resource(schema: schema, digest: try table.finish())
  }

  /// The same rows as CSV and as JSON.
  private func write(_ schema: TableSchema, _ name: String, rows: [[Cell]]) throws -> [DataPackage.Resource] {
    let tables: [any TableWriter] = [
      try CSVTable(schema: schema, path: directory.file(name + ".csv")),
      try JSONTable(schema: schema, path: directory.file(name + ".json")),
    ]
    for row in rows { for table in tables { try table.append(row) } }
    return try tables.map { DataPackage.Resource(schema: schema, digest: try $0.finish()) }
  }
}

/// Sums and exact quantiles of every metric, over as many passes of the journal as flat memory needs.
struct SummaryPasses {
  let reader: JournalReader
  let regimes: [String]

  /// Values that may be held at a time, 8 bytes each.
  var capacity = 2_000_000

  func entries() throws -> [SummaryEntry] {
    let metrics = Metric.allCases.count, series = regimes.count * metrics
    let together = max(1, capacity / max(1, reader.trials.count))
    var rows: [SummaryRow] = []
    var critical = CriticalValues()
    for first in stride(from: 0, to: series, by: together) {
      let group = first..<min(first + together, series)
      var sums = group.map { FixedPointSum(Resolution(fractionBits: Metric.allCases[$0 % metrics].card.fractionBits)) }
      var quantiles = group.map { _ in
        ExactQuantile(probabilities: SummaryRow.probabilities, capacity: capacity / group.count)
      }
      var isFirstPass = true
      while isFirstPass || quantiles.contains(where: { !$0.isComplete }) {
        try reader.forEachTrial { _, values, _ in
          for (place, index) in group.enumerated() where !values[index].isNaN {
            if isFirstPass { try sums[place].add(values[index]) }
            if !quantiles[place].isComplete { quantiles[place].visit(values[index]) }
          }
        }
        for place in quantiles.indices where !quantiles[place].isComplete { try quantiles[place].endPass() }
        isFirstPass = false
      }
      for place in sums.indices {
        rows.append(SummaryRow(sum: sums[place], quantiles: quantiles[place].values, critical: &critical))
      }
    }
    // Rows stand regime by regime; the table goes metric by metric.
    return Metric.allCases.indices.flatMap { metric in
      regimes.indices.map {
        SummaryEntry(metric: Metric.allCases[metric].card.name, regime: regimes[$0], row: rows[$0 * metrics + metric])
      }
    }
  }
}
