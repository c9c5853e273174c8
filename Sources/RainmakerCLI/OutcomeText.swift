import Experiments
import Foundation
import ResultTables

/// The end of a run for a person, and for a program.
enum OutcomeText {
  private static let columns: [(metric: String, title: String, digits: Int)] = [
    ("cost", "cost", 2), ("win_rate", "wins", 3), ("quota_attainment", "quota", 2), ("exits", "exits", 2),
  ]

  /// At most 80 columns wide for names of up to 14 letters.
  static func table(_ outcome: StudyOutcome, _ request: StudyRequest) -> String {
    let scenario = request.scenario, horizon = scenario.plan.horizon
    var lines = [
      Terminal.bold(scenario.name)
        + ": \(outcome.trials) trials, \(scenario.plan.organisation.seats) sellers, weeks "
        + "\(horizon.warmUp) to \(horizon.weeks - 1), seed \(scenario.seed)"
    ]
    if !scenario.question.isEmpty { lines.append(scenario.question) }
    for point in 0..<scenario.points { lines += block(point, outcome, request) }
    let first = request.regimeNames.first ?? ""
    lines += [
      "",
      "Profit in pay units a seat-week, 95 % intervals; beats: share of trials in which",
      "a regime's profit is above \(first)'s; quota: share of sellers who reach it.",
    ]
    lines += costs(outcome, request)
    lines.append("Results: \(request.directory)")
    return lines.joined(separator: "\n")
  }

  /// The regimes at one design point.
  private static func block(_ point: Int, _ outcome: StudyOutcome, _ request: StudyRequest) -> [String] {
    let regimes = request.regimeNames, first = regimes.first ?? ""
    let width = max(14, regimes.map(\.count).max() ?? 0)
    let summary = outcome.digest.summary.filter { $0.point == point }
    var lines = [""]
    if request.scenario.points > 1, case .costPerSeller(let levels) = request.scenario.budget?.target {
      lines.append("Budget \(levels[point]) a seat-week:")
    }
    lines.append(
      Terminal.bold(
        fit("regime", width) + NumberText.padded("profit", 15) + NumberText.padded("vs \(first)".prefix(15), 16)
          + NumberText.padded("beats", 7) + columns.map { NumberText.padded($0.title, 7) }.joined()))
    for regime in regimes {
      let profit = summary.first { $0.metric == "profit" && $0.regime == regime }
      let rest = columns.map { column -> String in
        let entry = summary.first { $0.metric == column.metric && $0.regime == regime }
        return NumberText.padded(NumberText.fixed(entry?.mean, column.digits), 7)
      }
      lines.append(
        fit(regime, width) + NumberText.padded(interval(profit?.mean, profit?.ciHigh), 15)
          + comparison(regime, against: first, point, outcome) + rest.joined())
    }
    return lines
  }

  /// What is to be said of costs: they differ, or how well the budget was kept.
  private static func costs(_ outcome: StudyOutcome, _ request: StudyRequest) -> [String] {
    let receipts = outcome.digest.budget
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
    let broken = receipts.filter { !$0.isKept }.map(\.regime)
    if broken.isEmpty { return gap }
    return gap + ["Beyond what the pilots' noise explains: \(broken.joined(separator: ", "))."]
  }

  /// Difference to the first regime on the same trials, and the share of trials won.
  private static func comparison(_ regime: String, against first: String, _ point: Int, _ outcome: StudyOutcome)
    -> String
  {
    let entry = outcome.digest.comparisons.first {
      $0.metric == "profit" && $0.point == point && $0.regimeA == first && $0.regimeB == regime
    }
    guard let entry, let mean = entry.meanDifference, let low = entry.ciLow else { return NumberText.padded("", 23) }
    if entry.status == "identical" { return NumberText.padded("identical", 16) + NumberText.padded("", 7) }
    return NumberText.padded(interval(-mean, -low), 16)
      + NumberText.padded(NumberText.fixed(entry.probABeatsB.map { 1 - $0 }, 3), 7)
  }

  private static func interval(_ mean: Double?, _ high: Double?) -> String {
    guard let mean else { return "-" }
    guard let high else { return NumberText.fixed(mean, 3) }
    return NumberText.fixed(mean, 3) + " ±" + NumberText.fixed(high - mean, 3)
  }

  private static func fit(_ text: String, _ width: Int) -> String {
    text.padding(toLength: width, withPad: " ", startingAt: 0)
  }

  /// One JSON object: the study, where its results lie, and the rows of summary and comparisons.
  static func json(_ outcome: StudyOutcome, _ request: StudyRequest) -> String {
    let scenario = request.scenario
    return JSONValue.object([
      ("scenario", .string(scenario.name)), ("directory", .string(request.directory)),
      ("seed", .integer(Int(scenario.seed))), ("streams", .string(scenario.streams.rawValue)),
      ("trials_requested", .integer(outcome.requested)), ("trials_completed", .integer(outcome.trials)),
      ("interrupted", .boolean(outcome.isInterrupted)), ("costs", .string(scenario.costStatement)),
      ("budget", .array(outcome.digest.budget.map(\.json))),
      ("summary", .array(outcome.digest.summary.map(\.json))),
      ("comparisons", .array(outcome.digest.comparisons.map(\.json))),
    ]).text()
  }
}
