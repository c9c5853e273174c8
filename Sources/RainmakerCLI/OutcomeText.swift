import Experiments
import Foundation

/// The end of a run for a person, and for a program.
enum OutcomeText {
  private static let columns: [(metric: String, title: String, digits: Int, interval: Bool)] = [
    ("profit", "profit", 3, true), ("revenue", "revenue", 3, true), ("cost", "cost", 2, false),
    ("win_rate", "win rate", 3, false), ("quota_attainment", "at quota", 3, false),
    ("exits", "exits/yr", 2, false),
  ]

  /// At most 80 columns wide for names of up to 16 letters.
  static func table(_ outcome: StudyOutcome, _ request: StudyRequest) -> String {
    let scenario = request.scenario, horizon = scenario.plan.horizon
    var lines: [String] = []
    lines.append(
      Terminal.bold(scenario.name)
        + ": \(outcome.trials) trials, \(scenario.plan.organisation.seats) sellers, weeks "
        + "\(horizon.warmUp) to \(horizon.weeks - 1), seed \(scenario.seed)")
    if !scenario.question.isEmpty { lines.append(scenario.question) }
    lines.append("")
    let regimes = request.regimeNames
    let nameWidth = max(16, regimes.map(\.count).max() ?? 0)
    lines.append(
      Terminal.bold(
        "regime".padding(toLength: nameWidth, withPad: " ", startingAt: 0)
          + columns.map { NumberText.padded($0.title, width(of: $0.interval)) }.joined()))
    for regime in regimes {
      let cells = columns.map { column -> String in
        let entry = outcome.summary.first { $0.metric == column.metric && $0.regime == regime }
        var text = NumberText.fixed(entry?.mean, column.digits)
        if column.interval, let mean = entry?.mean, let high = entry?.ci_high {
          text += " ±" + NumberText.fixed(high - mean, column.digits)
        }
        return NumberText.padded(text, width(of: column.interval))
      }
      lines.append(regime.padding(toLength: nameWidth, withPad: " ", startingAt: 0) + cells.joined())
    }
    lines.append("")
    lines.append("Pay units a seat and week, mean and 95 % interval over trials.")
    lines.append("Costs differ between regimes: no budget equalises them, so profits do not compare ways of managing alone.")
    lines.append("Results: \(request.directory)")
    return lines.joined(separator: "\n")
  }

  private static func width(of interval: Bool) -> Int { interval ? 15 : 9 }

  private struct Report: Encodable {
    struct Row: Encodable {
      let metric, regime: String
      let point, n: Int
      let mean, sd, mcse, ci_low, ci_high, p05, p25, p50, p75, p95: Double?
    }

    let scenario, directory, costs: String
    let seed, trials_requested, trials_completed: Int
    let interrupted: Bool
    let summary: [Row]
  }

  /// One JSON object: the study, where its results lie, and the summary's rows.
  static func json(_ outcome: StudyOutcome, _ request: StudyRequest) -> String {
    let report = Report(
      scenario: request.scenario.name, directory: request.directory, costs: "differ", seed: Int(request.scenario.seed),
      trials_requested: outcome.requested, trials_completed: outcome.trials, interrupted: outcome.isInterrupted,
      summary: outcome.summary.map {
        Report.Row(
          metric: $0.metric, regime: $0.regime, point: $0.point, n: $0.n, mean: $0.mean, sd: $0.sd, mcse: $0.mcse,
          ci_low: $0.ci_low, ci_high: $0.ci_high, p05: $0.p05, p25: $0.p25, p50: $0.p50, p75: $0.p75, p95: $0.p95)
      })
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    guard let data = try? encoder.encode(report) else { return "{}" }
    return String(decoding: data, as: UTF8.self)
  }
}
