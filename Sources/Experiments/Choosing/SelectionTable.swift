import ResultTables

extension SelectionEntry {
  /// Cells in the order of ``StudySchemas/selection(_:)``.
  var cells: [Cell] {
    [
      .integer(rank), .text(regime), .integer(point), .text(place), .text(status), .integer(n), .optional(mean),
      .optional(behind), .optional(low), .optional(high), .optional(worseBy), .optional(droppedAfter),
      .optional(droppedBy), .text(plan.metric), .text(plan.aim.rawValue), .text(plan.method.rawValue),
      .optional(plan.indifference), .integer(plan.first), .number(plan.confidence), .text(ending),
    ]
  }
}

extension StudySchemas {
  func selection(_ plan: SelectionPlan) -> TableSchema {
    func number(_ name: String, _ description: String) -> TableField {
      TableField(name, type: .number, unit: "that of the metric", description: description)
    }
    func whole(_ name: String, _ description: String) -> TableField {
      TableField(name, type: .integer, unit: "", description: description)
    }
    func text(_ name: String, _ description: String, _ values: [String]? = nil) -> TableField {
      TableField(
        name, type: .string, unit: "", description: description, constraints: values.map { .init(values: $0) })
    }
    return TableSchema(
      name: "selection", title: "What cannot be beaten",
      description:
        "One row for each alternative, a regime at a design point. Leader and undistinguished make up the set that holds "
        + "the best with the confidence; every alternative outside is worse than the best by worse_by at least. Both hold together, and "
        + "whenever the trials were ended.", tier: .a,
      fields: [
        whole("rank", "from 1: the leader, those that cannot be told from it, the others"), regime(), Self.point,
        text("place", "what distinguishes the design point; empty where there is one"),
        text(
          "status",
          "leader: ahead of those that are left; undistinguished: cannot be told from the best; worse; unseen: too few trials",
          ["leader", "undistinguished", "worse", "unseen"]),
        whole("n", "trials in which the alternative ran and has a value"), number("mean", "mean over them"),
        number("behind", "by how much the leader is better, on the trials that both have; empty for the leader"),
        number("behind_low", "lower end of its interval, which holds at any time and for all alternatives together"),
        number("behind_high", "upper end of it"),
        number("worse_by", "by how much it is worse than the best at least; empty within the set"),
        whole("dropped_after", "trials after which the procedure left it out; empty where it did not"),
        text("dropped_by", "the alternative that it had fallen behind then"),
        text("metric", "what is chosen by"),
        text("aim", "whether the highest or the lowest is the best", SelectionPlan.Aim.allCases.map(\.rawValue)),
        text("method", "how trials were distributed", SelectionPlan.Method.allCases.map(\.rawValue)),
        number("indifference", "the difference that does not matter; empty where the method needs none"),
        whole("first", "trials of every alternative before anything is decided"),
        TableField("confidence", type: .number, unit: "1", description: "of the set and of worse_by together"),
        text(
          "ending",
          "chosen: the procedure came to its end; maximum: all trials that there may be were run; spent: the budget of runs is "
            + "spent; interrupted", ["chosen", "maximum", "spent", "interrupted"]),
      ], primaryKey: ["regime", "point"], note: costNote)
  }
}
