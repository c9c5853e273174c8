import ResultTables
import SalesForce
import SimulationStatistics

/// `slopes.csv`: what a unit of cost is worth in each metric of each arm, and what that did to its means.
struct SlopesTable: StudyTable {
  let arms: [Arm]
  let equalCost: EqualCost
  let schemas: StudySchemas

  var schema: TableSchema { schemas.slopes() }

  func rows(_ write: ([Cell]) throws -> Void) throws {
    for (index, metric) in Metric.allCases.enumerated() {
      for (place, arm) in arms.enumerated() where equalCost.isCorrected(place) {
        let rate = equalCost.rate(place, index)
        try write(
          [
            .text(metric.card.name), .text(arm.regime.name), .text(arm.world.without.joined(separator: " ")),
            .integer(arm.point), .integer(rate?.influences.count { $0 != nil } ?? 0),
            .optional(rate?.value), .optional(rate?.standardError), .number(equalCost.gaps[place]),
            .optional(rate.map { -$0.value * equalCost.gaps[place] }),
          ])
      }
    }
  }
}

/// `slope_trials.csv`: the pairs of trials at two salaries that the slopes rest on, in the order point, arm, pair, salary.
struct SlopeTrialsTable: StudyTable {
  let arms: [Arm]
  let slopes: SlopePairs
  let schemas: StudySchemas

  var schema: TableSchema { schemas.slopeTrials() }

  func rows(_ write: ([Cell]) throws -> Void) throws {
    let metrics = Metric.allCases.count
    try slopes.forEach { pair, values in
      for (place, arm) in arms.enumerated() {
        guard let low = slopes.trials.places[place] else { continue }
        for side in [low, low + 1] {
          let row = values[(side * metrics)..<((side + 1) * metrics)]
          try write(
            [
              .text(arm.regime.name), .text(arm.world.without.joined(separator: " ")), .integer(arm.point),
              .integer(pair), .optional(slopes.trials.arms[side].salary), .text(StudySchemas.status(row)),
            ] + row.map(Cell.number))
        }
      }
    }
  }
}

extension StudySchemas {
  private var without: TableField {
    TableField(
      "without", type: .string, unit: "",
      description: "mechanisms that the arm runs without; empty for a regime as it is")
  }

  func slopes() -> TableSchema {
    func number(_ name: String, _ unit: String, _ description: String) -> TableField {
      TableField(name, type: .number, unit: unit, description: description)
    }
    return TableSchema(
      name: "slopes", title: "Slopes in cost",
      description:
        "What one more pay unit of cost per seat-week, spent on base salary, is worth in each metric, from pairs of "
        + "trials with the same random draws. Estimates at equal cost are means less slope times gap.",
      tier: .a,
      fields: [
        Self.metric(Metric.allCases.map(\.card.name)), regime(), without, Self.point,
        TableField("pairs", type: .integer, unit: "", description: "pairs in which both trials have a value"),
        number(
          "slope", "that of the metric per pay unit",
          "mean change of the metric over mean change of cost; empty where there are too few pairs or cost does not move"
        ),
        number("se", "that of the metric per pay unit", "its standard error"),
        number("gap", "pay units per seat-week", "mean cost of the study's trials less what the budget allows"),
        number("correction", "that of the metric", "minus slope times gap: what the regime's mean was corrected by"),
      ], primaryKey: ["metric", "regime", "without", "point"], note: costNote)
  }

  func slopeTrials() -> TableSchema {
    TableSchema(
      name: "slope_trials", title: "Trials behind the slopes",
      description: "As trials.csv, at a slightly lower and a slightly higher base salary than the one solved for. They "
        + "are separate trials and enter no mean.",
      tier: .a,
      fields: [
        regime(), without, Self.point,
        TableField("pair", type: .integer, unit: "", description: "number of the pair, from 0"),
        TableField("salary", type: .number, unit: "pay units per week", description: "base salary of the trial"),
        Self.status([("ok", "every metric has a value"), ("undefined", "some metric has no value in this trial")]),
      ]
        + Metric.allCases.map {
          TableField($0.card.name, type: .number, unit: $0.card.unit, description: $0.card.summary)
        }, primaryKey: ["regime", "without", "point", "pair", "salary"], note: costNote)
  }
}
