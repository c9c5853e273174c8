import ArgumentParser
import Experiments
import Reports
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
      target that is fitted, also on draws that the search did not see; targets \
      marked check are only looked at afterwards. Targets compare regimes as they \
      are paid: give budget: none.

      EXAMPLES
        rainmaker calibrate Scenarios/evidence/targets.yaml -o results/evidence
        rainmaker calibrate mine.yaml --points 60 --waves 3 --trials 8
        rainmaker calibrate mine.yaml --waves 9 --resume
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

  @OptionGroup var workers: ThreadOption

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
    let plan = try plan(of: study)
    let directory = output ?? "results/\(study.name)-calibration"
    do {
      let lock = try SearchDirectory(
        path: directory, text: ScenarioFile.resolved(study), noun: "calibration", growing: ["waves", "members"],
        files: CalibrationPlan.files
      ).open(resume: resume)
      defer { withExtendedLifetime(lock) {} }
      let stop = StopSignal()
      let interrupts = Interrupts(stop)
      defer { interrupts.end() }
      let progress = quiet ? nil : CalibrationLine()
      let answer = try Calibration(
        study, plan, directory: directory, threads: workers.count, stop: stop
      ) { progress?.tell($0) }.run()
      progress?.finish()
      if answer.status != .interrupted { try write(answer, plan, study, directory) }
      try Terminal.publish(CalibrationText(answer, plan, directory: directory).text + "\n")
      guard answer.status == .interrupted else { return }
      Terminal.say("The same command with --resume goes on.")
      throw Exits.interrupted
    } catch let refusal as SearchRefusal {
      Terminal.say("rainmaker: \(refusal.reason)")
      throw ExitCode(refusal.code)
    }
  }

  private func write(
    _ answer: CalibrationAnswer, _ plan: CalibrationPlan, _ study: Scenario, _ directory: String
  ) throws {
    let digests = try ["calibration.resolved.yaml", "ensemble.csv"].map { name in
      (name: name, sha256: try FileDigest.measure(fileAt: "\(directory)/\(name)", rows: 0).sha256)
    }
    let page = CalibrationPage(answer, plan, scenario: study, digests: digests, build: .program)
    _ = try AtomicFile.write(text: page.text, to: directory + "/calibration.md")
  }

  private func plan(of study: Scenario) throws -> CalibrationPlan {
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
    return plan
  }
}
