import Experiments

extension FigureCatalogue {
  /// How far each alternative is behind the one that is ahead.
  func selection() -> Figure? {
    guard let reading = SelectionReading(results) else { return nil }
    let leader = reading.rows.first
    let lines = reading.rows.prefix(Self.alternativeLimit).compactMap { row -> IntervalPlot.Line? in
      let isLeader = row.text("status") == "leader"
      guard let value = isLeader ? 0 : row["behind"] else { return nil }
      return IntervalPlot.Line(
        label: [NumberText.cut(SelectionReading.name(row), 40)], regime: row.text("regime"), other: nil, value: value,
        low: row["behind_low"], high: row["behind_high"], spread: nil, note: nil)
    }
    let name = leader.map { SelectionReading.name($0) } ?? ""
    return Figure(
      name: "selection-\(reading.metric)", title: "\(MetricText.title(reading.metric)): what cannot be beaten",
      caption:
        "By how much \(name) is better than each alternative on the trials that both have, with intervals that hold for "
        + "all of them together and whenever trials are ended. An interval that lies above zero: worse.",
      origin: origin, source: Figure.Source(table: "selection", metric: reading.metric, point: 0),
      series: results.regimes,
      body: .intervals(
        IntervalPlot(
          axis: "behind \(NumberText.cut(name, 30)), \(MetricText.unit(reading.metric))",
          isShare: false, lines: Array(lines), hasZero: true, noteTitle: nil, level: level)))
  }

  /// Alternatives of one figure, at most.
  private static let alternativeLimit = 40
}
