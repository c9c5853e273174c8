import ResultTables

// The rows of small tables as JSON objects, with the names that the tables' columns have.

extension BudgetReceipt {
  public var json: JSONValue {
    .object([
      ("regime", .string(regime)), ("point", .integer(point)), ("salary", .number(salary)), ("target", .number(target)),
      ("cost", .number(cost)), ("gap", .number(gap)), ("gap_low", .number(gapLow)), ("gap_high", .number(gapHigh)),
      ("kept", .boolean(isKept)),
    ])
  }
}

extension SummaryEntry {
  public var json: JSONValue {
    let names = ["mean", "sd", "mcse", "ci_low", "ci_high", "p05", "p25", "p50", "p75", "p95"]
    return .object(
      [
        (key: "metric", value: .string(metric)), (key: "regime", value: .string(regime)),
        (key: "point", value: .integer(point)), (key: "n", value: .integer(n)),
      ] + zip(names, numbers).map { (key: $0, value: .optional($1)) })
  }
}

extension ComparisonEntry {
  public var json: JSONValue {
    .object([
      ("metric", .string(metric)), ("regime_a", .string(regimeA)), ("regime_b", .string(regimeB)),
      ("point", .integer(point)), ("n", .integer(n)), ("mean_difference", .optional(meanDifference)),
      ("ci_low", .optional(ciLow)), ("ci_high", .optional(ciHigh)), ("p_value", .optional(pValue)),
      ("p_adjusted", .optional(pAdjusted)), ("prob_a_beats_b", .optional(probABeatsB)),
      ("correlation", .optional(correlation)), ("variance_ratio", .optional(varianceRatio)),
      ("status", .string(status)),
    ])
  }
}
