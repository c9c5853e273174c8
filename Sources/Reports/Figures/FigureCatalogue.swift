import SalesForce

/// All figures that can be drawn from a study's tables.
public struct FigureCatalogue: Sendable {
  let results: StoredStudy
  let point: Int
  /// Points of one figure, at most: beyond, every second, third … week is drawn.
  private let pointLimit: Int

  /// - Parameters:
  ///   - results: the directory, read.
  ///   - point: number of the design point.
  ///   - room: bytes that the data of one figure may take, about.
  public init(_ results: StoredStudy, point: Int = 0, room: Int = 1_000_000) {
    self.results = results
    self.point = point
    pointLimit = max(100, room / (90 + (results.regimes.map(\.utf8.count).max() ?? 0)))
  }

  /// The study and the levels of the design point.
  var origin: String {
    [results.manifest.scenario, results.levels(ofPoint: point).map { "at \($0)" }].compactMap { $0 }
      .joined(separator: ", ")
  }

  /// How sure intervals are: `95 %`.
  var level: String { results.confidence.text }

  /// A row's name in one line or, where regimes have long names, in two.
  func row(_ first: String, _ second: String, between: String = " ") -> [String] {
    let longest = results.regimes.map(\.count).max() ?? 0
    return longest > 15 ? [first, second] : [first + between + second]
  }

  func short(_ regime: String, _ limit: Int) -> String {
    ShortNames.of(results.regimes, limit: limit)[regime] ?? regime
  }

  private enum Kind: String, CaseIterable {
    case selection, sensitivity, map, experiment, levels, differences, contrast, decomposition, paths, sellers
  }

  /// Names of the figures, in the order in which the tables have the metrics.
  public var names: [String] {
    Kind.allCases.flatMap { kind in metrics(of: kind).map { "\(kind.rawValue)-\($0)" } }
  }

  /// The figure of that name.
  public func figure(_ name: String) throws(ResultsError) -> Figure {
    guard results.points.contains(point) else {
      throw .noFigure(name: name, reason: "there is no design point \(point); the first is 0")
    }
    let parts = name.split(separator: "-", maxSplits: 1).map(String.init)
    guard parts.count == 2, let kind = Kind(rawValue: parts[0]), known(kind).contains(parts[1]) else {
      throw .noFigure(name: name, reason: "'rainmaker plot DIR' lists those that there are")
    }
    let figure =
      switch kind {
      case .selection: selection() ?? levels(parts[1])
      case .sensitivity: sensitivity() ?? levels(parts[1])
      case .map: map() ?? levels(parts[1])
      case .experiment: experiment(parts[1]) ?? levels(parts[1])
      case .levels: levels(parts[1])
      case .differences: differences(parts[1])
      case .contrast: contrast(parts[1])
      case .decomposition: decomposition(parts[1])
      case .paths: try paths(parts[1])
      case .sellers: try sellers()
      }
    guard !figure.isEmpty else { throw .noFigure(name: name, reason: "no trial has a value of \(parts[1])") }
    return figure
  }

  /// Figures on several metrics; paths are read from their table once.
  func paths(_ metrics: [String]) throws(ResultsError) -> [Figure] {
    let wanted = Set(metrics), number = String(point)
    let table = try results.directory.table("timeseries") {
      $0.text("point") == number && wanted.contains($0.text("metric"))
    }
    guard let table else { return [] }
    return metrics.map { paths($0, table) }
  }

  /// Metrics that the tables have, with or without a value.
  private func known(_ kind: Kind) -> [String] {
    [.paths, .sellers, .selection, .sensitivity, .map, .experiment].contains(kind)
      ? metrics(of: kind) : results.metrics
  }

  /// Whether tables have a metric.
  private func isKept(_ metric: String) -> Bool { results.scenario?.outputs.keeps(metric) ?? true }

  private func metrics(of kind: Kind) -> [String] {
    switch kind {
    case .selection: point == 0 ? SelectionReading(results).map { [$0.metric] } ?? [] : []
    case .sensitivity: point == 0 ? SensitivityReading(results).map { [$0.subject] } ?? [] : []
    case .map: point == 0 ? MapReading(results).map { [$0.metric] } ?? [] : []
    case .experiment: ExperimentReading(results, point: point)?.outcomes ?? []
    case .levels: results.metrics.filter { !levels($0).isEmpty }
    case .differences: results.regimes.count > 1 ? results.metrics.filter { !differences($0).isEmpty } : []
    case .contrast: results.metrics.filter { !contrast($0).isEmpty }
    case .decomposition: results.metrics.filter { !decomposition($0).isEmpty }
    case .paths: results.directory.has("timeseries") ? WeeklyMetric.allCases.map(\.card.name).filter(isKept) : []
    case .sellers: results.directory.has("sellers") ? ["revenue"] : []
    }
  }

  // MARK: Levels

