import Experiments

extension FigureCatalogue {
  /// Which regime is best where, and how surely.
  func map() -> Figure? {
    guard let reading = MapReading(results) else { return nil }
    let cells = reading.cells.compactMap { cell -> HeatMap.Cell? in
      guard let leader = cell.leader, let share = leader[reading.probability] else { return nil }
      return HeatMap.Cell(
        column: cell.column, row: cell.row, regime: leader.text("regime"), probability: share,
        rival: cell.tied.dropFirst().first)
    }
    let shown = results.regimes.filter { regime in cells.contains { $0.regime == regime || $0.rival == regime } }
    return Figure(
      name: "map-\(reading.metric)", title: "\(MetricText.title(reading.metric)): which regime is best where",
      caption:
        "The colour is that of the regime that is likeliest the best in the cell, the stronger the likelier; the number "
        + "is its probability"
        + (reading.isOverFirms ? " in a plausible firm" : "")
        + ". In a tie the inner square has the colour of the next likely.",
      origin: results.manifest.scenario, source: Figure.Source(table: "map", metric: reading.metric, point: 0),
      series: results.regimes,
      body: .heat(
        HeatMap(
          x: HeatMap.Axis(title: reading.x.name, stops: reading.x.stops),
          y: HeatMap.Axis(title: reading.y.name, stops: reading.y.stops), cells: cells, regimes: shown)))
  }
}
