import ResultTables
import SalesForce

/// `weekly.csv`: the weekly readings of single trials, in the order point, trial, regime, week.
struct WeeklyTable: StudyTable {
  let study: StudyData

  func rows(_ write: ([Cell]) throws -> Void) throws {
    let weeks = study.scenario.plan.horizon.weeks, metrics = WeeklyMetric.allCases.count
    let first = study.reader.trials.lowerBound, trials = first..<first + study.reader.weeklyTrials
    for arms in study.armsByPoint {
      for trial in trials {
        for arm in arms {
          let weekly = try study.reader.weekly(of: trial, arm: arm)
          for week in 0..<weeks {
            let row = weekly[week * metrics..<(week + 1) * metrics]
            try write(
              [
                .text(study.arms[arm].regime.name), .integer(study.arms[arm].point), .integer(trial), .integer(week),
                .text(StudySchemas.status(row)),
              ] + row.map(Cell.number))
          }
        }
      }
    }
  }

  var schema: TableSchema {
    TableSchema(
      name: "weekly", title: "Weekly readings",
      description: "One row for each trial, regime and week of the scenario, warm-up included: the first "
        + "\(StudyData.leadingTrials) trials.",
      tier: .a,
      fields: [
        study.schemas.regime(), StudySchemas.point,
        TableField("trial", type: .integer, unit: "", description: "number of the trial, from 0"),
        TableField("week", type: .integer, unit: "weeks", description: "week of the scenario, from 0"),
        StudySchemas.status([
          ("ok", "all readings have a value"), ("undefined", "some reading has none in this week"),
          ("failed", "the trial failed, and none has"),
        ]),
      ]
        + WeeklyMetric.allCases.map {
          TableField($0.card.name, type: .number, unit: $0.card.unit, description: $0.card.summary)
        }, primaryKey: ["regime", "point", "trial", "week"], note: study.schemas.costNote)
  }
}
