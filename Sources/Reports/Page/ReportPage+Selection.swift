import Experiments

extension ReportPage {
  /// Which alternatives cannot be beaten.
  var selection: Section? {
    guard let reading = SelectionReading(results) else { return nil }
    let table = reading.table
    func part(_ row: Row, _ column: String, _ digits: Int) -> Markup {
      ShownNumber.cell(row, column, of: table, digits: digits)
    }
    let rows = reading.rows.prefix(Self.alternativeLimit).map { row -> [Markup] in
      let digits = reading.digits(row)
      let behind: Markup =
        row["behind"] == nil
        ? "–"
        : row["behind_low"] == nil
          ? part(row, "behind", digits)
          : "\(part(row, "behind", digits)) \(Markup.interval(part(row, "behind_low", digits), part(row, "behind_high", digits)))"
      let dropped: Markup =
        row["dropped_after"] == nil
        ? "–" : "after \(part(row, "dropped_after", 0)), by \(Markup.own(row.text("dropped_by")))"
      return [
        Markup.own(SelectionReading.name(row)), Markup(row.text("status")), part(row, "n", 0),
        part(row, "mean", max(2, digits)), behind, part(row, "worse_by", digits), dropped,
      ]
    }
    return Section(
      id: "selection", title: "What cannot be beaten",
      content: [
        paragraph(reading.answer), paragraph(reading.procedure), figure("selection-\(reading.metric)", point: 0),
        self.table(
          "Alternatives, the leader first: how far they are behind, with intervals that hold for all together",
          ["alternative", "status", "trials", head(reading.metric), "behind", "worse by at least", "dropped"], rows),
        paragraph(
          """
          Not every regime ran in every trial: what had fallen behind was simulated no more. Intervals elsewhere on this page take \
          their numbers of trials as given, which these do not.
          """),
      ])
  }

  /// Alternatives that have a row.
  private static let alternativeLimit = 100
}
