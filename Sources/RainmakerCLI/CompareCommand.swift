import ArgumentParser
import Foundation
import Experiments
import Reports
import ResultTables
import ScenarioFiles

/// `rainmaker compare`
struct CompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Sets two finished runs side by side: what differs between them, and what that did.",
    discussion: """
      Says which settings differ, and compares every regime that both have, B less A. \
      Where both have the same seed and common streams a trial meets the same people, \
      customers and draws in both, and differences are within trials; elsewhere trials \
      are independent (Welch). Each study is at its own equal cost. Estimates are made \
      anew from the journals of both, which have to be there; nothing is simulated.

      EXAMPLES
        rainmaker compare results/before results/after
        rainmaker compare results/before results/after --metric win_rate
        rainmaker compare results/before results/after --json > both.json
        rainmaker compare results/before results/after -o both.csv
      """)

  @Argument(help: ArgumentHelp("The results directory to compare with.", valueName: "a"), completion: .directory)
  var first: String

  @Argument(help: ArgumentHelp("The results directory that is compared.", valueName: "b"), completion: .directory)
  var second: String

  @Option(
    help: ArgumentHelp(
      "A metric to show, may be repeated (default: profit, revenue, cost, quota_attainment); files have all.",
      valueName: "name"))
  var metric: [String] = []

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Level of intervals and tests (default: A's).", valueName: "level"))
  var confidence: Double?

  @Option(
    name: [.customShort("o"), .customLong("output")],
    help: ArgumentHelp("Writes every row as CSV to this file, or to standard output (-).", valueName: "file"),
    completion: .file(extensions: ["csv"]))
  var output: String?

  @Flag(help: "Prints everything as JSON instead of a table.")
  var json = false

  func validate() throws {
    try confidence.map(ConfidenceOption.check)
    if let output, output.isEmpty { throw ValidationError("--output takes the name of a file.") }
    if output == "-", json { throw ValidationError("--json and -o - both write to standard output: give one of them.") }
    for name in metric where !StudyPairReading.knownMetrics.contains(name) {
      let meant =
        Suggestion.nearest(to: name, among: StudyPairReading.knownMetrics).map { " Did you mean '\($0)'?" } ?? ""
      throw ValidationError("--metric: '\(name)' is no metric over the measured weeks.\(meant)")
    }
  }

  func run() throws {
    let a = try Outcome.read(first), b = try Outcome.read(second)
    let place = try output.map { output in
      _ = try Output(output, of: a)
      return try Output(output, of: b)
    }
    let kept = (try trials(first, a), try trials(second, b))
    let level = confidence.map { Confidence($0) } ?? a.confidence
    let studies: StudyPair, rows: [StudyPairEntry]
    do {
      studies = try StudyPair(kept.0, kept.1)
      rows = try studies.entries(level)
    } catch {
      Terminal.say("rainmaker: '\(first)' and '\(second)' cannot be compared: \(error)")
      throw error is StudyPair.Refusal ? ExitCode(65) : Exits.inputOutput
    }
    let settings = ScenarioFile.differences(from: kept.0.scenario, to: kept.1.scenario)
    let reading = StudyPairReading(
      StudyPairReading.Side(a, trials: studies.trials.first), StudyPairReading.Side(b, trials: studies.trials.second),
      studies, settings: settings.map { StudyPairReading.Setting(path: $0.path, old: $0.old, new: $0.new) }, rows: rows,
      confidence: level, metrics: metric.isEmpty ? StudyPairReading.usualMetrics : metric)
    if let place {
      let isStream = try place.write(try Self.csv(rows, level))
      if isStream { return }
    }
    try Terminal.publish(
      (json ? reading.json.text() : StudyPairText(reading, columns: Terminal.style.columns).text) + "\n")
  }

  /// All rows as they stand in the file.
  private static func csv(_ rows: [StudyPairEntry], _ confidence: Confidence) throws -> String {
    let path = try ScratchFolder.make() + "/rows.csv"
    do {
      let table = try CSVTable(schema: StudyPair.table(confidence), path: path)
      for row in rows { try table.append(row.cells) }
      _ = try table.finish()
      return try String(contentsOfFile: path, encoding: .utf8)
    } catch {
      Terminal.say("rainmaker: \(error)")
      throw Exits.inputOutput
    }
  }

  /// The trials behind a study's tables.
  private func trials(_ path: String, _ study: StoredStudy) throws -> KeptTrials {
    guard let scenario = study.scenario else {
      Terminal.say(
        "rainmaker: '\(path)' cannot be compared: this program cannot read its scenario.resolved.yaml, which another version wrote."
      )
      throw ExitCode(65)
    }
    guard FileIdentity(path: path + "/trials.journal") != nil else {
      Terminal.say(
        "rainmaker: '\(path)' cannot be compared: its trials.journal is gone, from which estimates are made anew; run it again."
      )
      throw ExitCode(66)
    }
    return KeptTrials(directory: path, scenario: scenario) { ScenarioFile.resolved($0) }
  }
}
