/// Claims of the scenario in words, every number with its cell.
extension StoredStudy {
  private func isRatio(_ row: Row) -> Bool { row.text("scale") == "ratio" }

  /// Whether an effect is read in per cent: a quotient, or a difference of shares.
  private func isPercent(_ row: Row) -> Bool {
    isRatio(row) || (row.text("scale") == "raw" && MetricText.isShare(row.text("metric")))
  }

  /// With the space before it; empty for a pure number.
  private func unit(_ row: Row) -> Markup {
    if isRatio(row) { return " %" }
    if row.text("scale") == "sd" { return " standard deviations" }
    if isPercent(row) { return " percentage points" }
    let unit = MetricText.unit(row.text("metric"))
    return unit.isEmpty ? "" : " \(unit)"
  }

  /// The size of a claimed effect with its unit and its 95 % interval.
  func effect(_ row: Row, _ table: Table, _ suffix: String = "") -> Markup {
    guard row["effect" + suffix] != nil else { return "–" }
    let names = ["effect", "ci_low", "ci_high"].map { $0 + suffix }
    let reading = isPercent(row) ? ShownNumber.Reading.percent : .plain
    let most = isPercent(row) ? 1 : row.text("scale") == "sd" ? 2 : 3
    let digits = ShownNumber.digits(names.map { row[$0] }, reading, most: most)
    let parts = names.map { ShownNumber.cell(row, $0, of: table, reading, digits: digits) }
    return "\(parts[0])\(unit(row)) \(Markup.interval(parts[1], parts[2]))"
  }

  /// The same claim without the mechanism that is said to cause it.
  func without(_ row: Row, _ table: Table) -> Markup {
    let mechanisms = row.text("knock_out")
    guard !mechanisms.isEmpty else { return "–" }
    let verdict = row.text("verdict_without")
    return "\(mechanisms): \(verdict.isEmpty ? "not run" : verdict), \(effect(row, table, "_without"))"
  }

  /// What is compared: `Profit of pull less push, size small to large`.
  func comparison(_ row: Row, _ table: Table) -> Markup {
    var text: Markup = "\(MetricText.title(row.text("metric"))) of \(Markup.own(row.text("regime")))"
    if !row.text("against").isEmpty {
      text = "\(text) \(isRatio(row) ? "over" : "less") \(Markup.own(row.text("against")))"
    }
    if !row.text("change").isEmpty { text = "\(text), \(Markup.own(row.text("change")))" }
    if !row.text("at").isEmpty { text = "\(text), at \(Markup.own(row.text("at")))" }
    if !row.text("first_week").isEmpty {
      func week(_ column: String) -> Markup { ShownNumber.cell(row, column, of: table, digits: 0) }
      text = "\(text), weeks \(week("first_week")) to \(week("last_week"))"
    }
    return text
  }

  /// What was claimed of it: `more, by over 0.05 pay units a seat-week`.
  func claimed(_ row: Row, _ table: Table) -> Markup {
    let hasValue = row["value"] ?? 0 != 0, hasSize = row["size"] ?? 0 != 0
    func part(_ column: String) -> Markup {
      isPercent(row)
        ? "\(ShownNumber.cell(row, column, of: table, .percent, digits: 1))\(unit(row))"
        : "\(ShownNumber.exact(row, column, of: table))\(unit(row))"
    }
    let by: Markup = hasSize ? "by over \(part("size"))" : ""
    switch row.text("direction") {
    case "more", "less":
      let direction = row.text("direction")
      if hasValue { return "\(direction) than \(part("value"))\(hasSize ? " " : "")\(by)" }
      return hasSize ? "\(direction), \(by)" : Markup(direction)
    default: return "\(hasValue ? part("value") : "no difference"), give or take \(part("size"))"
    }
  }
}
