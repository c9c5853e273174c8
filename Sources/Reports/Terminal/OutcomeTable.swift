import Experiments
import ResultTables

/// The outcome of a run, for people at a terminal: a table of regimes that fits the terminal's width.
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
    /// Characters of a line, 40 to 80.
    public let columns: Int

    public init(hasBold: Bool = false, hasSparklines: Bool = false, columns: Int = 80) {
      self.hasBold = hasBold
      self.hasSparklines = hasSparklines
      self.columns = min(80, max(40, columns))
    }
  }

  private static let sparkWidth = 10
  /// A run ends with a page, not with a book.
  private static let mostPoints = 6

  public init(_ results: StoredStudy, style: Style = Style()) throws(ResultsError) {
    self.results = results
    self.style = style
    paths =
      style.hasSparklines ? try PeriodPaths(results, points: Self.mostPoints, width: Self.sparkWidth - 1).means : [:]
  }

  private var shown: [Int] { Array(results.ownPoints.prefix(Self.mostPoints)) }

  public var text: String {
    // Its name is bold, which takes no room.
    var lines = wrapped(heading)
    lines[0] = bold(results.manifest.scenario) + lines[0].dropFirst(results.manifest.scenario.count)
    if !results.directory.question.isEmpty { lines += wrapped(results.directory.question) }
    if let reading = SelectionReading(results) { return choice(reading, lines) }
    if let reading = SensitivityReading(results) {
      let told = SensitivityLines(
        reading: reading, level: results.confidence.text, isBesideMoney: results.currency != nil,
        width: style.columns)
      lines += [""] + told.words + [""] + told.rows + told.legend
    }
    if let reading = MapReading(results) {
      let told = MapLines(reading: reading, width: style.columns)
      lines += [""] + told.words + [""] + told.rows + told.legend
    }
    lines += experiment
    for point in shown { lines += block(point) }
    let rest = results.ownPoints.count - shown.count
    if rest > 0 {
      let more = NumberText.count(rest, "more design point")
      lines += [""]
      lines += wrapped("\(more): \(rest == 1 ? "it is" : "they are") in summary.csv; points.csv names them.")
    }
    lines += [""] + wrapped(legend) + (results.moneyWords.map { wrapped($0.plain) } ?? []) + wrapped(costs.plain)
    if let precision = results.precisionReading { lines += wrapped(precision.plain) }
    lines += failures
    let claims = results.claims
    if !claims.isEmpty {
      let verdicts = ClaimLines(claims: claims, errorRate: results.confidence.errorText, width: style.columns)
      lines += [""] + wrapped(verdicts.heading).map(bold) + verdicts.lines
    }
    lines += plausible
    lines += contrast
    lines += decomposition
    lines += treatments
    lines.append("Results: \(results.directory.path)")
    return lines.joined(separator: "\n")
  }

  /// A study that chooses: the answer before all else.
  private func choice(_ reading: SelectionReading, _ heading: [String]) -> String {
    let told = SelectionLines(reading: reading, width: style.columns)
    var rows = told.rows
    rows[0] = bold(rows[0])
    let lines =
      told.answer.map(bold) + heading + [""] + rows + [""] + told.procedure + told.legend + wrapped(costs.plain)
      + failures + ["Results: \(results.directory.path)"]
    return lines.joined(separator: "\n")
  }

  /// How many trials no estimate rests on.
  private var failures: [String] { FailureReading(results).sentence.map { wrapped($0.plain) } ?? [] }

  /// Which lever makes how much of the difference of two regimes, at the points that are shown.
  private var contrast: [String] {
    let shown = shown.compactMap { point in
      results.contrastWords("profit", point).map { results.place(ofPoint: point) + $0 }
    }
    guard let method = results.contrastMethod, !shown.isEmpty else { return [] }
    return [""] + wrapped("Which lever makes the difference in profit").map(bold)
      + (shown + [method]).flatMap { wrapped($0.plain) }
  }

  /// What a field experiment would have found, at the points that are shown: first the answers, then how estimators do.
  private var experiment: [String] {
    let readings = shown.compactMap { ExperimentReading(results, point: $0) }
    guard !readings.isEmpty else { return [] }
    let told = readings.map { ExperimentLines(reading: $0, width: style.columns) }
    return [""] + ExperimentReading.words(readings).flatMap { wrapped($0.plain) }
      + told.flatMap { lines in
        [""] + (told.count > 1 ? lines.words : []) + lines.table(isShort: told.count > 1)
      } + [""] + wrapped(ExperimentLines.legend)
  }

  /// What mechanisms add to the regimes' differences, at the points that are shown.
  private var decomposition: [String] {
    let shown = shown.flatMap { point in
      results.decompositionWords(point).map { results.place(ofPoint: point) + $0 }
    }
    guard !shown.isEmpty else { return [] }
    return [""] + wrapped("What each mechanism adds to a difference in profit").map(bold)
      + shown.flatMap { wrapped($0.plain) }
  }

  /// What differs over plausible firms, at the points that are shown.
  private var plausible: [String] {
    let shown = shown.flatMap { point in
      results.plausibleWords(point).map { results.place(ofPoint: point) + $0 }
    }
    guard let words = results.ensembleWords(), !shown.isEmpty else { return [] }
    return [""] + wrapped("Over plausible firms").map(bold) + shown.flatMap { wrapped($0.plain) } + wrapped(words.plain)
  }

  /// What treatments do, at the points that are shown.
  private var treatments: [String] {
    guard let table = results.groupEffects else { return [] }
    let blocks = shown.flatMap { point in
      GroupLines(
        table: table, regimes: results.regimes, unit: ShownUnit(of: "pay units per seller-week", results.currency),
        width: style.columns
      ).lines(point).map {
        [results.place(ofPoint: point).plain + $0[0]] + $0.dropFirst()
      }
    }
    guard !blocks.isEmpty else { return [] }
    return [""] + wrapped("Treated and untreated sellers").map(bold) + blocks.flatMap { $0 }
      + wrapped(
        GroupLines.legend(
          isEqualCost: !results.manifest.budget.isEmpty, level: results.confidence.text,
          unit: ShownUnit(of: "pay units per seller-week", results.currency)))
  }

  private func wrapped(_ text: String) -> [String] { Paragraph.lines(text, width: style.columns) }

  private var heading: String {
    let manifest = results.manifest
    var text = "\(manifest.scenario): "
    text +=
      results.isInterrupted
      ? "\(manifest.completed) of \(NumberText.count(manifest.requested, "trial")), \(results.isLimited ? "ended by failures" : "interrupted")"
      : NumberText.count(manifest.completed, "trial")
    if let scenario = results.scenario {
      let horizon = scenario.plan.horizon
      text += ", \(Self.sellers(scenario)), weeks \(horizon.warmUp) to \(horizon.weeks - 1)"
    }
    return text + ", seed \(manifest.seed)"
  }

  /// `32 sellers`; `16 or 48 sellers` where a factor varies them.
  static func sellers(_ scenario: Scenario) -> String {
    var sizes: [Int] = []
    for factor in scenario.factors {
      for case .sellers(let size) in factor.levels.flatMap(\.settings) where !sizes.contains(size) {
        sizes.append(size)
      }
    }
    guard let last = sizes.last, sizes.count > 1 else {
      return NumberText.count(sizes.first ?? scenario.plan.organisation.seats, "seller")
    }
    return sizes.dropLast().map(String.init).joined(separator: ", ") + " or \(last) sellers"
  }

  /// The last column but one: cost where it differs, else the share of sellers who reach quota.
  private var lastColumn: (metric: String, title: String) {
    results.manifest.budget.isEmpty ? ("cost", "cost") : ("quota_attainment", "quota")
  }

  /// The regime that all are compared with, where its name fits above the numbers.
  private var versus: String {
    let title = "vs \(results.regimes.first ?? "")"
    return title.count <= RegimeRows.titleRoom ? title : "difference"
  }

  private var isOverFirms: Bool { results.ensembleEffects != nil }

  private var hasOthers: Bool { results.regimes.count > 1 }

  /// The regimes at one design point.
  private func block(_ point: Int) -> [String] {
    var lines = rows(point).lines
    lines[0] = bold(lines[0])
    return [""] + (results.points.count > 1 ? wrapped(pointName(point)) : []) + lines
  }

  private func rows(_ point: Int) -> RegimeRows {
    RegimeRows(names: results.regimes, columns: columns(point), width: style.columns)
  }

  private func columns(_ point: Int) -> [RegimeRows.Column] {
    let regimes = results.regimes, first = regimes.first ?? "", last = lastColumn
    let money = results.unit("profit")
    let profits = regimes.map { results.level("profit", $0, point: point) }
    var columns = [
      RegimeRows.Column(
        title: "profit",
        cells: profits.map { NumberText.interval(money.value($0?["mean"]), money.value($0?["ci_high"]), money.digits) },
        width: 15, rank: 0)
    ]
    if hasOthers, !results.isSingle {
      let cells = regimes.map { comparison($0, against: first, point) }
      columns += [
        RegimeRows.Column(title: versus, cells: cells.map(\.difference), width: 16, rank: 1),
        RegimeRows.Column(title: "beats", cells: cells.map(\.share), width: 7, rank: 3),
        RegimeRows.Column(title: "verdict", cells: cells.map(\.verdict), width: 11, rank: 2),
      ]
    }
    columns.append(
      RegimeRows.Column(
        title: last.title,
        cells: regimes.map { regime in
          NumberText.fixed(
            results.unit(last.metric).value(results.level(last.metric, regime, point: point)?["mean"]), 2)
        }, width: 7,
        rank: 4))
    if !paths.isEmpty {
      let lines = regimes.map { paths["\(point)|\($0)"] ?? [] }
      let range = Sparkline.range(lines.filter { !$0.isEmpty }, width: Self.sparkWidth - 1)
      columns.append(
        RegimeRows.Column(
          title: "path", cells: lines.map { Sparkline.text($0, width: Self.sparkWidth - 1, in: range) },
          width: Self.sparkWidth, rank: 5, isPicture: true))
    }
    return columns
  }

  private func pointName(_ point: Int) -> String {
    guard let scenario = results.scenario, point < scenario.points else { return "Design point \(point):" }
    let name = scenario.name(of: point)
    return name.isEmpty ? "With every setting as it is:" : "Point \(point): \(name)"
  }

  /// Difference from the first regime on the same trials, the share of trials won, and the verdict.
  private func comparison(
    _ regime: String, against first: String, _ point: Int
  ) -> (difference: String, share: String, verdict: String) {
    guard regime != first, let difference = results.difference("profit", regime, less: first, point: point) else {
      return ("", "", "")
    }
    let verdict = difference.verdict, money = results.unit("profit")
    if verdict == .identical || verdict == .undefined { return ("", "", verdict.rawValue) }
    let share = isOverFirms ? results.plausibleShare("profit", regime, less: first, point: point) : difference.share
    return (
      NumberText.interval(money.value(difference.mean), money.value(difference.high), money.digits),
      NumberText.fixed(share, 3), verdict.rawValue
    )
  }

  /// The meanings of the columns shown.
  private var legend: String {
    let first = results.regimes.first ?? ""
    let meanings = [
      ("difference", "profit less \(first)'s on the same trials"),
      (
        "beats",
        "share of \(isOverFirms ? "plausible firms" : "trials") in which a regime's profit is above \(first)'s"
      ),
      (
        "verdict",
        "significantly more or less than \(first) (\(results.confidence.errorText) over all pairs, Holm), else undecided"
      ), ("cost", "of selling, in the same unit"), ("quota", "share of sellers who reach it"),
      ("path", "profit over whole quota periods, from the first to the last, all on one scale"),
    ]
    let shown = rows(results.points.first ?? 0).shown
    let parts = meanings.filter { shown.contains($0.0) }.map { "\($0.0): \($0.1)" }
    let unit = "Profit in \(results.unit("profit").label)"
    return ([results.isSingle ? unit : unit + ", \(results.confidence.text) intervals"] + parts).joined(separator: "; ")
      + "."
      + (results.isSingle ? " " + StoredStudy.singleWords : "")
  }

  /// The sentences on cost; nothing where there is nothing to compare and nothing was solved.
  private var costs: Markup { results.manifest.budget.isEmpty && !hasOthers ? "" : results.costReading }

  private func bold(_ text: String) -> String { style.hasBold ? "\u{1B}[1m\(text)\u{1B}[0m" : text }
}
