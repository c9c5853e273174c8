import LinearAlgebra
import ResultTables
import SalesForce

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
  /// The pairs of trials behind slopes in cost; nil where no budget equalises costs.
  let slopes: SlopePairs?
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
    let equalCost = try slopes.map { try EqualCost(scenario, study.all, trials: reader, slopes: $0) }
    let trials = StudyTrials(reader: reader, equalCost: equalCost)
    if let slopes, let equalCost {
      resources.append(
        try SlopesTable(arms: study.all, equalCost: equalCost).write(schemas, to: directory.file("slopes.csv")))
      resources.append(
        try SlopeTrialsTable(arms: study.all, slopes: slopes)
          .write(schemas, to: directory.file("slope_trials.csv")))
    }
    if scenario.outputs.tables.contains(.timeseries) {
      resources.append(
        try TimeseriesTable(
          trials: trials, slopes: slopes, arms: arms, weeks: scenario.plan.horizon.weeks,
          cadence: scenario.outputs.cadence
        ).write(schemas, to: directory.file("timeseries.csv")))
    }
    let summary = try SummaryPasses(trials: trials, arms: arms).entries()
    let comparisons = try ComparisonPass(trials: trials, arms: arms).entries()
    resources += try write(schemas.summary(), "summary", rows: summary.map(StudySchemas.cells))
    resources += try write(schemas.comparisons(), "comparisons", rows: comparisons.map(StudySchemas.cells))
    if scenario.points > 1 { resources.append(try PointsTable(scenario: scenario).write(to: directory)) }
    let (more, hypotheses) = try writeHypotheses(trials)
    resources += more
    if !scenario.decomposed.isEmpty {
      let parts = try DecompositionPass(scenario: scenario, trials: trials, arms: study.all).entries()
      resources += try write(schemas.decomposition(), "decomposition", rows: parts.map(StudySchemas.cells))
    }
    if !study.twins.isEmpty {
      resources.append(
        try TwinsTable(study: study, seed: Int(scenario.seed), reader: reader).write(
          schemas, to: directory.file("twins.csv")))
    }
    if scenario.outputs.tables.contains(.sellers), let sample = sellerSample {
      resources.append(try SellerTable(study: self, sample: sample).write())
    }
    if scenario.outputs.tables.contains(.weekly) { resources.append(try WeeklyTable(study: self).write()) }
    resources += try DealTables(self).write()
    var missing: [MissingTable] = []
    if let library {
      let late = try TierBTables(study: self, trials: trials, library: library).write(TierBTables.wanted(scenario))
      resources += late.resources
      missing = late.missing
    }
    return StudyResults(
      resources: resources,
      digest: StudyDigest(
        summary: summary, comparisons: comparisons, hypotheses: hypotheses,
        budget: try trials.receipts(scenario, study.all)),
      missing: missing, watch: watch)
  }

  /// The verdicts.
  private func writeHypotheses(_ trials: StudyTrials) throws -> ([DataPackage.Resource], [HypothesisEntry]) {
    guard !scenario.hypotheses.isEmpty else { return ([], []) }
    let entries = try HypothesisPass(scenario: scenario, trials: trials, slopes: slopes, arms: study.all).entries()
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
