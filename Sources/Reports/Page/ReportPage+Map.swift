import Experiments

extension ReportPage {
  /// Which regime is best where, and how surely.
  var map: Section? {
    guard let reading = MapReading(results) else { return nil }
    let digits = ShownNumber.digits(reading.table.rows.flatMap { [$0["mean"]] })
    let rows = reading.cells.reversed().map { cell -> [Markup] in
      func part(_ row: Row?, _ column: String, _ digits: Int) -> Markup {
        ShownNumber.cell(row, column, of: reading.table, digits: digits)
      }
      let next = cell.regimes.first { $0["rank"] == 2 }
      let name = { (row: Row?) -> Markup in row.map { Markup.own($0.text("regime")) } ?? "–" }
      return [
        Markup.own(reading.y.stops[cell.row]), Markup.own(reading.x.stops[cell.column]),
        cell.isSure || cell.tied.isEmpty
          ? name(cell.leader) : "tie of \(Markup.list(cell.tied.map { Markup.own($0) }))",
        part(cell.leader, reading.probability, 3), part(cell.leader, "mean", digits),
        name(next), part(next, reading.probability, 3), part(next, "behind", 3),
      ]
    }
    return Section(
      id: "map", title: "Which regime is best where",
      content: [paragraph(reading.counts)] + reading.needs.map(paragraph) + [
        paragraph(reading.ties), figure("map-\(reading.metric)", point: 0),
        .tag(
          "details", [], .tag("summary", [], "Every cell"),
          table(
            "Cells: the likeliest best regime and the next, each with its probability of being the best, and how far the next lies behind",
            [
              Markup.own(reading.y.name), Markup.own(reading.x.name), "best", "probability",
              Markup(MetricText.axis(reading.metric, results.unit(reading.metric))), "next", "its probability",
              "behind by",
            ], rows)),
        paragraph(
          """
          Every regime ran in every cell on the same random numbers. A probability rests on all paired differences of the cell \
          at once, with everything that their intervals have, and on how far regimes differ over the whole map: where they \
          hardly do, a regime that came out first by luck gets no more than its share.
          """),
      ])
  }
}
