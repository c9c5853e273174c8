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
  /// How the study came to its number of trials; nil where that was given.
  let stopping: Stopping?
  /// Trials that it asks for.
  let requested: Int
  /// Trials that have failed.
  let failed: Int
  /// Whether somebody wants them still.
  let watch: StopWatch
}

/// Makes all tables of a study from its journal: the list of them, in the order of the data package.
struct StudyTables {
  let data: StudyData
  private var resources: [DataPackage.Resource] = []
  private var missing: [MissingTable] = []

  init(_ data: StudyData) { self.data = data }

  /// - Parameter library: the opened BLAS or why there is none; nil where no table needs it.
  mutating func write(_ library: Result<BLAS, LinearAlgebraError>?) throws -> StudyResults {
    let (scenario, study, schemas, reader) = (data.scenario, data.study, data.schemas, data.reader)
    let wanted = scenario.outputs.tables
    let selection = try data.selectionRounds(), failed = try FailedTrials(reader, selection)
    try write(TrialsTable(data, failed))
    if failed.count > 0 { try write(FailuresTable(data: data, failed: failed)) }
    let equalCost = try data.slopes.map { try EqualCost(scenario, study.all, trials: reader, slopes: $0) }
    let trials = StudyTrials(scenario, reader: reader, equalCost: equalCost)
    if let slopes = data.slopes, let equalCost {
      try write(SlopesTable(arms: study.all, equalCost: equalCost, schemas: schemas))
      try write(SlopeTrialsTable(arms: study.all, slopes: slopes, schemas: schemas))
    }
    if wanted.contains(.timeseries) { try write(TimeseriesTable(data, trials)) }
    let summary = try SummaryPasses(trials: trials, arms: data.arms).entries()
    let comparisons = try ComparisonPass(trials: trials, arms: data.arms).entries()
    try writeSmall(schemas.summary(), summary.lazy.map(StudySchemas.cells))
    try writeSmall(schemas.comparisons(), comparisons.lazy.map(StudySchemas.cells))
    if let ensemble = scenario.ensemble {
      try writeSmall(
        schemas.ensembleEffects(ensemble),
        try EnsembleTable(scenario: scenario, trials: trials, arms: data.arms).rows())
    }
    if scenario.points > 1 { try write(PointsTable(scenario: scenario)) }
    let rounds = try data.precisionRounds()
    if let rounds, let precision = scenario.precision { try writeSmall(schemas.precision(precision), rounds.cells()) }
    if let selection {
      let rows = try SelectionPass(scenario: scenario, trials: trials, rounds: selection).entries()
      try writeSmall(schemas.selection(selection.plan), rows.lazy.map(\.cells))
    }
    var hypotheses: [HypothesisEntry] = []
    if !scenario.hypotheses.isEmpty {
      hypotheses = try HypothesisPass(scenario: scenario, trials: trials, slopes: data.slopes, arms: study.all)
        .entries()
      try writeSmall(schemas.hypotheses(), hypotheses.lazy.map(\.cells))
      if let ensemble = scenario.ensemble {
        let pass = HypothesisPass(scenario: scenario, trials: trials, slopes: data.slopes, arms: study.all)
        try writeSmall(schemas.ensembleHypotheses(ensemble), try HypothesisFirms(pass: pass).rows())
      }
    }
    if let plan = scenario.sensitivity {
      let pass = HypothesisPass(scenario: scenario, trials: trials, slopes: data.slopes, arms: study.all)
      let rows = try SensitivityPass(scenario: scenario, plan: plan, hypotheses: pass, failed: failed).entries()
      try writeSmall(schemas.sensitivity(), rows.lazy.map(\.cells))
    }
    if let plan = scenario.map {
      let rows = try MapPass(scenario: scenario, plan: plan, trials: trials, arms: data.arms).entries()
      try writeSmall(schemas.map(plan, isOverFirms: scenario.ensemble != nil), rows.lazy.map(\.cells))
    }
    if !scenario.decomposed.isEmpty {
      let parts = try DecompositionPass(scenario: scenario, trials: trials, arms: study.all).entries()
      try writeSmall(schemas.decomposition(), parts.lazy.map(StudySchemas.cells))
    }
    if scenario.contrast != nil {
      let parts = try ContrastPass(scenario: scenario, trials: trials, arms: study.all).entries()
      try writeSmall(schemas.contrast(), parts.lazy.map(\.cells))
    }
    for kind in TwinsTable.Kind.allCases where study.twins.contains(where: { kind.holds($0) }) {
      try write(TwinsTable(data, kind))
    }
    if !scenario.plan.cohorts.isEmpty, selection == nil {
      let groups = GroupTrials(data: data)
      try write(GroupsTable(groups: groups))
      try writeSmall(
        schemas.groupEffects(groups.cohorts),
        try GroupEffectPass(groups: groups, trials: trials).entries().lazy.map(\.cells))
      try write(TenureTable(groups: groups))
      if let experiment = scenario.experiment {
        try writeSmall(
          schemas.experiment(experiment),
          try ExperimentPass(experiment: experiment, groups: groups).entries().lazy.map(\.cells))
        if experiment.writesSellers { try write(ExperimentSellersTable(experiment: experiment, groups: groups)) }
      }
    }
    if wanted.contains(.sellers), let sample = data.sellerSample { try write(SellerTable(study: data, sample: sample)) }
    if wanted.contains(.weekly) { try write(WeeklyTable(study: data)) }
    resources += try DealTables(data).write()
    if let library { for name in wanted where name.needsBLAS { try write(name, trials, library) } }
    return StudyResults(
      resources: resources,
      digest: StudyDigest(
        summary: summary, comparisons: comparisons, hypotheses: hypotheses,
        budget: try trials.receipts(scenario, study.all)),
      missing: missing, stopping: rounds?.stopping,
      requested: (rounds?.requested ?? selection?.requested).map { max($0, reader.trials.count) } ?? scenario.trials,
      failed: failed.count, watch: data.watch)
  }

