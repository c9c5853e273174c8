import ResultTables

/// The verdicts at the end of a run, for a person: contradicted as plainly as supported.
struct HypothesisLines {
  let hypotheses: Table
  /// Of a line.
  var width = 80

  private static let indent = String(repeating: " ", count: 14)

  var heading: String {
    let count = hypotheses.rows.count
    return (count == 1 ? "One hypothesis" : "\(count) hypotheses")
      + ", stated in the scenario; verdicts hold together at 5 % (Holm)"
  }

  var lines: [String] {
    var lines = hypotheses.rows.flatMap(verdict)
    if hypotheses.rows.contains(where: { $0.text("kind") == "implied" }) {
      lines += Paragraph.lines(
        "An implied claim restates an equation: it checks the program, not a theory.", width: width)
    }
    return lines
  }

  private func verdict(_ row: Row) -> [String] {
    let claims = row.text("claims").isEmpty ? "" : ", claim \(row.text("claims"))"
    var lines = Paragraph.lines(
      row.text("hypothesis") + " (\(row.text("kind"))\(claims))", width: width,
      first: NumberText.leading(row.text("verdict"), Self.indent.count), hanging: Self.indent)
    if !row.text("statement").isEmpty { lines += wrapped(row.text("statement")) }
    lines += wrapped("\(Self.comparison(row)): \(Self.found(row, "")); claimed \(Self.claimed(row)).")
    guard !row.text("knock_out").isEmpty else { return lines }
    let mechanisms = row.text("knock_out").split(separator: " ").joined(separator: " and ")
    var text = "Without \(mechanisms) \(row.text("verdict_without")): \(Self.found(row, "_without"))."
    if row.text("survives") == "yes" { text += " The claim survives: it does not rest on \(mechanisms)." }
    return lines + wrapped(text)
  }

  /// `profit of person less push, information none to full`.
  private static func comparison(_ row: Row) -> String {
    var text = "\(row.text("metric")) of \(row.text("regime"))"
    if !row.text("against").isEmpty { text += (isRatio(row) ? " over " : " less ") + row.text("against") }
    if !row.text("change").isEmpty { text += ", \(row.text("change"))" }
    if !row.text("at").isEmpty { text += ", at \(row.text("at"))" }
    if !row.text("first_week").isEmpty { text += ", weeks \(row.text("first_week")) to \(row.text("last_week"))" }
    return text
  }

  /// - Parameter suffix: `_without` for the twins.
  private static func found(_ row: Row, _ suffix: String) -> String {
    func number(_ name: String) -> String {
      if isRatio(row) { return NumberText.fixed(row[name + suffix].map { 100 * $0 }, 1) + " %" }
      return NumberText.fixed(row[name + suffix], 4) + (row.text("scale") == "sd" ? " sd" : "")
    }
    switch row.text("status" + suffix) {
    case "not run": return "not run, as a regime was left out"
    case "identical": return "no effect in any trial"
    case "constant": return "\(number("effect")) in every trial"
    case "ok": return "\(number("effect")) (\(number("ci_low")) to \(number("ci_high")))"
    default: return "no effect can be told"
    }
  }

  private static func claimed(_ row: Row) -> String {
    let value = row["value"] ?? 0, size = row["size"] ?? 0
    func bound(_ value: Double) -> String {
      isRatio(row) ? NumberText.fixed(100 * value, 1) + " %" : plain(value) + (row.text("scale") == "sd" ? " sd" : "")
    }
    switch row.text("direction") {
    case "more": return "more than \(bound(value + size))"
    case "less": return "less than \(bound(value - size))"
    default: return "\(bound(value)), give or take \(bound(size))"
    }
  }

  private static func isRatio(_ row: Row) -> Bool { row.text("scale") == "ratio" }

  /// A number that somebody wrote down, without the digits of its rounding.
  private static func plain(_ value: Double) -> String {
    let text = ((value * 1e9).rounded() / 1e9).description
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  /// Words in lines of the terminal's width, behind the column of verdicts.
  private func wrapped(_ text: String) -> [String] {
    Paragraph.lines(text, width: width, first: Self.indent, hanging: Self.indent)
  }
}
