import ArgumentParser
import Experiments
import Foundation
import ScenarioFiles

/// Which study is meant, and where its results are: the options of every command that prepares one.
struct StudyChoice: ParsableArguments {
  @Option(
    name: [.customShort("o"), .customLong("output")],
    help: ArgumentHelp("The results directory (default: results/NAME).", valueName: "dir"), completion: .directory)
  var output: String?

  @Option(parsing: .unconditional, help: ArgumentHelp("Number of trials, instead of the scenario's.", valueName: "n"))
  var trials: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Seed, 0 to 4294967295, instead of the scenario's.", valueName: "n"))
  var seed: Int?

  @OptionGroup var workers: ThreadOption

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Level of intervals and tests, instead of the scenario's; a finished study takes another with --resume, from its trials.",
      valueName: "level"))
  var confidence: Double?

  @Option(
    help: ArgumentHelp("Runs only these regimes; their rows do not change.", valueName: "name,name"),
    transform: { $0.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty } })
  var regimes: [String]?

  /// What no option says by itself.
  func check(against scenario: ScenarioOptions) throws {
    if let confidence {
      try ConfidenceOption.check(confidence)
      if let other = scenario.settings.last(where: { $0.path == "outputs.confidence" }) {
        throw ValidationError(
          "--confidence \(confidence) and --set outputs.confidence=\(other.value) are the same setting: give one.")
      }
    }
    for (name, value, range) in [("trials", trials, Scenario.trialRange), ("seed", seed, 0...Int(UInt32.max))] {
      guard let value else { continue }
      guard range.contains(value) else {
        throw ValidationError("--\(name) takes \(range.lowerBound) to \(range.upperBound), got \(value).")
      }
      if let other = scenario.settings.last(where: { $0.path == name }) {
        throw ValidationError("--\(name) \(value) and --set \(name)=\(other.value) are the same setting: give one.")
      }
    }
    if let regimes, regimes.isEmpty { throw ValidationError("--regimes takes names, separated by commas.") }
    if let output, output.isEmpty { throw ValidationError("--output takes the name of a directory.") }
  }

  /// The study of a file, as these options change it.
  /// - Parameters:
  ///   - settings: that other options make, after those of the command line.
  ///   - blocks: of the file, taken to be there if only empty.
  ///   - check: whether to test every pass.
  ///   - mode: what to do about results that are there.
  func request(
    _ scenario: ScenarioOptions, settings: [(path: String, value: String)] = [], blocks: [String] = [],
    check: Bool = false, mode: StudyRequest.Mode = .fresh
  ) throws -> StudyRequest {
    var overrides = scenario.overrides + settings
    if let trials { overrides.append(("trials", String(trials))) }
    if let seed { overrides.append(("seed", String(seed))) }
    if let confidence { overrides.append(("outputs.confidence", String(confidence))) }
    let study = try Exits.load(scenario.path, overrides: overrides, blocks: blocks)
    try checkRegimes(of: study)
    return StudyRequest(
      scenario: study, text: { ScenarioFile.resolved($0) },
      salaries: { (try? ScenarioFile.load(path: $0))?.budget?.salaries }, directory: output ?? "results/\(study.name)",
      threads: workers.count, check: check, selection: regimes, mode: mode)
  }

  private func checkRegimes(of study: Scenario) throws {
    let names = study.regimes.map(\.name)
    for name in regimes ?? [] where !names.contains(name) {
      let meant = Suggestion.nearest(to: name, among: names).map { " Did you mean '\($0)'?" } ?? ""
      Terminal.say(
        "rainmaker: --regimes: '\(name)' is not a regime of this scenario; it has \(names.joined(separator: ", "))."
          + meant)
      throw ExitCode(64)
    }
    guard let regimes, let experiment = study.experiment else { return }
    let needed = [experiment.control, FieldExperiment.pilot, FieldExperiment.everybody]
    guard let missing = needed.first(where: { !regimes.contains($0) }) else { return }
    Terminal.say(
      "rainmaker: --regimes: '\(missing)' is missing; the scenario's experiment needs \(needed.joined(separator: ","))."
    )
    throw ExitCode(64)
  }
}
