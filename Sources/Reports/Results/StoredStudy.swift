import Experiments
import ResultTables
import SalesForce

/// A study's results as reports need them: the small tables in memory, the large ones on request.
public struct StoredStudy: Sendable {
  public let directory: ResultsDirectory
  /// The scenario as resolved; nil where this program cannot read it any more, though it is as the run wrote it.
  public let scenario: Scenario?
  public let summary: Table
  public let comparisons: Table
  /// Claims stated in the scenario and their verdicts; nil where it has none.
  public let hypotheses: Table?
  /// What mechanisms add to differences; nil where the scenario does not ask.
  public let decomposition: Table?
  /// Which lever makes how much of a difference; nil where the scenario does not ask.
  public let contrast: Table?
  /// What the answer hangs on; nil where the scenario does not ask.
  public let sensitivity: Table?
  /// Which regime is best where; nil where the scenario does not ask.
  public let map: Table?
  /// What estimators of a field experiment would have found, and what was true; nil where the scenario has none.
  public let experiment: Table?
  /// What cannot be beaten; nil where every regime runs in every trial.
  public let selection: Table?
  /// Differences between treated and untreated sellers; nil where nobody is treated.
  public let groupEffects: Table?
  /// Differences over plausible firms; nil where all trials have the same parameters.
  public let ensembleEffects: Table?
  /// In which share of plausible firms each hypothesis holds; nil likewise, or without hypotheses.
  public let ensembleHypotheses: Table?
  /// Trials that failed, and why; nil where none has.
  public let failures: Table?

  public init(_ directory: ResultsDirectory, scenario: Scenario?) throws(ResultsError) {
    self.directory = directory
    self.scenario = scenario
    summary = try directory.needed("summary")
    comparisons = try directory.needed("comparisons")
    hypotheses = try directory.table("hypotheses")
    decomposition = try directory.table("decomposition")
    contrast = try directory.table("contrast")
    sensitivity = try directory.table("sensitivity")
    map = try directory.table("map")
    experiment = try directory.table("experiment")
    selection = try directory.table("selection")
    groupEffects = try directory.table("group_effects")
    ensembleEffects = try directory.table("ensemble_effects")
    ensembleHypotheses = try directory.table("ensemble_hypotheses")
    failures = try directory.table("failures")
    try checkAgreement()
  }

  public var manifest: StoredManifest { directory.manifest }
  public var regimes: [String] { manifest.regimes }
  /// How sure intervals and verdicts are.
  public var confidence: Confidence { manifest.confidence.map { Confidence($0) } ?? .usual }
  public var isInterrupted: Bool { manifest.completed < manifest.requested }
  /// Whether that was since more trials failed than the scenario takes.
  var isLimited: Bool { isInterrupted && scenario?.isExhausted(manifest.failed ?? 0) ?? false }
  /// What happened to a run that is not whole, behind "the run".
  var interruption: String { isLimited ? "ended since too many trials failed" : "was interrupted" }

  /// Numbers of the design points, in order.
  public var points: [Int] {
    let numbers = Set(summary.rows.compactMap { Int($0.text("point")) })
    return numbers.sorted()
  }

  /// The points that say something one by one: of a sensitivity study or a map those at which every setting is as it is.
  public var ownPoints: [Int] {
    guard sensitivity != nil || map != nil, let scenario else { return points }
    return Array(points.prefix(scenario.baseDesign.points.count))
  }

  /// Names of the metrics of the summary, in its order.
  public var metrics: [String] {
    var seen: Set<String> = []
    return summary.rows.compactMap { seen.insert($0.text("metric")).inserted ? $0.text("metric") : nil }
  }

  /// A metric of a regime over all trials.
  public func level(_ metric: String, _ regime: String, point: Int) -> Row? { summary[metric, regime, String(point)] }

  /// A regime less another on the same trials.
  public func difference(_ metric: String, _ regime: String, less other: String, point: Int) -> Difference? {
    if let row = comparisons[metric, other, regime, String(point)] {
      return Difference(row, isTurned: true, confidence)
    }
    return comparisons[metric, regime, other, String(point)].map { Difference($0, isTurned: false, confidence) }
  }

  /// Unit and meaning of a metric, as the model declares them.
  public static func card(_ metric: String) -> MetricCard? {
    Metric.allCases.first { $0.card.name == metric }?.card
      ?? WeeklyMetric.allCases.first { $0.card.name == metric }?.card
  }
}

/// A row of the comparisons, read in the requested order.
public struct Difference: Sendable {
  public let row: Row
  /// Whether the table has the two regimes the other way round.
  public let isTurned: Bool

  /// Significance of one comparison within its Holm family.
  let level: Double

  init(_ row: Row, isTurned: Bool, _ confidence: Confidence) {
    (self.row, self.isTurned, level) = (row, isTurned, confidence.errorRate)
  }

  public var mean: Double? { signed("mean_difference") }
  public var low: Double? { isSingle ? nil : signed(isTurned ? "ci_high" : "ci_low") }
  public var high: Double? { isSingle ? nil : signed(isTurned ? "ci_low" : "ci_high") }
  /// One trial has no interval and no verdict, also where both regimes are equal in it.
  private var isSingle: Bool { row["n"].map { $0 < 2 } ?? false }
  public var pAdjusted: Double? { row["p_adjusted"] }
  /// Share of trials in which the regime is above the other, ties counting half.
  public var share: Double? { row["prob_a_beats_b"].map { isTurned ? 1 - $0 : $0 } }
  public var correlation: Double? { row["correlation"] }
  /// What the correction to equal cost has added to the mean.
  public var correction: Double? { signed("correction") }
  /// (Var a + Var b)/Var(a − b): how many times as many trials independent random numbers would have needed.
  public var varianceRatio: Double? { row["variance_ratio"] }

  private func signed(_ column: String) -> Double? { row[column].map { isTurned ? -$0 : $0 } }

  /// The verdict on the difference.
  public enum Verdict: String, Sendable {
    case more, less
    /// The interval, adjusted for the number of comparisons, contains zero.
    case undecided
    /// Equal in every trial.
    case identical
    /// Too few trials have a value.
    case undefined
  }

  public var verdict: Verdict {
    if isSingle { return .undefined }
    switch row.text("status") {
    case "identical": return .identical
    case "undefined": return .undefined
    default:
      guard let mean else { return .undefined }
      // Nothing in every trial, at equal cost.
      if mean == 0, low == high { return .identical }
      // A difference that is the same in every trial has no p value, and no doubt either.
      guard (pAdjusted ?? (low == high ? 0 : 1)) < level else { return .undecided }
      return mean > 0 ? .more : .less
    }
  }
}
