import ResultTables
import SalesForce

/// The columns of a study's tables, made from the metrics' cards.
struct StudySchemas {
  let regimes: [String]
  /// What is said of costs with every table.
  let costNote: String
  /// The same with tables of estimates, and what an observation is.
  let estimateNote: String
  /// How sure intervals are: `95 %`.
  let level: String
  /// Error rate of tests: `5 %`.
  let errorRate: String

  init(_ scenario: Scenario, regimes: [String]) {
    self.regimes = regimes
    costNote = scenario.costStatement
    estimateNote =
      scenario.ensemble == nil
      ? costNote
      : costNote + " Trials of a plausible firm are one observation, their mean: n counts firms, and what is said of "
        + "trials is true of these means."
    let confidence = scenario.outputs.confidence
    (level, errorRate) = (confidence.text, confidence.errorText)
  }

  func trials() -> TableSchema {
    TableSchema(
      name: "trials", title: "Trials", description: "One row for each trial and regime, over the measured weeks.",
      tier: .a,
      fields: [
        regime(), Self.point,
        TableField("trial", type: .integer, unit: "", description: "number of the trial, from 0"),
        TableField(
          "seed", type: .integer, unit: "",
          description: "seed of the study: with it and the number, the trial can be run again"),
        TableField(
          "status", type: .string, unit: "",
          description:
            "ok; undefined where some metric has no value in this trial (no deal was won, say); failed where "
            + "a law of the model was broken in it, in this regime or one beside it, and no metric has a value",
          constraints: .init(required: true, values: ["ok", "undefined", "failed"])),
      ]
        + Metric.allCases.map {
          TableField($0.card.name, type: .number, unit: $0.card.unit, description: $0.card.summary)
        },
      primaryKey: ["point", "trial", "regime"], note: costNote)
  }

  func summary() -> TableSchema {
    TableSchema(
      name: "summary", title: "Summary", description: "Each metric of each regime over all trials.", tier: .a,
      fields: [
        Self.metric(Metric.allCases.map(\.card.name)), regime(), Self.point,
        TableField("n", type: .integer, unit: "", description: "trials in which the metric has a value"),
        Self.number("mean", "mean over trials"), Self.number("sd", "standard deviation over trials (n − 1)"),
        Self.number("mcse", "Monte Carlo standard error of the mean"),
        Self.number("ci_low", "lower end of the \(level) t interval of the mean"),
        Self.number("ci_high", "upper end of the \(level) t interval of the mean"),
      ] + Self.quantiles("all trials") + [Self.correction], primaryKey: ["metric", "regime", "point"],
      note: estimateNote)
  }

  func timeseries(cadence: Outputs.Cadence) -> TableSchema {
    TableSchema(
      name: "timeseries", title: "Paths over time",
      description: "Each weekly reading of each regime over the scenario, warm-up included: the first "
        + "\(StudyData.leadingTrials) trials.",
      tier: .a,
      fields: [
        Self.metric(WeeklyMetric.allCases.map(\.card.name)), regime(), Self.point,
        TableField(
          cadence.rawValue, type: .integer, unit: cadence.rawValue + "s",
          description: "\(cadence.rawValue) of the scenario, from 0"),
        TableField("n", type: .integer, unit: "", description: "trials behind mean and interval"),
        Self.number("mean", "mean over trials"),
        Self.number("ci_low", "lower end of the \(level) t interval of the mean"),
        Self.number("ci_high", "upper end of the \(level) t interval of the mean"),
        TableField("n_quantile", type: .integer, unit: "", description: "trials behind the quantiles"),
      ] + Self.quantiles("trials"), primaryKey: ["metric", "regime", "point", cadence.rawValue],
      note: estimateNote)
  }

  static let point = TableField(
    "point", type: .integer, unit: "", description: "number of the design point; 0 where there is one")

  func regime(_ name: String = "regime") -> TableField {
    TableField(
      name, type: .string, unit: "", description: "name of the regime in the scenario",
      constraints: .init(required: true, values: regimes))
  }

  static func metric(_ names: [String]) -> TableField {
    TableField(
      "metric", type: .string, unit: "", description: "name of the metric; its unit is that of the trials' column",
      constraints: .init(required: true, values: names))
  }

  /// What equal cost adds to an estimate.
  static let correction = number(
    "correction",
    "what the correction to equal cost has added to the estimate: minus the slope in slopes.csv times the gap in cost, "
      + "summed up with signs; empty where no budget equalises costs")

  private static func number(_ name: String, _ description: String) -> TableField {
    TableField(name, type: .number, unit: "that of the metric", description: description)
  }

  private static func quantiles(_ basis: String) -> [TableField] {
    ["05", "25", "50", "75", "95"].map {
      number("p" + $0, "\(Int($0) ?? 0) % quantile over \(basis) (linear interpolation)")
    }
  }

  static func cells(_ entry: SummaryEntry) -> [Cell] {
    [.text(entry.metric), .text(entry.regime), .integer(entry.point), .integer(entry.n)]
      + entry.numbers.map(Cell.optional)
  }
}

extension Scenario {
  /// What has to be said of costs with every result.
  public var costStatement: String {
    budget == nil
      ? "Costs differ between regimes: no budget equalises them."
      : "Regimes are compared at equal cost: base salaries are solved for the budget, and the remaining gap "
        + "is corrected with each reading's slope in cost (slopes.csv)."
  }
}
