import ResultTables
import SalesForce

extension MapEntry {
  /// Cells in the order of ``StudySchemas/map(_:isOverFirms:)``.
  var cells: [Cell] {
    [
      .text(metric), .text(xName), .text(x), .text(yName), .text(y), .integer(point), .text(regime), .integer(n),
      .optional(mean), .optional(behind), .optional(probability), .optional(firmProbability), .optional(rank),
      .optional(standing?.rawValue),
    ]
  }
}

extension StudySchemas {
  func map(_ plan: MapPlan, isOverFirms: Bool) -> TableSchema {
    func text(_ name: String, _ description: String, _ values: [String]? = nil) -> TableField {
      TableField(
        name, type: .string, unit: "", description: description, constraints: values.map { .init(values: $0) })
    }
    func number(_ name: String, _ unit: String, _ description: String) -> TableField {
      TableField(name, type: .number, unit: unit, description: description)
    }
    let sure = "\(MapPlan.sure)"
    return TableSchema(
      name: "map", title: "Which regime is best where",
      description:
        "One row for each cell of the map and regime. The best has the \(plan.best.rawValue) of the metric; a "
        + "probability rests on all paired differences of the cell at once, and on how far regimes differ over the map.",
      tier: .a,
      fields: [
        Self.metric(Metric.allCases.map(\.card.name)), text("x_name", "the setting that varies across"),
        text("x", "its value in the cell"), text("y_name", "the setting that varies upwards"),
        text("y", "its value in the cell"), Self.point, regime(),
        TableField("n", type: .integer, unit: "", description: "trials in which the metric has a value, or firms"),
        number("mean", "that of the metric", "mean at equal cost"),
        number("behind", "that of the metric", "what the best mean of the cell is better by; 0 for that regime"),
        number("prob_best", "1", "probability that the regime's mean is the best of the cell"),
        number(
          "prob_best_firm", "1",
          "probability that the regime is the best in a plausible firm, random draws taken out"
            + (isOverFirms ? "" : "; empty, since all trials have the same parameters")),
        TableField(
          "rank", type: .integer, unit: "",
          description: "place by the probability of being the best: of a plausible firm where there is an ensemble"),
        text(
          "standing",
          "best where that probability is \(sure) or more; tied for the fewest regimes that together reach it where none does;"
            + " else behind", MapEntry.Standing.allCases.map(\.rawValue)),
      ], primaryKey: ["x", "y", "regime"], note: costNote)
  }
}