  func levels(_ metric: String) -> Figure {
    let unit = results.unit(metric)
    let lines = results.regimes.compactMap { regime -> IntervalPlot.Line? in
      guard let row = results.level(metric, regime, point: point), let mean = row["mean"] else { return nil }
      let isSingle = row["ci_low"] == nil
      let spread = isSingle ? nil : row["p05"].flatMap { low in row["p95"].flatMap { low <= $0 ? low...$0 : nil } }
      return IntervalPlot.Line(
        label: [short(regime, 40)], regime: regime, other: nil, value: unit.factor * mean,
        low: unit.value(row["ci_low"]),
        high: unit.value(row["ci_high"]),
        spread: spread.map { unit.factor * $0.lowerBound...unit.factor * $0.upperBound }, note: nil)
    }
    return Figure(
      name: "levels-\(metric)", title: MetricText.title(metric),
      caption: (results.isSingle
        ? "\(MetricText.meaning(metric)), in the one trial, which gives no interval."
        : "Mean over trials of \(MetricText.meaning(metric)), with its \(level) interval (thick) and the range of 90 % of "
          + "the trials (thin).") + MetricText.note(metric),
      origin: origin, source: Figure.Source(table: "summary", metric: metric, point: point), series: results.regimes,
      body: .intervals(
        IntervalPlot(
          axis: MetricText.axis(metric, unit), isShare: MetricText.isShare(metric), lines: lines, hasZero: false,
          noteTitle: nil, level: level)))
  }

  // MARK: Differences

  /// Every pair where they are few enough to be read, else every regime against the first.
  func differences(_ metric: String) -> Figure {
    let regimes = results.regimes, unit = results.unit(metric)
    let pairs = regimes.indices.flatMap { a in ((a + 1)..<max(regimes.count, a + 1)).map { (a, $0) } }
    let shown = pairs.count <= 28 ? pairs : pairs.filter { $0.0 == 0 }
    let lines = shown.compactMap { a, b -> IntervalPlot.Line? in
      guard let difference = results.difference(metric, regimes[b], less: regimes[a], point: point),
        let mean = difference.mean
      else { return nil }
      return IntervalPlot.Line(
        label: row(short(regimes[b], 32), "− " + short(regimes[a], 32)), regime: regimes[b], other: regimes[a],
        value: unit.factor * mean, low: unit.value(difference.low), high: unit.value(difference.high), spread: nil,
        note: results.isSingle ? nil : difference.share)
    }
    return Figure(
      name: "differences-\(metric)", title: "\(MetricText.title(metric)): differences on the same trials",
      caption: results.isSingle
        ? "Difference between two regimes in the one trial, which gives no interval."
        : "Mean difference between two regimes, trial by trial, with its \(level) interval. The number after each row is the "
          + "share of trials in which the first of the two was above the other.",
      origin: origin, source: Figure.Source(table: "comparisons", metric: metric, point: point), series: regimes,
      body: .intervals(
        IntervalPlot(
          axis: MetricText.differenceAxis(metric, unit), isShare: MetricText.isShare(metric), lines: lines,
          hasZero: true,
          noteTitle: results.isSingle ? nil : "share of trials above", level: level)))
  }

  // MARK: Sellers

  /// The sellers of one firm in its last year, best first: how business is spread, without a model of it.
  func sellers() throws(ResultsError) -> Figure {
    let number = String(point)
    var year = -1
    _ = try results.directory.table("sellers") {
      year = max(year, Int($0.text("year")) ?? -1)
      return false
    }
    let last = String(year)
    let table = try results.directory.table("sellers") {
      $0.text("point") == number && $0.text("trial") == "0" && $0.text("year") == last
    }
    let unit = ShownUnit(of: "pay units per week", results.currency)
    let paths = results.regimes.map { regime in
      let values = (table?.rows ?? []).filter { $0.text("regime") == regime }.compactMap { $0["revenue"] }
      return PathPlot.Path(
        regime: regime,
        points: values.sorted(by: >).enumerated().map {
          PathPlot.Point(time: $0 + 1, mean: unit.factor * $1, low: nil, high: nil)
        })
    }
    return Figure(
      name: "sellers-revenue", title: "Sellers of one firm, best first",
      caption: (results.currency == nil ? "Weekly revenue" : "Revenue")
        + " of each seller of the first trial's firm in its last year, in \(results.currency == nil ? "pay units" : unit.label), from the best to the "
        + "last; one trial, so an illustration and not an estimate. A seat on which nobody worked for half of that year "
        + "has no seller here, so lines may end early.",
      origin: origin, source: Figure.Source(table: "sellers", metric: "revenue", point: point), series: results.regimes,
      body: .paths(
        PathPlot(axis: "revenue, \(unit.label)", isShare: false, time: "rank", paths: paths, start: nil)))
  }

  // MARK: Paths

  func paths(_ metric: String) throws(ResultsError) -> Figure {
    let number = String(point)
    let table = try results.directory.table("timeseries") {
      $0.text("metric") == metric && $0.text("point") == number
    }
    guard let table else { throw .noFigure(name: "paths-\(metric)", reason: "the run made no timeseries.csv") }
    return paths(metric, table)
  }

