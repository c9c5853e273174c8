import Experiments

extension FigureCatalogue {
  /// What an answer hangs on: the ranking measure of each setting with its interval, the weightiest first.
  func sensitivity() -> Figure? {
    guard let reading = SensitivityReading(results) else { return nil }
    let lines = reading.settings.prefix(Self.settingLimit).compactMap { setting -> IntervalPlot.Line? in
      guard let row = setting[reading.ranking], let value = row["value"] else { return nil }
      return IntervalPlot.Line(
        label: [NumberText.cut(setting.name, 40)], regime: results.regimes.first ?? "", other: nil, value: value,
        low: row["ci_low"], high: row["ci_high"], spread: nil, note: nil)
    }
    let axis: String, meaning: String
    switch reading.method {
    case .sobol:
      axis = "share of the variance of mean effects, interactions included"
      meaning =
        "The share of the variance of mean effects that each setting has part in, alone or with others (T), chance apart, with "
        + "its \(level) interval. Shares overlap where settings interact."
    case .morris:
      axis = "mean size of the change over the setting's range (μ*)"
      meaning =
        "By how much the effect changes over the range of each setting, on average over the others and whatever the sign, with "
        + "its \(level) interval. Chance adds to it."
    }
    return Figure(
      name: "sensitivity-\(reading.subject)", title: "\(reading.subject): what it hangs on", caption: meaning,
      origin: origin, source: Figure.Source(table: "sensitivity", metric: reading.subject, point: 0),
      series: results.regimes,
      body: .intervals(
        IntervalPlot(axis: axis, isShare: false, lines: Array(lines), hasZero: true, noteTitle: nil, level: level)))
  }

  /// Settings of one figure, at most.
  private static let settingLimit = 30
}
