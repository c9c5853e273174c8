import LinearAlgebra
import ResultTables
import SalesForce
import SimulationStatistics

/// What came of making a study's tables.
struct StudyResults {
  let resources: [DataPackage.Resource]
  let digest: StudyDigest
  /// Tables that were wanted and could not be made.
  let missing: [MissingTable]
  /// Whether somebody wants them still.
  let watch: StopWatch
}

/// Makes all tables of a study from its journal.
struct StudyTables {
  let scenario: Scenario
  let study: StudyArms
  let directory: StudyDirectory
  let reader: JournalReader
  /// Threads that may work at a time. Changes no byte.
  let threads: Int
  /// Whether somebody wants the tables still. The journal's reader asks it at every trial.
  var watch = StopWatch(StopSignal())

  /// The arms of the ordinary tables; twins stand behind them in the records and have a table of their own.
  var arms: [Arm] { study.ordinary }

  /// Which sellers' years the records hold.
  var sellerSample: SellerSample? { scenario.sellerSample(study.all) }

  var schemas: StudySchemas {
    StudySchemas(scenario, regimes: arms.filter { $0.point == 0 }.map(\.regime.name))
  }

  /// Places of each point's arms, which stand together.
  var armsByPoint: [Range<Int>] {
    let regimes = arms.count / scenario.points
    return (0..<scenario.points).map { $0 * regimes..<($0 + 1) * regimes }
  }

  /// - Parameter library: the opened BLAS or why there is none; nil where no table needs it.
  func write(_ library: Result<BLAS, LinearAlgebraError>?) throws -> StudyResults {
    var resources = [try writeTrials()]
    if scenario.outputs.tables.contains(.timeseries) {
      resources.append(
        try TimeseriesTable(
          reader: reader, arms: arms, weeks: scenario.plan.horizon.weeks, cadence: scenario.outputs.cadence
        ).write(schemas, to: directory.file("timeseries.csv")))
    }
    let summary = try SummaryPasses(reader: reader, arms: arms).entries()
    let comparisons = try ComparisonPass(reader: reader, arms: arms).entries()
    resources += try write(schemas.summary(), "summary", rows: summary.map(StudySchemas.cells))
    resources += try write(schemas.comparisons(), "comparisons", rows: comparisons.map(StudySchemas.cells))
    if scenario.points > 1 { resources.append(try PointsTable(scenario: scenario).write(to: directory)) }
    let (more, hypotheses) = try writeHypotheses()
    resources += more
    if !scenario.decomposed.isEmpty {
      let parts = try DecompositionPass(scenario: scenario, reader: reader, arms: study.all).entries()
      resources += try write(schemas.decomposition(), "decomposition", rows: parts.map(StudySchemas.cells))
    }
    if !study.twins.isEmpty {
      resources.append(
        try TwinsTable(study: study, seed: Int(scenario.seed), reader: reader).write(
          schemas, to: directory.file("twins.csv")))
    }
    let twins = try SummaryPasses(reader: reader, arms: study.twins, firstArm: arms.count).entries()
    if scenario.outputs.tables.contains(.sellers), let sample = sellerSample {
      resources.append(try SellerTable(study: self, sample: sample).write())
    }
    if scenario.outputs.tables.contains(.weekly) { resources.append(try WeeklyTable(study: self).write()) }
    resources += try DealTables(self).write()
    var missing: [MissingTable] = []
    if let library {
      let late = try TierBTables(study: self, library: library).write(TierBTables.wanted(scenario))
      resources += late.resources
      missing = late.missing
    }
    return StudyResults(
      resources: resources,
      digest: StudyDigest(
        summary: summary, comparisons: comparisons, hypotheses: hypotheses, budget: scenario.receipts(summary + twins)),
      missing: missing, watch: watch)
  }

  /// The verdicts.
  private func writeHypotheses() throws -> ([DataPackage.Resource], [HypothesisEntry]) {
    guard !scenario.hypotheses.isEmpty else { return ([], []) }
    let entries = try HypothesisPass(scenario: scenario, reader: reader, arms: study.all).entries()
    return (try write(schemas.hypotheses(), "hypotheses", rows: entries.map(\.cells)), entries)
  }

  /// Rows in the order point, trial, regime: one pass of the journal a point.
  private func writeTrials() throws -> DataPackage.Resource {
    let schema = schemas.trials()
    let table = try CSVTable(schema: schema, path: directory.file("trials.csv"))
    let seed = Int(scenario.seed)
    let metrics = Metric.allCases.count
    for point in 0..<scenario.points {
      try reader.forEachTrial { trial, values, _ in
        for (place, arm) in arms.enumerated() where arm.point == point {
          let row = values[(place * metrics)..<((place + 1) * metrics)]
          try table.append(
            [
              .text(arm.regime.name), .integer(point), .integer(trial), .integer(seed),
              .text(StudySchemas.status(row)),
            ] + row.map(Cell.number))
        }
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
  let arms: [Arm]
  /// Place of the first arm in the records.
  var firstArm = 0

  /// Values that may be held at a time, 8 bytes each.
  var capacity = 2_000_000

  func entries() throws -> [SummaryEntry] {
    let metrics = Metric.allCases.count, series = arms.count * metrics
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
          for (place, index) in group.enumerated() {
            let value = values[firstArm * metrics + index]
            guard !value.isNaN else { continue }
            if isFirstPass { try sums[place].add(value) }
            if !quantiles[place].isComplete { quantiles[place].visit(value) }
          }
        }
        for place in quantiles.indices where !quantiles[place].isComplete { try quantiles[place].endPass() }
        isFirstPass = false
      }
      for place in sums.indices {
        rows.append(SummaryRow(sum: sums[place], quantiles: quantiles[place].values, critical: &critical))
      }
    }
    // Rows stand arm by arm; the table goes metric by metric.
    return Metric.allCases.indices.flatMap { metric in
      arms.indices.map {
        SummaryEntry(
          metric: Metric.allCases[metric].card.name, regime: arms[$0].label, point: arms[$0].point,
          row: rows[$0 * metrics + metric])
      }
    }
  }
}
