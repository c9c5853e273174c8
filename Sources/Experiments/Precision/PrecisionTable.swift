import ResultTables
import SalesForce
import SimulationStatistics

/// `precision.csv`: every look at the intervals that decided how long the study went on.
extension PrecisionRounds {
  /// Rows in the order round, point, regime.
  func cells() -> [[Cell]] {
    rounds.enumerated().flatMap { index, round in
      zip(look.contrasts, round.estimates).map { contrast, estimate in
        let interval = estimate.interval
        return [
          .integer(index + 1), .integer(round.trials), .text(scenario.precision?.metric ?? ""),
          .text(contrast.regime), .optional(contrast.against), .integer(contrast.point), .integer(estimate.n),
          .optional(interval?.mean), .optional(interval?.halfWidth),
          .optional(interval.map { rule.target.halfWidth(at: $0.mean) }), .text(status(interval)),
          .text(Self.word(round.decision)), .optional(Self.next(round.decision)),
        ]
      }
    }
  }

  private func status(_ interval: HalfWidthRule.Interval?) -> String {
    interval.map { rule.excess($0) <= 1 ? "reached" : "wide" } ?? "undefined"
  }

  private static func word(_ decision: HalfWidthRule.Decision) -> String {
    switch decision {
    case .stop(let reason): reason.rawValue
    case .goOn: "continue"
    case .nearZero: "refused"
    }
  }

  private static func next(_ decision: HalfWidthRule.Decision) -> Int? {
    if case .goOn(let trials) = decision { return trials }
    return nil
  }
}

extension StudySchemas {
  func precision(_ precision: Precision) -> TableSchema {
    func number(_ name: String, _ description: String) -> TableField {
      TableField(name, type: .number, unit: "that of the metric", description: description)
    }
    func whole(_ name: String, _ description: String) -> TableField {
      TableField(name, type: .integer, unit: "", description: description)
    }
    return TableSchema(
      name: "precision", title: "Precision",
      description: "Each look at the intervals that decided how many trials the study runs.", tier: .a,
      fields: [
        whole("round", "number of the look, from 1"), whole("trials", "trials that were complete"),
        Self.metric(Metric.allCases.map(\.card.name)), regime(),
        TableField(
          "against", type: .string, unit: "",
          description: "the regime whose value on the same trials is taken off; empty for a mean",
          constraints: .init(values: regimes)), Self.point, whole("n", "trials with a value"),
        number("mean", "mean, or mean difference"),
        number("half_width", "half of its t interval at the level of \(precision.confidence)"),
        number("wanted", "half-width that will do"),
        TableField(
          "status", type: .string, unit: "",
          description: "reached where the interval is narrow enough, else wide; undefined where there is none",
          constraints: .init(required: true, values: ["reached", "wide", "undefined"])),
        TableField(
          "decision", type: .string, unit: "",
          description: "what came of the look: continue, or why the study stopped",
          constraints: .init(required: true, values: ["continue", "reached", "maximum", "refused"])),
        whole("next_trials", "trials at the look that comes next; empty after the last"),
      ], primaryKey: ["round", "regime", "point"], note: estimateNote)
  }
}
