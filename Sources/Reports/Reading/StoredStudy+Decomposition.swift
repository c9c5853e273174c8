/// What mechanisms add to differences, in words: for terminals and notebooks alike.
extension StoredStudy {
  /// A sentence for each pair of regimes at a point: what mechanisms add significantly, the largest first, and which add
  /// nothing significant; empty where the scenario does not ask.
  func decompositionWords(_ point: Int) -> [Markup] {
    guard let table = decomposition else { return [] }
    let rows = table.rows.filter { $0.text("metric") == "profit" && $0.text("point") == String(point) }
    return regimes.compactMap { regime -> Markup? in
      let parts = rows.filter { $0.text("regime") == regime && $0["contribution"] != nil }
        .sorted { ($0["contribution"] ?? 0).magnitude > ($1["contribution"] ?? 0).magnitude }
      guard let first = parts.first else { return nil }
      let money = ShownNumber.Reading.plain.times(unit("profit").factor)
      let all = ShownNumber.cell(
        first, "difference", of: table, money,
        digits: ShownNumber.digits(["contribution", "ci_low", "ci_high"].map { first[$0] }, money))
      let head: Markup = "\(Markup.strong(regime)) less \(Markup.strong(first.text("against"))): \(all) in total"
      if isSingle { return "\(head). \(Self.singleWords)" }
      let told = parts.filter { ($0["p_adjusted"] ?? 1) < confidence.errorRate }, shown = told.prefix(Self.partLimit)
      var clauses: [Markup] = shown.map { row in
        let digits = ShownNumber.digits(["contribution", "ci_low", "ci_high"].map { row[$0] }, money)
        func cell(_ column: String) -> Markup { ShownNumber.cell(row, column, of: table, money, digits: digits) }
        return
          "\(ReportPage.words(row.text("mechanism"))) adds \(cell("contribution")) (\(cell("ci_low")) to \(cell("ci_high")))"
      }
      if told.count > shown.count {
        clauses.append("\(told.count - shown.count) more are significant: see decomposition.csv")
      }
      let rest = parts.filter { ($0["p_adjusted"] ?? 1) >= confidence.errorRate }
        .map { Markup(ReportPage.words($0.text("mechanism"))) }
      if !rest.isEmpty { clauses.append("not significant: \(Markup.list(rest))") }
      return "\(head); \(Markup.joined(clauses, "; "))."
    }
  }

  /// Mechanisms that one sentence names.
  private static let partLimit = 6
}
