import ResultTables
import SalesForce

/// Treated and untreated groups of a study, as its trials recorded them.
struct GroupTrials {
  let data: StudyData

  var cohorts: [Cohort] { data.scenario.plan.cohorts.map(\.cohort) }
  var arms: [Arm] { data.arms }

  /// Visits the trials in order that did not fail in these arms, each with the metrics of all arms and these arms' values of
  /// groups.
  func forEach(
    _ arms: Range<Int>, _ body: (_ trial: Int, _ metrics: [Double], _ values: [[Double]]) throws -> Void
  ) throws {
    try data.reader.forEachTrial { trial, metrics in
      guard arms.allSatisfy({ Metric.hasRun($0, in: metrics) }) else { return }
      try body(trial, metrics, try arms.map { try data.reader.groups(of: trial, arm: $0) })
    }
  }

  /// The same by observation: trials, or the means of a plausible firm's trials.
  func forEachObservation(
    _ arms: Range<Int>, _ trials: StudyTrials, _ body: (_ metrics: [Double], _ values: [[Double]]) throws -> Void
  ) throws {
    try trials.forEachObservation { own in
      try body(
        meanRow(own.map(\.values)),
        try arms.map { arm in meanRow(try own.map { try data.reader.groups(of: $0.trial, arm: arm) }) })
    }
  }

  /// Whether a regime of the scenario treats a part of the firm.
  func isTreated(_ arm: Int, _ cohort: Cohort) -> Bool { arms[arm].regime.cohorts.contains(cohort) }
}

extension StudySchemas {
  /// What every table of groups says of itself.
  var lotNote: String {
    "Treated are those whom the keyed lot fell on, and who take part where they may choose; the same people in every regime, also "
      + "where nothing is given to them. \(costNote)"
  }

  /// What tables of groups as they were simulated add.
  var groupNote: String { "Values are as simulated, without correction to equal cost. \(lotNote)" }

  static func cohort(_ cohorts: [Cohort]) -> TableField {
    TableField(
      "cohort", type: .string, unit: "",
      description: "part of the firm that a regime treats: what is drawn, share, opt_in and lottery",
      constraints: .init(required: true, values: cohorts.map(\.name)))
  }

  static let side = TableField(
    "group", type: .string, unit: "", description: "treated, or the others among whom the lot was drawn",
    constraints: .init(required: true, values: GroupSide.allCases.map(\.name)))

  static let phase = TableField(
    "phase", type: .string, unit: "",
    description:
      "measured weeks before the first week in which any regime treats the cohort, up to the last, or after it",
    constraints: .init(required: true, values: GroupPhase.allCases.map(\.name)))
}

/// `groups.csv`: what treated and untreated sellers did, a row a trial, regime, cohort, group and phase.
struct GroupsTable: StudyTable {
  let groups: GroupTrials

  var schema: TableSchema {
    let schemas = groups.data.schemas
    return TableSchema(
      name: "groups", title: "Treated and untreated",
      description:
        "One row for each trial, regime, treated part of the firm, group and phase in which there were sellers.",
      tier: .a,
      fields: [
        schemas.regime(), StudySchemas.point,
        TableField("trial", type: .integer, unit: "", description: "number of the trial, from 0"),
        StudySchemas.cohort(groups.cohorts), StudySchemas.side, StudySchemas.phase,
        TableField(
          "seller_weeks", type: .integer, unit: "weeks", description: "weeks in which sellers worked, added up"),
      ]
        + GroupMeasure.allCases.map {
          TableField($0.card.name, type: .number, unit: $0.card.unit, description: $0.card.summary)
        }, primaryKey: ["regime", "point", "trial", "cohort", "group", "phase"], note: schemas.groupNote)
  }

  func rows(_ write: ([Cell]) throws -> Void) throws {
    for arms in groups.data.armsByPoint {
      try groups.forEach(arms) { trial, _, values in
        for (place, arm) in arms.enumerated() {
          for (number, cohort) in groups.cohorts.enumerated() {
            try rows(values[place], number) { side, phase, cells in
              try write(
                [
                  .text(groups.arms[arm].regime.name), .integer(groups.arms[arm].point), .integer(trial),
                  .text(cohort.name), .text(side.name), .text(phase.name),
                ] + cells)
            }
          }
        }
      }
    }
  }

  private func rows(
    _ values: [Double], _ cohort: Int, _ write: (GroupSide, GroupPhase, [Cell]) throws -> Void
  ) throws {
    for side in GroupSide.allCases {
      for phase in GroupPhase.allCases {
        let weeks = values[GroupLayout.place(cohort, side, phase)]
        guard weeks > 0 else { continue }
        let measures = GroupMeasure.allCases.map { Cell.number(values[GroupLayout.place(cohort, side, phase, $0)]) }
        try write(side, phase, [.integer(Int(weeks))] + measures)
      }
    }
  }
}
