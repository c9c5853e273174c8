extension ReportPage {
  /// Which lever makes how much of the difference of two regimes in profit.
  var contrast: Section? {
    guard let table = results.contrast, let method = results.contrastMethod else { return nil }
    let content = each { point in
      let cells = results.contrastRows("profit", point).map { row -> [Markup] in
        func part(_ name: String) -> Markup {
          guard row[name] != nil else { return Markup(row.text("status")) }
          let digits = ShownNumber.digits([name, name + "_low", name + "_high"].map { row[$0] })
          func cell(_ column: String) -> Markup { ShownNumber.cell(row, column, of: table, digits: digits) }
          return "\(cell(name)) \(Markup.interval(cell(name + "_low"), cell(name + "_high")))"
        }
        return [
          Markup(Self.words(row.text("lever"))), Markup.own(row.text("from_value")), Markup.own(row.text("to_value")),
          part("share"), ShownNumber.cell(row, "p_adjusted", of: table, .p, digits: 3), part("first"), part("last"),
        ]
      }
      let row = results.contrastRows("profit", point).first
      return [
        heading(point), results.contrastWords("profit", point).map(paragraph) ?? "",
        figure("contrast-profit", point: point),
        self.table(
          caption(
            "Profit: what each lever adds, on average over orders, moved first and moved last",
            " with \(results.confidence.text) intervals"),
          [
            "lever", Markup.own(row?.text("from") ?? ""), Markup.own(row?.text("to") ?? ""), "share", "P",
            "moved first", "moved last",
          ],
          cells),
      ]
    }
    return Section(
      id: "contrast", title: "Which lever makes the difference",
      content: content + [
        paragraph(method),
        paragraph(
          """
          A lever that adds little when it is moved first and much when it is moved last needs the others, and the other way \
          round it is replaced by them; its share lies between the two.
          """),
      ])
  }
}
