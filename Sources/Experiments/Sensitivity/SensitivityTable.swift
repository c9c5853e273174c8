import ResultTables

extension SensitivityEntry {
  /// Cells in the order of ``StudySchemas/sensitivity()``.
  var cells: [Cell] {
    [
      .text(subject), .text(method.rawValue), .optional(rank), .text(input ?? Self.all), .optional(path),
      .optional(low),
      .optional(high), .text(measure.rawValue), .integer(n), .optional(value), .optional(standardError),
      .optional(ciLow), .optional(ciHigh), .optional(verdict?.rawValue), .text(remark),
    ]
  }

  /// What each measure is.
  static let meanings: [(Measure, String)] = [
    (.answer, "the effect with every setting as the scenario has it"),
    (.low, "the effect with this setting alone at the lower end of its range"),
    (.high, "the same at the upper end"),
    (.total, "share of the variance of mean effects that the setting has part in (T)"),
    (.first, "share that it has alone (S)"),
    (.totalOfAll, "the first of these two as a share of the whole variance, chance included"),
    (.firstOfAll, "the second of them as such a share"),
    (.second, "share that two settings have together beyond what each has alone (S of a pair)"),
    (.noise, "chance's share of the whole variance, apart from what a trial's luck does to all points alike"),
    (.muStar, "mean size of the change of the effect per range of the setting (mu*); chance adds to it"),
    (.mu, "mean change per range"),
    (.sigma, "standard deviation of such changes, chance taken off: interactions and curvature"),
    (.noiseOfEffect, "standard deviation of chance in one change"),
  ]
}

extension StudySchemas {
  func sensitivity() -> TableSchema {
    func text(_ name: String, _ description: String, _ values: [String]? = nil) -> TableField {
      TableField(
        name, type: .string, unit: "", description: description, constraints: values.map { .init(values: $0) })
    }
    func number(_ name: String, _ unit: String, _ description: String) -> TableField {
      TableField(name, type: .number, unit: unit, description: description)
    }
    let measures = SensitivityEntry.meanings.map { "\($0.0.rawValue): \($0.1)" }.joined(separator: "; ")
    return TableSchema(
      name: "sensitivity", title: "What the answer hangs on",
      description:
        "One row for each setting that varies and measure, the weightiest setting first, and before them the "
        + "answer itself. Trials are replicates on common random numbers; shares are those of mean effects. On the scale of "
        + "ratios, measures of the method are those of logarithms.",
      tier: .a,
      fields: [
        text("of", "the hypothesis, or the metric: whether the first regime has more of it than the second"),
        text("method", "how points were made", SensitivityPlan.Method.allCases.map(\.rawValue)),
        TableField(
          "rank", type: .integer, unit: "",
          description: "place of the setting by "
            + SensitivityPlan.Method.allCases.map {
              "\(SensitivityEntry.Measure.ranking($0).rawValue) (\($0.rawValue))"
            }.joined(separator: ", ")),
        text(
          "setting",
          "the setting: the end of its path; two with _x_ between for what they do together; \(SensitivityEntry.all) for the "
            + "answer and for noise"),
        text("path", "its path in the scenario, or both"),
        number("low", "that of the setting", "lower end of its range"),
        number("high", "that of the setting", "upper end of its range"),
        text("measure", measures, SensitivityEntry.Measure.allCases.map(\.rawValue)),
        TableField(
          "n", type: .integer, unit: "",
          description: "trials of answer, low and high; blocks or trajectories of the others"),
        number("value", "that of the measure", "the estimate; shares may come out negative"),
        number("standard_error", "that of the measure", "its standard error"),
        number("ci_low", "that of the measure", "lower end of its \(level) interval"),
        number("ci_high", "that of the measure", "upper end of its \(level) interval"),
        text(
          "verdict",
          "of answer, low and high: holds where the interval lies within what is claimed, fails where it lies outside, else "
            + "open", SensitivityEntry.Verdict.allCases.map(\.rawValue)),
        text("remark", "what a reader may stumble over"),
      ], primaryKey: ["setting", "measure"], note: costNote)
  }
}
