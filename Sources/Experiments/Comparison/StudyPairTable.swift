import ResultTables
import SalesForce

extension StudyPair {
  /// The columns of a comparison of two studies, and its rows.
  public static func table(_ confidence: Confidence) -> TableSchema {
    func number(_ name: String, _ unit: String, _ description: String) -> TableField {
      TableField(name, type: .number, unit: unit, description: description)
    }
    func whole(_ name: String, _ description: String) -> TableField {
      TableField(name, type: .integer, unit: "", description: description)
    }
    let unit = "that of the metric", level = confidence.text
    return TableSchema(
      name: "study_comparison", title: "Two studies", description: "Each metric of each shared regime in two studies.",
      tier: .a,
      fields: [
        StudySchemas.metric(Metric.allCases.map(\.card.name)),
        TableField(
          "regime", type: .string, unit: "", description: "name of the regime in both scenarios",
          constraints: .init(required: true)),
        whole("point_a", "number of the design point in A"), whole("point_b", "number of the same design point in B"),
        TableField(
          "design", type: .string, unit: "",
          description: "paired: the same trials have the same draws in both; unpaired: independent trials (Welch)",
          constraints: .init(required: true, values: StudyPairEntry.Design.allCases.map(\.rawValue))),
        whole("n_a", "observations of A behind its mean: where trials pair, of those that both have"),
        whole("n_b", "the same of B"),
        whole("n", "those behind a paired difference; empty where trials do not pair"),
        number("mean_a", unit, "mean in A, at its equal cost"), number("mean_b", unit, "mean in B, at its equal cost"),
        number("mean_difference", unit, "mean of B less A"),
        number("ci_low", unit, "lower end of its \(level) t interval"),
        number("ci_high", unit, "upper end of its \(level) t interval"),
        number("p_value", "1", "two-sided p of the t test of no difference"),
        number("p_adjusted", "1", "the same, adjusted by Holm over the regimes of the metric and point"),
        number("prob_b_beats_a", "1", "share of trials in which B is above A, ties half; empty unless trials pair"),
        number("prob_low", "1", "lower end of its \(level) interval (Wilson)"),
        number("prob_high", "1", "upper end of its \(level) interval (Wilson)"),
        number("correlation", "1", "between A and B over trials; empty unless trials pair"),
        StudySchemas.status([
          ("ok", "there is a difference and its interval"), ("identical", "equal in every trial"),
          ("undefined", "too few trials have a value"),
        ]),
      ], primaryKey: ["metric", "regime", "point_a"])
  }
}

extension StudyPairEntry {
  /// In the order of ``StudyPair/table(_:)``.
  public var cells: [Cell] {
    [
      .text(metric), .text(regime), .integer(pointA), .integer(pointB), .text(design.rawValue), .integer(nA),
      .integer(nB), .optional(n),
    ]
      + [meanA, meanB, difference, low, high, pValue, pAdjusted, share, shareLow, shareHigh, correlation]
      .map(Cell.optional) + [.text(status)]
  }
}
