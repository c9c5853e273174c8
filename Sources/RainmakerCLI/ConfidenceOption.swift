import ArgumentParser
import Experiments

/// `--confidence`, of commands that read finished results.
struct ConfidenceOption: ParsableArguments {
  @Option(
    name: .customLong("confidence"), parsing: .unconditional,
    help: ArgumentHelp(
      "Level of intervals and tests, instead of the run's: tables are made anew from its journal, elsewhere; nothing is simulated.",
      valueName: "level"))
  var level: Double?

  func validate() throws { try level.map(Self.check) }

  var confidence: Confidence? { level.map { Confidence($0) } }

  static func check(_ level: Double) throws {
    guard Confidence.range.contains(level) else {
      throw ValidationError(
        "--confidence takes 0.5 to 0.999, got \(level)\(level > 1 ? ": write 0.95 for 95 %" : "").")
    }
  }
}