  private func paths(_ metric: String, _ table: Table) -> Figure {
    let cadence = table.field("quarter") == nil ? "week" : "quarter"
    let unit = results.unit(metric)
    var points: [String: [PathPlot.Point]] = [:]
    for row in table.rows where row.text("metric") == metric {
      guard let when = Int(row.text(cadence)), let mean = row["mean"] else { continue }
      points[row.text("regime"), default: []].append(
        PathPlot.Point(
          time: cadence == "quarter" ? when + 1 : when, mean: unit.factor * mean,
          low: results.isSingle ? nil : unit.value(row["p25"]), high: results.isSingle ? nil : unit.value(row["p75"])))
    }
    let weeks = points.values.map(\.count).max() ?? 0
    let isLumpy = StoredStudy.card(metric)?.followsPeriods ?? false
    let isPooled = cadence == "week" && isLumpy && weeks >= 4 * Self.quarter
    if isPooled { points = points.mapValues(Self.quarters) }
    let time = isPooled ? "quarter" : cadence
    let start = start(inQuarters: time == "quarter")
    // What precedes the start of the regimes is one path, and long ago.
    let first = start.map { $0 - (time == "quarter" ? 2 : 2 * Double(Self.quarter)) } ?? 0
    let isCut = points.contains { $0.value.contains { Double($0.time) < first } }
    points = points.mapValues { $0.filter { Double($0.time) >= first } }
    let drawn = points.mapValues { thinned($0, of: results.regimes.count) }
    let isThinned = drawn.contains { $1.count < points[$0]?.count ?? 0 }
    let lines = self.lines(isPooled, time, isThinned) + (isLumpy ? periods(time) : "") + MetricText.note(metric)
    return Figure(
      name: "paths-\(metric)", title: "\(MetricText.title(metric)) over time",
      caption: lines
        + (start == nil
          ? ""
          : (results.regimes.count > 1
            ? " All are managed the same way up to the dotted line" : " Weeks before the dotted line are not counted")
            + (isCut ? ", and only the last two quarters of that time are shown." : ".")),
      origin: origin, source: Figure.Source(table: "timeseries", metric: metric, point: point), series: results.regimes,
      body: .paths(
        PathPlot(
          axis: MetricText.axis(metric, unit), isShare: MetricText.isShare(metric), time: time,
          paths: results.regimes.compactMap { regime in
            drawn[regime].map { PathPlot.Path(regime: regime, points: $0) }
          }, start: start)))
  }

  private static let quarter = 13

  /// What the lines are, and the bands.
  private func lines(_ isPooled: Bool, _ time: String, _ isThinned: Bool) -> String {
    let some = isThinned ? ", some of them" : ""
    if results.isSingle {
      return isPooled
        ? "The one trial, means over the 13 weeks of a quarter." : "The one trial by \(time)\(some)."
    }
    return isPooled
      ? "Means over trials and over the 13 weeks of a quarter; the band shows the middle half of the trials by week, "
        + "averaged in the same way."
      : "Means over trials by \(time)\(some); the band shows the middle half of the trials."
  }

  /// Whether single points show when quota periods end: what is paid there would look like what is earned.
  private func periods(_ time: String) -> String {
    guard let scenario = results.scenario, point < scenario.points else { return "" }
    let horizon = scenario.plan.horizon
    let steps =
      time == "week"
      ? Array(horizon.warmUp..<horizon.weeks)
      : Array(stride(from: 0, through: horizon.weeks, by: Self.quarter).drop { $0 < horizon.warmUp })
    let others = results.regimes.filter { name in
      scenario.calendars(of: [name], point: point).contains { calendar in !steps.allSatisfy(calendar.starts.contains) }
    }
    if others.isEmpty { return time == "week" ? "" : " Quarters contain whole quota periods." }
    let names = others.count == results.regimes.count ? "these regimes" : others.joined(separator: ", ")
    return " Quota periods of \(names) do not end every \(time), and pay falls due when they end: a single \(time) "
      + "reflects this, and not which regime earns more."
  }

  /// Where the regimes begin, between two readings: quarter 5 begins halfway between the marks of quarters 4 and 5.
  private func start(inQuarters: Bool) -> Double? {
    guard let weeks = results.scenario?.plan.horizon.warmUp, weeks > 0 else { return nil }
    return inQuarters ? Double(weeks) / Double(Self.quarter) + 0.5 : Double(weeks) - 0.5
  }

  /// Means over the weeks of whole quarters.
  private static func quarters(_ weeks: [PathPlot.Point]) -> [PathPlot.Point] {
    func mean(_ values: [Double]) -> Double? {
      values.count == quarter ? values.reduce(0, +) / Double(quarter) : nil
    }
    return Dictionary(grouping: weeks) { $0.time / quarter }.sorted { $0.key < $1.key }.compactMap { number, weeks in
      mean(weeks.map(\.mean)).map {
        PathPlot.Point(
          time: number + 1, mean: $0, low: mean(weeks.compactMap(\.low)), high: mean(weeks.compactMap(\.high)))
      }
    }
  }

  private func thinned(_ points: [PathPlot.Point], of paths: Int) -> [PathPlot.Point] {
    let step = max(1, (points.count * paths + pointLimit - 1) / pointLimit)
    return step == 1 ? points : stride(from: 0, to: points.count, by: step).map { points[$0] }
  }
}
