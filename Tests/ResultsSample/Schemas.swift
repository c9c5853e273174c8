import ResultTables
import SimulationStatistics

/// A results directory of made-up numbers in the laboratory's conventions, for trying its readers.
enum SampleSchemas {
  static let metrics = ["revenue", "win_rate", "rare"]
  static let regimes = ["push", "=pull", "person, \"centric\"\n", "distributed 👩‍🔬"]
  static let text = TableField.Constraints(required: true)

  static let keys = [
    TableField("regime", type: .string, unit: "", description: "name of the regime", constraints: text),
    TableField(
      "point", type: .integer, unit: "1", description: "design point", constraints: .init(required: true, minimum: 0)),
  ]

  static let trials = TableSchema(
    name: "trials", title: "Trials", description: "One row for each regime, design point and trial.", tier: .a,
    fields: keys + [
      TableField(
        "trial", type: .integer, unit: "1", description: "index of the trial", constraints: .init(required: true)),
      TableField(
        "status", type: .string, unit: "", description: "whether the trial is complete",
        constraints: .init(required: true, values: ["complete", "partial"])),
    ] + metrics.map { TableField($0, type: .number, unit: "1", description: "metric \($0)") },
    primaryKey: ["regime", "point", "trial"], note: "costs differ between regimes")

  static let estimates = ["mean", "sd", "mcse", "ci_low", "ci_high", "p05", "p25", "p50", "p75", "p95"]

  static let summary = TableSchema(
    name: "summary", title: "Summary", description: "Estimates for each metric and regime.", tier: .a,
    fields: [TableField("metric", type: .string, unit: "", description: "metric", constraints: text)] + keys
      + [
        TableField(
          "n", type: .integer, unit: "1", description: "trials with a value", constraints: .init(required: true))
      ]
      + estimates.map { TableField($0, type: .number, unit: "that of the metric", description: "estimate \($0)") },
    primaryKey: ["metric", "regime", "point"])

  static let timeseries = TableSchema(
    name: "timeseries", title: "Time series", description: "Estimates for each week.", tier: .a,
    fields: keys + [
      TableField("week", type: .integer, unit: "weeks", description: "week", constraints: .init(required: true)),
      TableField("metric", type: .string, unit: "", description: "metric", constraints: text),
    ]
      + ["mean", "ci_low", "ci_high", "p05", "p95"].map {
        TableField($0, type: .number, unit: "that of the metric", description: "estimate \($0)")
      }, primaryKey: ["regime", "point", "week", "metric"])
}
