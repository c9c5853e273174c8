import Foundation
import enum Reports.NumberText
import Verification

/// Reports of verification for people, at most 100 columns wide.
enum VerifyText {
  private static let width = (id: 7, what: 41, number: 13)

  static func report(
    _ report: VerificationRun.Report, _ session: Session,
    dropped: [(id: String, title: String, reason: String)], point: Point?
  ) -> String {
    var lines = [
      bold(
        row("", "", "expected", "got", "SE", "z", "LRE", "").replacing(#/\s+$/#, with: ""))
    ]
    for (check, outcome) in zip(report.checks, report.outcomes) {
      lines += [bold(pad(check.id, width.id) + check.title)]
      if let point { lines += wrap(values(check, point)) }
      switch outcome {
      case .figures(let figures): lines += figures.map(line)
      case .notRun(_, let reason): lines += wrap("not run: \(reason)")
      case .failed(_, let reason): lines += wrap("FAILED: \(reason)")
      }
      for row in dropped where isNext(row.id, after: check.id) {
        lines += [bold(pad(row.id, width.id) + row.title)] + wrap(row.reason)
      }
    }
    return (lines + [""] + summary(report, session)).joined(separator: "\n") + "\n"
  }

  private static func summary(_ report: VerificationRun.Report, _ session: Session) -> [String] {
    let all = report.figures.count, failed = report.failures
    var text =
      "\(NumberText.count(all, "figure")), \(failed == 0 ? "all within bounds" : "\(failed) FAILED"), seed \(session.seed)."
    if report.notRun > 0 {
      text += " \(NumberText.count(report.notRun, "check")) \(report.notRun == 1 ? "was" : "were") not run: see above."
    }
    if report.sampled > 20 {
      text +=
        " \(report.sampled) figures are means of simulations: under another seed, chance alone takes one of them "
        + "beyond 4 standard errors with probability \(NumberText.fixed(100 * report.chanceOfFalseAlarm, 1)) %."
    }
    return wrap(text, indent: 0)
  }

  private static func line(_ figure: Finding) -> String {
    let verdict = figure.passes ? "ok" : "FAILED"
    return row(
      figure.check, figure.what, number(figure.expected), number(figure.got),
      figure.standardError.map { String(format: "%.1e", $0) } ?? "", figure.z.map { String(format: "%+.2f", $0) } ?? "",
      figure.lre.map { String(format: "%.1f", $0) } ?? "", verdict)
      + (figure.note.map { "\n" + String(repeating: " ", count: width.id) + "  " + $0 } ?? "")
  }

  private static func row(
    _ id: String, _ what: String, _ expected: String, _ got: String, _ error: String, _ z: String, _ lre: String,
    _ verdict: String
  ) -> String {
    pad(id, width.id) + pad(what, width.what) + NumberText.padded(expected, width.number)
      + NumberText.padded(got, width.number) + NumberText.padded(error, 8) + NumberText.padded(z, 6)
      + NumberText.padded(lre, 5) + " " + verdict
  }

  private static func bold(_ text: String) -> String { Terminal.hasColour ? "\u{1B}[1m\(text)\u{1B}[0m" : text }

  /// Significant digits; a dash for what is no number.
  static func number(_ value: Double, digits: Int = 6) -> String {
    value.isFinite ? String(format: "%.\(digits)g", value) : "–"
  }

  /// What a constraint asks for: "at most 0.85".
  static func range(_ range: ClosedRange<Double>) -> String {
    range.upperBound == .infinity
      ? "at least \(short(range.lowerBound))" : "from \(short(range.lowerBound)) to \(short(range.upperBound))"
  }

  /// As few digits as say the number.
  static func short(_ value: Double) -> String {
    value == value.rounded() && value.magnitude < 1e15 ? String(Int(value)) : "\(value)"
  }

  private static func pad(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(1, width - text.count))
  }

  private static func values(_ check: Check, _ point: Point) -> String {
    check.parameters.map { "\($0.name)=\(short(point[$0.name]))" }.joined(separator: " ")
  }

  /// Numbers of the table are in order: a dropped one goes behind the last before it.
  private static func isNext(_ dropped: String, after id: String) -> Bool {
    guard let number = Int(dropped.dropFirst()), let last = Int(id.dropFirst()), id.hasPrefix("V") else { return false }
    return last == number - 1
  }

  private static func wrap(_ text: String, indent: Int = width.id) -> [String] {
    var lines = [""]
    for word in text.split(separator: " ") {
      if lines[lines.count - 1].count + word.count + 1 + indent > 100 { lines.append("") }
      let place = lines.count - 1
      lines[place] += (lines[place].isEmpty ? String(repeating: " ", count: indent) : " ") + word
    }
    return lines
  }

  /// What `--points` prints.
  static func points() -> String {
    var lines: [String] = []
    for check in Catalogue.checks {
      lines.append(bold(pad(check.id, width.id) + check.title))
      guard !check.parameters.isEmpty else { continue }
      lines += wrap(check.law)
      for parameter in check.parameters {
        let range = "\(short(parameter.range.lowerBound))…\(short(parameter.range.upperBound))"
        let unit = (parameter.isWhole ? "whole " : "") + (parameter.unit == "1" ? "" : parameter.unit)
        lines.append(
          String(repeating: " ", count: width.id) + pad(parameter.name, 14) + pad(short(parameter.standard), 9)
            + pad(range, 11) + pad(unit, 15) + (parameter.symbol.isEmpty ? "" : parameter.symbol + ": ")
            + parameter.summary)
      }
      for constraint in check.constraints {
        lines += wrap("where \(constraint.quantity) is \(range(constraint.range)): \(constraint.reason)")
      }
    }
    lines +=
      [""]
      + wrap(
        "Name, default, range, unit; then constraints between them. A check without parameters compares published "
          + "values.", indent: 0)
    return lines.joined(separator: "\n") + "\n"
  }
}
