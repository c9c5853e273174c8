import ResultTables
import SalesForce
import SimulationStatistics

/// One row of `group_effects.csv`: a difference between groups, or between regimes for one group.
public struct GroupEffectEntry: Sendable, Equatable {
  /// What is compared with what.
  public enum Contrast: String, Sendable, CaseIterable {
    /// Treated less untreated sellers of one regime: what somebody sees who is inside.
    case seen
    /// The treated less the same people in a regime that does not treat them: what the treatment truly does.
    case effect
    /// The untreated less the same people there: what it does to others.
    case spillover
  }

  public let regime: String
  /// The regime itself where its groups are compared.
  public let against: String
  public let point: Int
  public let cohort, phase, measure: String
  public let contrast: Contrast
  /// Trials in which both have a value.
  public let n: Int
  public let difference, relative, sd, ciLow, ciHigh: Double?
  /// What the correction to equal cost has added to the difference; nil where nothing is corrected.
  public let correction: Double?

  public var json: JSONValue {
    .object([
      ("regime", .string(regime)), ("against", .string(against)), ("point", .integer(point)),
      ("cohort", .string(cohort)), ("phase", .string(phase)), ("measure", .string(measure)),
      ("contrast", .string(contrast.rawValue)), ("n", .integer(n)), ("difference", .optional(difference)),
      ("relative", .optional(relative)), ("sd", .optional(sd)), ("ci_low", .optional(ciLow)),
      ("ci_high", .optional(ciHigh)), ("correction", .optional(correction)),
    ])
  }

  var cells: [Cell] {
    [
      .text(regime), .text(against), .integer(point), .text(cohort), .text(phase), .text(measure),
      .text(contrast.rawValue), .integer(n),
    ] + [difference, relative, sd, ciLow, ciHigh, correction].map(Cell.optional)
  }
}

extension StudySchemas {
  func groupEffects(_ cohorts: [Cohort]) -> TableSchema {
    let unit = "that of the measure"
    func number(_ name: String, _ unit: String, _ description: String) -> TableField {
      TableField(name, type: .number, unit: unit, description: description)
    }
    return TableSchema(
      name: "group_effects", title: "Effects of treatments",
      description:
        "Differences between treated and untreated sellers as an experimenter sees them, and between regimes for "
        + "the same people on the same trials, which is what a treatment truly does; at equal cost where a budget equalises "
        + "costs, as in comparisons.csv.",
      tier: .a,
      fields: [
        regime(),
        TableField(
          "against", type: .string, unit: "",
          description:
            "the regime without the treatment that it is compared with; the regime itself where its groups are compared",
          constraints: .init(required: true, values: regimes)),
        Self.point, Self.cohort(cohorts), Self.phase,
        TableField(
          "measure", type: .string, unit: "", description: "a column of groups.csv, whose unit it has",
          constraints: .init(required: true, values: GroupMeasure.allCases.map(\.card.name))),
        TableField(
          "contrast", type: .string, unit: "",
          description:
            "seen: treated less untreated of the regime; effect: treated less the treated of the other regime; "
            + "spillover: untreated less the untreated of the other regime",
          constraints: .init(required: true, values: GroupEffectEntry.Contrast.allCases.map(\.rawValue))),
        TableField(
          "n", type: .integer, unit: "",
          description: "trials in which both have a value; 0 where there is no slope to bring them to equal cost"),
        number("difference", unit, "mean of the difference over trials"),
        number("relative", "1", "the same over the mean of what is compared with"),
        number("sd", unit, "standard deviation of the difference over trials (n − 1)"),
        number("ci_low", unit, "lower end of the \(level) t interval of the difference"),
        number("ci_high", unit, "upper end of the \(level) t interval of the difference"),
        number(
          "correction", unit,
          "what the correction to equal cost has added to the difference: slope times gap in cost of each side, with the slope of "
            + "the group's own reading; empty where no budget equalises costs"),
      ], primaryKey: ["regime", "against", "point", "cohort", "phase", "measure", "contrast"], note: lotNote)
  }
}
