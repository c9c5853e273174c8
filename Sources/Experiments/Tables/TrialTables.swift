import ResultTables
import SalesForce

/// `trials.csv`: a row a trial and regime, in the order point, trial, regime.
struct TrialsTable: StudyTable {
  private let data: StudyData
  private let failed: FailedTrials

  init(_ data: StudyData, _ failed: FailedTrials) { (self.data, self.failed) = (data, failed) }

  var schema: TableSchema { data.schemas.trials() }

  func rows(_ write: ([Cell]) throws -> Void) throws {
    for arms in data.armsByPoint {
      for trial in data.reader.trials {
        for place in arms {
          let values = try data.reader.values(of: trial, arm: place)
          // Where a study chooses, not every regime runs in every trial.
          guard
            data.scenario.selection == nil || Metric.hasRun(0, in: values) || failed.holds(trial, arm: place)
          else { continue }
          try write(data.trialRow(place, trial, values[...]))
        }
      }
    }
  }
}

/// `knock_outs.csv`: the trials of knock-out runs, for hypotheses that name a mechanism and for the decomposition.
/// They have a table of their own, so that asking for them changes no byte of the others.
struct TwinsTable: StudyTable {
  /// Which of them.
  enum Kind: CaseIterable {
    case knockOuts, mixes

    func holds(_ arm: Arm) -> Bool { (arm.mix != nil) == (self == .mixes) }
  }

  private let data: StudyData
  private let kind: Kind

  init(_ data: StudyData, _ kind: Kind) { (self.data, self.kind) = (data, kind) }

  var schema: TableSchema { kind == .mixes ? data.schemas.mixes() : data.schemas.knockOuts() }

  func rows(_ write: ([Cell]) throws -> Void) throws {
    let first = data.arms.count, metrics = Metric.allCases.count
    try data.reader.forEachTrial { trial, values in
      for (place, arm) in data.study.twins.enumerated() where kind.holds(arm) {
        let row = data.trialRow(first + place, trial, values[(first + place) * metrics..<(first + place + 1) * metrics])
        try write(kind == .mixes ? row : [.text(arm.world.without.joined(separator: " "))] + row)
      }
    }
  }
}

extension StudyData {
  /// A trial of an arm: which it is, and its metrics.
  /// - Parameters:
  ///   - place: of the arm in the records.
  ///   - row: its metrics.
  fileprivate func trialRow(_ place: Int, _ trial: Int, _ row: ArraySlice<Double>) -> [Cell] {
    let arm = study[place]
    return [
      .text(arm.regime.name), .integer(arm.point), .integer(trial), .integer(Int(scenario.seed)),
      .text(StudySchemas.status(row)),
    ] + row.map(Cell.number)
  }
}

extension StudySchemas {
  func mixes() -> TableSchema {
    let trials = trials()
    let name = TableField(
      "mix", type: .string, unit: "", description: "regime, and the levers that it has of another",
      constraints: .init(required: true))
    return TableSchema(
      name: "mixes", title: "Mixes of two regimes",
      description: "Arms between the two regimes of the contrast: as trials.csv, with the same random draws.", tier: .a,
      fields: [name] + trials.fields.filter { $0.name != "regime" },
      primaryKey: trials.primaryKey.map { $0 == "regime" ? "mix" : $0 }, note: costNote)
  }

  func knockOuts() -> TableSchema {
    let trials = trials()
    return TableSchema(
      name: "knock_outs", title: "Knock-out runs",
      description: "Arms without a mechanism, for hypotheses that name it or for the decomposition: as "
        + "trials.csv, with the same random draws.",
      tier: .a,
      fields: [
        TableField(
          "without", type: .string, unit: "", description: "mechanisms that the arm runs without",
          constraints: .init(required: true))
      ] + trials.fields, primaryKey: ["without"] + trials.primaryKey, note: costNote)
  }

  /// Whether every metric has a value in a trial, or every reading in a week of it. None has where the trial failed.
  static func status(_ row: ArraySlice<Double>) -> String {
    row.allSatisfy(\.isNaN) ? "failed" : row.contains { $0.isNaN } ? "undefined" : "ok"
  }
}
