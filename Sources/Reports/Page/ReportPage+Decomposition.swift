extension ReportPage {
  /// What each mechanism adds to the regimes' differences in profit.
  var decomposition: Section? {
    guard let table = results.decomposition else { return nil }
    let content = each { point in
      let rows = table.rows.filter { $0.text("metric") == "profit" && $0.text("point") == String(point) }
      let cells = rows.map { row -> [Markup] in
        let money = ShownNumber.Reading.plain.times(results.unit("profit").factor)
        let digits = ShownNumber.digits(["contribution", "ci_low", "ci_high"].map { row[$0] }, money)
        func part(_ column: String) -> Markup { ShownNumber.cell(row, column, of: table, money, digits: digits) }
        let isTold = row["contribution"] != nil
        return [
          "\(Markup.own(row.text("regime"))) − \(Markup.own(row.text("against")))",
          Markup(Self.words(row.text("mechanism"))),
          part("difference"), part("difference_without"),
          isTold
            ? "\(part("contribution")) \(Markup.interval(part("ci_low"), part("ci_high")))"
            : Markup(row.text("status")),
          ShownNumber.cell(row, "p_adjusted", of: table, .p, digits: 3),
        ]
      }
      return [
        heading(point), figure("decomposition-profit", point: point),
        self.table(
          caption(
            "Profit: differences with and without each mechanism, and what it adds", " with its \(level) interval"),
          ["pair", "mechanism", "difference", "without it", "it adds", "P"], cells),
      ]
    }
    return Section(
      id: "decomposition", title: "What makes the difference",
      content: [
        paragraph(
          """
          Each of these mechanisms was left out in turn, the budget solved again, and the regimes compared again on the same \
          trials. The part of a difference that disappears is what the mechanism adds to it. The parts need not sum to the \
          whole: mechanisms that can substitute for each other each add little, and those that need each other each add \
          everything.
          """)
      ] + content)
  }
}
