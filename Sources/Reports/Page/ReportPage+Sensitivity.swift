import Experiments

extension ReportPage {
  /// Which settings the answer hangs on, and whether one of them turns it round.
  var sensitivity: Section? {
    guard let reading = SensitivityReading(results) else { return nil }
    let table = reading.table, ranking = reading.ranking
    func part(_ row: Row?, _ column: String, _ digits: Int) -> Markup {
      ShownNumber.cell(row, column, of: table, digits: digits)
    }
    func digits(_ row: Row?) -> Int { ShownNumber.digits(["value", "ci_low", "ci_high"].map { row?[$0] }) }
    func effect(_ row: Row?) -> Markup {
      guard let row, row["value"] != nil else { return "–" }
      let shown = digits(row), verdict = row.text("verdict")
      let interval = Markup.interval(part(row, "ci_low", shown), part(row, "ci_high", shown))
      return "\(part(row, "value", shown)) \(interval)" + (verdict.isEmpty ? "" : " \(Markup(verdict))")
    }
    let rows = reading.settings.map { setting -> [Markup] in
      let index = setting[ranking], shown = digits(index), own = setting[.low]
      return [
        Markup.own(setting.name),
        own.map {
          "\(ShownNumber.exact($0, "low", of: table)) to \(ShownNumber.exact($0, "high", of: table))"
        } ?? "–",
        effect(own), effect(setting[.high]),
        index?["value"] == nil
          ? "–"
          : "\(part(index, "value", shown)) \(Markup.interval(part(index, "ci_low", shown), part(index, "ci_high", shown)))",
      ]
    }
    let sentences = [reading.weightiest, reading.verdict, reading.together, reading.chance].filter {
      !$0.source.isEmpty
    }
    return Section(
      id: "sensitivity", title: "What the answer hangs on",
      content: sentences.map(paragraph) + [
        figure("sensitivity-\(reading.subject)", point: 0),
        self.table(
          caption(
            "Settings, the weightiest first: the effect with one alone at the ends of its range",
            " and \(level) intervals"),
          ["setting", "range", "at its low", "at its high", ranking == .total ? "share (T)" : "moves it (μ*)"], rows),
        paragraph(
          """
          All settings varied together, each evenly over its range, on the same random numbers at every point. What the last \
          column says holds for these ranges: a wider range gives a setting more weight.\
          \(results.currency == nil ? "" : " Amounts in this section are in pay units.")
          """),
      ])
  }
}
