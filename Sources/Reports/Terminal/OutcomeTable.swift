import Experiments
import ResultTables

/// What a run comes to, for a person at a terminal: a table of regimes that fits 80 columns.
public struct OutcomeTable {
  private let results: StoredStudy
  /// What the terminal can show.
  private let style: Style
  /// Weekly means of profit by point and regime, where they are to be shown.
  private let paths: [String: [Double]]

  /// What can be shown beyond plain text.
  public struct Style: Sendable {
    public var hasBold: Bool
    public var hasSparklines: Bool

    public init(hasBold: Bool = false, hasSparklines: Bool = false) {
      self.hasBold = hasBold
      self.hasSparklines = hasSparklines
    }
  }

  private static let sparkWidth = 10
  /// A run ends with a page, not with a book.
  private static let shownPoints = 6

  public init(_ results: StoredStudy, style: Style = Style()) throws(ResultsError) {
    self.results = results
    self.style = style
    var paths: [String: [Double]] = [:]
    let warmUp = Double(results.scenario?.plan.horizon.warmUp ?? 0)
    if style.hasSparklines,
      let table = try results.directory.table("timeseries", where: { Self.isShown($0, from: warmUp) })
    {
      for row in table.rows {
        if let mean = row["mean"] { paths[row.key(["point", "regime"]), default: []].append(mean) }
      }
    }
    self.paths = paths
  }

  /// Profit in the measured weeks at a point that is shown.
  private static func isShown(_ row: Row, from warmUp: Double) -> Bool {
    guard row.text("metric") == "profit", let point = Int(row.text("point")) else { return false }
    return point < shownPoints && (row["week"] ?? 13 * (row["quarter"] ?? 0)) >= warmUp
  }

  public var text: String {
    var lines = [heading]
    if !results.directory.question.isEmpty { lines.append(results.directory.question) }
    let points = results.points
    for point in points.prefix(Self.shownPoints) { lines += block(point) }
    if points.count > Self.shownPoints {
      lines += ["", "\(points.count - Self.shownPoints) more design points are in summary.csv; points.csv names them."]
    }
    lines += legend + costs
    if let hypotheses = results.hypotheses {
      let verdicts = HypothesisLines(hypotheses: hypotheses)
      lines += ["", bold(verdicts.heading)] + verdicts.lines
    }
    lines.append("Results: \(results.directory.path)")
    return lines.joined(separator: "\n")
  }

  private var heading: String {
    let manifest = results.manifest
    var text = bold(manifest.scenario) + ": \(manifest.completed) trials"
    if let plan = results.scenario?.plan {
      text += ", \(plan.organisation.seats) sellers, weeks \(plan.horizon.warmUp) to \(plan.horizon.weeks - 1)"
    }
    return text + ", seed \(manifest.seed)"
  }

  /// The last column but one: cost where it differs, else the share of sellers who reach quota.
  private var lastColumn: (metric: String, title: String) {
    results.manifest.budget.isEmpty ? ("cost", "cost") : ("quota_attainment", "quota")
  }

  /// The regimes at one design point.
  private func block(_ point: Int) -> [String] {
    let regimes = results.regimes, first = regimes.first ?? ""
    let width = max(14, regimes.map(\.count).max() ?? 0), last = lastColumn
    var lines = [""]
    if results.points.count > 1 { lines.append(pointName(point)) }
    lines.append(
      bold(
        NumberText.leading("regime", width) + NumberText.padded("profit", 15)
          + NumberText.padded("vs \(first)".prefix(15), 16) + NumberText.padded("beats", 7)
          + NumberText.padded("verdict", 11) + NumberText.padded(last.title, 7)
          + (paths.isEmpty ? "" : NumberText.padded("path", 10))))
    let range = Sparkline.range(regimes.compactMap { paths["\(point)|\($0)"] }, width: Self.sparkWidth - 1)
    for regime in regimes {
      let profit = results.level("profit", regime, point: point)
      var line =
        NumberText.leading(regime, width)
        + NumberText.padded(NumberText.interval(profit?["mean"], profit?["ci_high"]), 15)
        + comparison(regime, against: first, point)
        + NumberText.padded(NumberText.fixed(results.level(last.metric, regime, point: point)?["mean"], 2), 7)
      if let path = paths["\(point)|\(regime)"] {
        line += " " + Sparkline.text(path, width: Self.sparkWidth - 1, in: range)
      }
      lines.append(line)
    }
    return lines
  }

  private func pointName(_ point: Int) -> String {
    guard let scenario = results.scenario, point < scenario.points else { return "Design point \(point):" }
    return "Point \(point): \(scenario.name(of: point))"
  }

  /// Difference to the first regime on the same trials, the share of trials won, and what that says.
  private func comparison(_ regime: String, against first: String, _ point: Int) -> String {
    guard regime != first, let difference = results.difference("profit", regime, less: first, point: point) else {
      return NumberText.padded("", 34)
    }
    let verdict = NumberText.padded(difference.verdict.rawValue, 11)
    if difference.verdict == .identical || difference.verdict == .undefined {
      return NumberText.padded("", 23) + verdict
    }
    return NumberText.padded(NumberText.interval(difference.mean, difference.high), 16)
      + NumberText.padded(NumberText.fixed(difference.share, 3), 7) + verdict
  }

  private var legend: [String] {
    let first = results.regimes.first ?? ""
    var lines = ["", "Profit in pay units a seat-week, 95 % intervals; beats: share of trials in which"]
    lines.append("a regime's profit is above \(first)'s; verdict: what that comes to, at 5 % over all")
    lines.append(
      "pairs (Holm); " + (lastColumn.title == "cost" ? "cost" : "quota: share of sellers who reach it") + ".")
    if lastColumn.title == "cost" { lines[lines.count - 1] = "pairs (Holm); cost: of selling, in the same unit." }
    if !paths.isEmpty { lines.append("Path: profit from the first measured week to the last, all on one scale.") }
    return lines
  }

  /// What is to be said of costs: they differ, or how well the budget was kept.
  private var costs: [String] {
    let receipts = results.manifest.budget
    guard let worst = receipts.max(by: { $0.gap.magnitude < $1.gap.magnitude }) else {
      return [
        "Costs differ between regimes, since no budget equalises them: a higher profit",
        "may mean a cheaper regime rather than a better way of managing.",
      ]
    }
    func percent(_ value: Double) -> String { NumberText.fixed(100 * value, 2) }
    let gap = [
      "Equal cost: the largest gap to the budget is \(percent(worst.gap)) %, for \(worst.regime)",
      "(95 % interval \(percent(worst.gapLow)) to \(percent(worst.gapHigh)) %).",
    ]
    let broken = receipts.filter { !$0.kept }.map(\.regime)
    if broken.isEmpty { return gap }
    return gap + ["Beyond what the pilots' noise explains: \(broken.joined(separator: ", "))."]
  }

  private func bold(_ text: String) -> String { style.hasBold ? "\u{1B}[1m\(text)\u{1B}[0m" : text }
}
