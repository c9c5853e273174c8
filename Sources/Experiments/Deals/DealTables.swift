import RandomStreams
import ResultTables
import SalesForce

/// `forecast.csv`, `crm.csv` and `truth.csv`: made from a study's first trials, which are run again with somebody who
/// follows every deal. Deals come in any number, and the journal keeps numbers of a fixed size.
///
/// Each trial has to come to the very values that it has in the journal, so every log proves that it changed nothing.
struct DealTables {
  let study: StudyData
  let sample: DealSample

  init(_ study: StudyData) {
    self.study = study
    let scenario = study.scenario
    // Firms of several sizes: as many seats as the smallest has.
    let seats = study.arms.map { scenario.plan($0.world).organisation.seats }.min() ?? 1
    sample = DealSample(
      Organisation(seats: seats, span: scenario.plan.organisation.span), scenario.plan.horizon, paths: study.arms.count)
  }

  /// Rows in the order point, trial, regime.
  func write() throws -> [DataPackage.Resource] {
    let tables = study.scenario.outputs.tables.compactMap(table)
    guard !tables.isEmpty else { return [] }
    let files = try tables.map {
      try CSVTable(schema: $0.schema, path: study.directory.file($0.schema.name + ".csv"))
    }
    let first = study.reader.trials.lowerBound
    let end = min(study.reader.trials.upperBound, tables.map(\.trials).max() ?? 0)
    for arms in study.armsByPoint {
      for trial in first..<max(first, end) {
        // A trial that failed has no end to hold a log against.
        let recorded = try study.reader.values(of: trial)
        guard arms.allSatisfy({ Metric.hasRun($0, in: recorded) }) else { continue }
        let logs = try logs(of: trial, arms, recorded)
        for (table, file) in zip(tables, files) where trial < table.trials {
          for (arm, log) in zip(arms, logs) {
            try table.rows(log, study.arms[arm], trial: trial) { try file.append($0) }
          }
        }
      }
    }
    return try zip(tables, files).map { DataPackage.Resource(schema: $0.schema, digest: try $1.finish()) }
  }

  private func table(_ name: OptionalTable) -> (any DealTable)? {
    switch name {
    case .forecast: ForecastTable(study: study, sample: sample)
    case .crm: CRMTable(study: study, sample: sample)
    case .truth: TruthTable(study: study, sample: sample)
    default: nil
    }
  }

  /// The deals of a trial in some arms.
  /// - Parameter recorded: metrics of all arms, as the journal has them.
  private func logs(of trial: Int, _ arms: Range<Int>, _ recorded: [Double]) throws -> [DealLog] {
    let (scenario, all, sample) = (study.scenario, study.arms, sample)
    return try Concurrent.map(arms.count, threads: study.threads) { place in
      let arm = all[arms.lowerBound + place]
      let key = scenario.keys.key(trial: trial, place: arm.place), metrics = Metric.allCases.count
      let plan = scenario.plan(arm.world).with(parameters: scenario.parameters(arm.world, trial: trial))
      let model = try Model(plan: plan, regimes: [arm.regime])
      var runner = TrialRunner(model), log = DealLog(model, key, seats: sample.seats, limit: DealSample.followed)
      let outcomes = try runner.run(key, regimes: [0], weekly: false) { firm, week in
        log.observe(firm, week: week)
      }
      let values = recorded[((arms.lowerBound + place) * metrics)..<((arms.lowerBound + place + 1) * metrics)]
      guard outcomes.count == 1, zip(outcomes[0].metrics, values).allSatisfy({ $0 == $1 || $0.isNaN && $1.isNaN })
      else {
        throw BrokenInvariant(
          "a trial run again gives the same values", found: "trial \(trial), regime \(arm.label) does not")
      }
      log.settle()
      return log
    }
  }
}

extension StudySchemas {
  /// The columns that say which trial of which arm.
  func trialKeys() -> [TableField] {
    [
      regime(), Self.point,
      TableField("trial", type: .integer, unit: "", description: "number of the trial, from 0"),
    ]
  }
}

extension Cell {
  /// A week, or nothing where there is none.
  static func week(_ week: Int32) -> Cell { week < 0 ? .missing : .integer(Int(week)) }
}
