import ArgumentParser
import Experiments
import Foundation
import ResultTables
import ScenarioFiles

/// `rainmaker calibrate`
struct CalibrateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "calibrate",
    abstract: "Finds sets of parameters with which the model meets published effects.",
    discussion: """
      The scenario's block calibration: names targets (a comparison as in a \
      hypothesis, with the value found, how sure it is, and its source) and the \
      parameters that may move. Waves of parameter sets are simulated on common \
      random draws; emulators of the targets say where to look next. The result is \
      an ensemble of sets that lie within three standard deviations of every \
      target that is fitted; targets marked check are only looked at afterwards. \
      Targets compare regimes as they are paid: give budget: none.

      EXAMPLES
        rainmaker calibrate Scenarios/evidence.yaml -o results/evidence
        rainmaker calibrate mine.yaml --points 60 --waves 3 --trials 8
        rainmaker calibrate mine.yaml --resume
      """)

  @OptionGroup var scenario: ScenarioOptions

  @Option(
    name: [.customShort("o"), .customLong("output")],
    help: ArgumentHelp("The results directory (default: results/NAME-calibration).", valueName: "dir"),
    completion: .directory)
  var output: String?

  @Option(parsing: .unconditional, help: ArgumentHelp("Trials of each set, instead of the scenario's.", valueName: "n"))
  var trials: Int?

  @Option(parsing: .unconditional, help: ArgumentHelp("Sets of a wave, instead of the scenario's.", valueName: "n"))
  var points: Int?

  @Option(parsing: .unconditional, help: ArgumentHelp("Waves at most, instead of the scenario's.", valueName: "n"))
  var waves: Int?

  @Option(parsing: .unconditional, help: ArgumentHelp("Members wanted, instead of the scenario's.", valueName: "n"))
  var members: Int?

  @Option(parsing: .unconditional, help: ArgumentHelp("Worker threads (default: all cores that may be used).", valueName: "n"))
  var threads: Int?

  @Flag(help: "Goes on with an interrupted calibration, or with more waves or members.")
  var resume = false

  @Flag(name: .shortAndLong, help: "Shows no progress.")
  var quiet = false

  func run() throws {
    var overrides = scenario.overrides
    for (path, value) in [
      ("trials", trials), ("calibration.points", points), ("calibration.waves", waves),
      ("calibration.members", members),
    ] {
      if let value { overrides.append((path, String(value))) }
    }
    let study = try Exits.load(scenario.path, overrides: overrides)
    guard let plan = study.calibration else {
      Terminal.say(
        "rainmaker: \(scenario.path): calibration: missing: the targets and the parameters that may move. 'rainmaker schema'",
        "documents the block.")
      throw ExitCode(65)
    }
    guard study.budget == nil else {
      Terminal.say("rainmaker: \(scenario.path): budget: expected none: targets compare regimes as they are paid")
      throw ExitCode(65)
    }
    let directory = output ?? "results/\(study.name)-calibration"
    let files = CalibrationDirectory(path: directory, plan: plan, text: ScenarioFile.resolved(study))
    let known: [CalibrationPoint]
    do throws(CalibrationDirectory.Refusal) { known = try files.open(resume: resume) } catch {
      Terminal.say("rainmaker: \(error.reason)")
      throw ExitCode(error.code)
    }
    let stop = StopSignal()
    let interrupts = Interrupts(stop)
    defer { interrupts.end() }
    let progress = quiet ? nil : CalibrationProgress()
    let answer = try Calibration(study, plan, directory: directory, threads: threads ?? Processors.usable())
      .run(known: known, stop: stop) { progress?.tell($0) }
    print(CalibrationText(answer, directory: directory).text)
    guard answer.status == .interrupted else { return }
    Terminal.say("The same command with --resume goes on.")
    throw Exits.interrupted
  }
}
