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
        if column.interval, let mean = entry?.mean, let high = entry?.ciHigh {
          text += " ±" + NumberText.fixed(high - mean, column.digits)
        }
        return NumberText.padded(text, width(of: column.interval))
      }
      lines.append(regime.padding(toLength: nameWidth, withPad: " ", startingAt: 0) + cells.joined())
    }
    lines.append("")
    lines.append("Pay units a seat and week, mean and 95 % interval over trials.")
    lines.append(
      "Costs differ between regimes: no budget equalises them, so profits do not compare ways of managing alone.")
    lines.append("Results: \(request.directory)")
    return lines.joined(separator: "\n")
  }

  private static func width(of interval: Bool) -> Int { interval ? 15 : 9 }

  private struct Report: Encodable {
    let scenario, directory, costs: String
    let seed, trialsRequested, trialsCompleted: Int
    let interrupted: Bool
    let summary: [SummaryEntry]
  }

  /// One JSON object: the study, where its results lie, and the summary's rows.
  static func json(_ outcome: StudyOutcome, _ request: StudyRequest) -> String {
    let report = Report(
      scenario: request.scenario.name, directory: request.directory, costs: "differ", seed: Int(request.scenario.seed),
      trialsRequested: outcome.requested, trialsCompleted: outcome.trials, interrupted: outcome.isInterrupted,
      summary: outcome.summary)
    let encoder = JSONEncoder()
    encoder.keyEncodingStrategy = .convertToSnakeCase
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    guard let data = try? encoder.encode(report) else { return "{}" }
    return String(decoding: data, as: UTF8.self)
  }
}
