import ResultTables

// The rows of small tables as JSON objects, with the names that the tables' columns have.

extension BudgetReceipt {
  public var json: JSONValue {
    .object([
      ("regime", .string(regime)), ("point", .integer(point)), ("salary", .number(salary)), ("target", .number(target)),
      ("cost", .number(cost)), ("gap", .number(gap)), ("gap_low", .optional(gapLow)), ("gap_high", .optional(gapHigh)),
      ("kept", .boolean(isKept)),
    ])
  }
}

extension SummaryEntry {
  public var json: JSONValue {
    .object(
      [
        (key: "metric", value: .string(metric)), (key: "regime", value: .string(regime)),
        (key: "point", value: .integer(point)), (key: "n", value: .integer(n)),
      ] + zip(Self.names, numbers).map { (key: $0, value: .optional($1)) })
  }
}

extension ComparisonEntry {
  public var json: JSONValue {
    .object([
      ("metric", .string(metric)), ("regime_a", .string(regimeA)), ("regime_b", .string(regimeB)),
      ("point", .integer(point)), ("n", .integer(n)), ("mean_difference", .optional(meanDifference)),
      ("ci_low", .optional(ciLow)), ("ci_high", .optional(ciHigh)), ("p_value", .optional(pValue)),
      ("p_adjusted", .optional(pAdjusted)), ("prob_a_beats_b", .optional(probABeatsB)),
      ("prob_low", .optional(probLow)), ("prob_high", .optional(probHigh)), ("correlation", .optional(correlation)),
      ("variance_ratio", .optional(varianceRatio)), ("correction", .optional(correction)),
      ("status", .string(status)),
    ])
  }
}
