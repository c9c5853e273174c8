import Experiments
import SalesForce

extension FigureCatalogue {
  /// What each lever makes of the difference of two regimes, the largest share first.
  func contrast(_ metric: String) -> Figure {
    let rows = results.contrastRows(metric, point).filter { $0["share"] != nil }
    let (from, to) = (rows.first?.text("from") ?? "", rows.first?.text("to") ?? "")
    let unit = results.unit(metric)
    let lines = rows.map { row in
      IntervalPlot.Line(
        label: [row.text("lever").replacing("_", with: " ")], regime: to, other: from,
        value: unit.factor * (row["share"] ?? 0), low: unit.value(row["share_low"]),
        high: unit.value(row["share_high"]),
        spread: nil, note: nil)
    }
    return Figure(
      name: "contrast-\(metric)", title: "\(MetricText.title(metric)): which lever makes the difference",
      caption:
        "What each lever adds to \(to) less \(from), as a mean over the orders in which levers may move from one to the other, "
        + "with its \(level) interval. The shares add up to the difference.",
      origin: origin, source: Figure.Source(table: "contrast", metric: metric, point: point), series: results.regimes,
      body: .intervals(
        IntervalPlot(
          axis: "share of the \(MetricText.differenceAxis(metric, unit))", isShare: MetricText.isShare(metric),
          lines: lines,
          hasZero: true, noteTitle: nil, level: level)))
  }
}
