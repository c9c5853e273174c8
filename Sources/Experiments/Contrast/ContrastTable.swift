import ResultTables
import SalesForce

extension ContrastEntry {
  /// Cells in the order of ``StudySchemas/contrast()``.
  var cells: [Cell] {
    func part(_ part: Part?) -> [Cell] { [.optional(part?.value), .optional(part?.low), .optional(part?.high)] }
    return [
      .text(metric), .text(from), .text(to), .integer(point), .text(lever), .text(fromValue), .text(toValue),
      .integer(n),
    ] + part(share) + [.optional(pValue), .optional(pAdjusted)] + part(first) + part(last) + [
      .integer(mixes), .optional(orders), .optional(correction), .text(status),
    ]
  }
}

extension StudySchemas {
  func contrast() -> TableSchema {
    func number(_ name: String, _ unit: String, _ description: String) -> TableField {
      TableField(name, type: .number, unit: unit, description: description)
    }
    func text(_ name: String, _ description: String) -> TableField {
      TableField(name, type: .string, unit: "", description: description)
    }
    let unit = "that of the metric"
    func part(_ name: String, _ description: String) -> [TableField] {
      [
        number(name, unit, description), number(name + "_low", unit, "lower end of its \(level) interval"),
        number(name + "_high", unit, "upper end of its \(level) interval"),
      ]
    }
    return TableSchema(
      name: "contrast", title: "Which lever makes the difference",
      description: "The difference of two regimes, and what each lever that they differ in adds to it: Shapley values, "
        + "which add up to the difference. Levers move one at a time, from both ends, on the same trials.",
      tier: .a,
      fields: [
        Self.metric(Metric.allCases.map(\.card.name)), regime("from"), regime("to"), Self.point,
        text("lever", "the lever that moves; \(ContrastEntry.all) for the whole difference"),
        text("from_value", "its value in the first regime"), text("to_value", "in the second"),
        TableField("n", type: .integer, unit: "", description: "trials in which all mixes have a value"),
      ]
        + part(
          "share",
          "to less from where this lever moves, as a mean over the orders in which levers may move; of \(ContrastEntry.all) the whole"
        ) + [
          number("p_value", "1", "two-sided p of the t test of no share"),
          number("p_adjusted", "1", "the same, adjusted by Holm over the levers, within metric and point"),
        ] + part("first", "what the lever adds where it alone moves from the first regime to the second")
        + part("last", "what it adds where all others have moved")
        + [
          TableField("mixes", type: .integer, unit: "", description: "mixes of the two regimes that were run"),
          TableField(
            "orders", type: .integer, unit: "",
            description: "orders that the share is a mean over, whose spread is in the interval; empty where all were"),
          Self.correction,
          TableField(
            "status", type: .string, unit: "",
            description:
              "ok; identical where the lever changes nothing in any trial; undefined where too few trials have a "
              + "value", constraints: .init(required: true, values: ["ok", "identical", "undefined"])),
        ], primaryKey: ["metric", "from", "to", "point", "lever"], note: costNote)
  }
}
