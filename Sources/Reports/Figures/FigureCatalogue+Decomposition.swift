import SalesForce

extension FigureCatalogue {
  /// What each mechanism adds to the difference of each regime to the first, the largest part first.
  func decomposition(_ metric: String) -> Figure {
    let unit = results.unit(metric)
    let parts = (results.decomposition?.rows ?? []).filter {
      $0.text("metric") == metric && $0.text("point") == String(point) && $0["contribution"] != nil
    }
    let lines = results.regimes.flatMap { regime in
      parts.filter { $0.text("regime") == regime }
        .sorted { ($0["contribution"] ?? 0).magnitude > ($1["contribution"] ?? 0).magnitude }
        .map { row in
          let value = row["contribution"] ?? 0, other = row.text("against"), mechanism = row.text("mechanism")
          return IntervalPlot.Line(
            label: self.row(
              "\(short(regime, 18)) − \(short(other, 18))", mechanism.replacing("_", with: " "), between: ": "),
            regime: regime, other: other, mechanism: mechanism, value: unit.factor * value,
            low: unit.value(row["ci_low"]), high: unit.value(row["ci_high"]), spread: nil, note: nil)
        }
    }
    return Figure(
      name: "decomposition-\(metric)", title: "\(MetricText.title(metric)): what mechanisms add to differences",
      caption:
        "The difference between two regimes less the same difference in firms without the mechanism, on the same trials, "
        + "with its \(level) interval. Mechanisms are left out one at a time, so the parts need not sum to the whole.",
      origin: origin, source: Figure.Source(table: "decomposition", metric: metric, point: point),
      series: results.regimes,
      body: .intervals(
        IntervalPlot(
          axis: "part of the \(MetricText.differenceAxis(metric, unit))", isShare: MetricText.isShare(metric),
          lines: lines,
          hasZero: true, noteTitle: nil, level: level)))
  }
}