  private mutating func write(_ table: some StudyTable) throws {
    let kept = KeptMetrics(data.scenario.outputs, table.schema), schema = kept.schema
    let file = try CSVTable(schema: schema, path: data.directory.file(schema.name + ".csv"))
    try table.rows {
      try data.watch.check()
      if let row = kept.row($0) { try file.append(row) }
    }
    resources.append(DataPackage.Resource(schema: schema, digest: try file.finish()))
  }

  /// The same rows as CSV and as JSON.
  private mutating func writeSmall(_ schema: TableSchema, _ rows: some Sequence<[Cell]>) throws {
    try write(EntryTable(schema: schema, entries: rows))
    let kept = KeptMetrics(data.scenario.outputs, schema), schema = kept.schema
    let file = try JSONTable(schema: schema, path: data.directory.file(schema.name + ".json"))
    for cells in rows { if let row = kept.row(cells) { try file.append(row) } }
    resources.append(DataPackage.Resource(schema: schema, digest: try file.finish()))
  }

  /// A table made with BLAS: they come last, and a run is complete without them.
  private mutating func write(
    _ name: OptionalTable, _ trials: StudyTrials, _ library: Result<BLAS, LinearAlgebraError>
  ) throws {
    do {
      let blas = try library.get()
      switch name {
      case .correlations: try write(CorrelationTable(study: data, blas: blas))
      case .bootstrap: try write(BootstrapTable(study: data, trials: trials, blas: blas))
      case .drivers: try write(DriverTable(study: data, blas: blas))
      case .trajectories: try write(TrajectoryTable(study: data, blas: blas))
      case .timeseries, .sellers, .weekly, .forecast, .crm, .truth: preconditionFailure("\(name) is not made with BLAS")
      }
    } catch let error as LinearAlgebraError {
      missing.append(MissingTable(table: name, reason: error.description))
    } catch let error as StatisticsError {
      missing.append(MissingTable(table: name, reason: error.description))
    }
  }
}
