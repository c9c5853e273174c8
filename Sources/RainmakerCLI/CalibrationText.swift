import Experiments
import Foundation

/// What a calibration found, for the terminal: the answer first, then target by target.
struct CalibrationText {
  let text: String

  init(_ answer: CalibrationAnswer, directory: String) {
    var lines = [Self.headline(answer), ""]
    if !answer.members.isEmpty {
      lines.append(Self.row("target", "found", "sd", "ensemble", "sd off", "farthest", "use"))
      for row in answer.targets {
        lines.append(
          Self.row(
            row.target.name, Self.short(row.target.value), Self.short(row.target.sd), row.mean.map(Self.short) ?? "–",
            row.distance.map(Self.signed) ?? "–", row.farthest.map(Self.signed) ?? "–",
            row.target.use.rawValue + (row.isMet ? "" : ", missed")))
      }
      let identified = answer.parameters.filter(\.isIdentified).map(\.parameter.path)
      let open = answer.parameters.filter { !$0.isIdentified }.map(\.parameter.path)
      lines += ["", "identified: " + (identified.isEmpty ? "none" : identified.joined(separator: ", "))]
      lines.append("not identified: " + (open.isEmpty ? "none" : open.joined(separator: ", ")))
      for row in answer.parameters where !row.partners.isEmpty {
        lines.append("\(row.parameter.path) trades off against \(row.partners.joined(separator: ", "))")
      }
    }
    lines += ["", "\(directory)/ensemble.csv, fit.csv, parameters.csv, points.csv"]
    text = lines.joined(separator: "\n")
  }

  private static func headline(_ answer: CalibrationAnswer) -> String {
    let simulated = "\(answer.points) sets of parameters simulated in \(answer.waves) waves"
    switch answer.status {
    case .complete: return "\(answer.members.count) members fit every target; \(simulated)."
    case .fewer:
      return "\(answer.members.count) members fit every target, fewer than wanted: the waves are over; \(simulated)."
    case .interrupted: return "Interrupted: \(answer.members.count) members so far; \(simulated)."
    case .nothingFits:
      let misses = answer.misses.prefix(5).map { "\($0.name) by \(signed($0.distance)) sd" }.joined(separator: ", ")
      return "Nothing fits; \(simulated). The nearest set misses \(misses.isEmpty ? "targets without a value" : misses)."
    }
  }

  private static func row(
    _ name: String, _ found: String, _ sd: String, _ mean: String, _ off: String, _ far: String, _ use: String
  ) -> String {
    pad(name, 27) + left(found, 9) + left(sd, 8) + left(mean, 10) + left(off, 8) + left(far, 9) + "  " + use
  }

  private static func pad(_ text: String, _ width: Int) -> String {
    let cut = text.count > width - 1 ? String(text.prefix(width - 2)) + "…" : text
    return cut + String(repeating: " ", count: width - cut.count)
  }

  private static func left(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
  }

  private static func short(_ value: Double) -> String { String(format: "%.3g", value) }
  private static func signed(_ value: Double) -> String { String(format: "%+.2f", value) }
}
