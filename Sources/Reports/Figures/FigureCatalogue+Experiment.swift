import Experiments
import SalesForce

extension FigureCatalogue {
  /// What estimators of a field experiment say of an outcome during the treatment, around what is true.
  func experiment(_ outcome: String) -> Figure? {
    guard let reading = ExperimentReading(results, point: point), reading.outcomes.contains(outcome) else { return nil }
    func line(_ label: String, _ value: Double?, _ error: Double?, sd: Double?, note: Double?) -> IntervalPlot.Line? {
      guard let value else { return nil }
      let half = error.map { 1.96 * $0 }
      return IntervalPlot.Line(
        label: [label], regime: FieldExperiment.pilot, other: nil, value: value, low: half.map { value - $0 },
        high: half.map { value + $0 }, spread: sd.map { value - 1.645 * $0...value + 1.645 * $0 }, note: note)
    }
    let rows = reading.estimators(outcome, .during)
    let truth = rows.first?.1
    let known = [
      line("true effect", truth?["effect"], truth?["effect_mcse"], sd: nil, note: nil),
      line("if all were treated", truth?["effect_of_all"], truth?["effect_of_all_mcse"], sd: nil, note: nil),
      line("spillover", truth?["spillover"], truth?["spillover_mcse"], sd: nil, note: nil),
    ]
    let found = rows.map { estimator, row in
      let n = row["n"].map { $0.squareRoot() }
      let error = row["sd"].flatMap { sd in n.flatMap { $0 > 0 ? sd / $0 : nil } }
      return line(estimator.rawValue, row["estimate"], error, sd: row["sd"], note: row["power"])
    }
    return Figure(
      name: "experiment-\(outcome)", title: "What the experiment would have found: \(MetricText.outcome(outcome))",
      caption:
        "The true effect, and what estimators make of it over firms while the treatment lasts: their mean with its \(level) "
        + "interval (thick), and where about 90 % of firms lie (thin). The number after a row is its power.",
      origin: origin, source: Figure.Source(table: "experiment", metric: outcome, point: point),
      series: results.regimes,
      body: .intervals(
        IntervalPlot(
          axis: "effect on \(MetricText.outcome(outcome)), per seller", isShare: false,
          lines: (known + found).compactMap { $0 },
          hasZero: true, noteTitle: "power", level: level)))
  }
}
