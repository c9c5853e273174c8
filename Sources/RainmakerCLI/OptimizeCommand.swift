import ArgumentParser
import Experiments
import Reports
import ResultTables
import ScenarioFiles

/// `rainmaker optimize`
struct OptimizeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "optimize",
    abstract: "Finds the setting of some levers that cannot be beaten, at equal cost.",
    discussion: """
      The scenario's block optimize: names levers of one regime, each with its range, \
      and how many trials there are in all. A search tries settings on common random \
      draws, each at the salary at which it costs what the budget allows, and goes \
      where an emulator expects the most. The best that it finds and the regime as it \
      is are then compared on draws that the search did not see. The answer is a set \
      that cannot be told from the best of them, each with its levers.

      EXAMPLES
        rainmaker optimize mine.yaml
        rainmaker optimize mine.yaml --runs 20000 -o results/levers
        rainmaker optimize mine.yaml --set 'optimize.levers={commission: [0, 0.1]}'
        rainmaker optimize mine.yaml --resume --json
      """)

  @OptionGroup var scenario: ScenarioOptions

  @Option(
    name: [.customShort("o"), .customLong("output")],
    help: ArgumentHelp("The results directory (default: results/NAME-optimum).", valueName: "dir"),
    completion: .directory)
  var output: String?

  @Option(parsing: .unconditional, help: ArgumentHelp("Trials in all, instead of the scenario's.", valueName: "n"))
  var runs: Int?

  @Option(
    parsing: .unconditional, help: ArgumentHelp("Seed, 0 to 4294967295, instead of the scenario's.", valueName: "n"))
  var seed: Int?

  @OptionGroup var workers: ThreadOption

  @Flag(help: "Goes on with an interrupted search.")
  var resume = false

  @Flag(name: .shortAndLong, help: "Shows no progress.")
  var quiet = false

  @Flag(help: "Prints everything as JSON instead of a table.")
  var json = false

  func validate() throws {
    for (name, value, range) in [("runs", runs, OptimumPlan.runRange), ("seed", seed, 0...Int(UInt32.max))] {
      guard let value, !range.contains(value) else { continue }
      throw ValidationError("--\(name) takes \(range.lowerBound) to \(range.upperBound), got \(value).")
    }
    if let output, output.isEmpty { throw ValidationError("--output takes the name of a directory.") }
  }

  func run() throws {
    var overrides = scenario.overrides
    for (path, value) in [("optimize.runs", runs), ("seed", seed)] {
      if let value { overrides.append((path, String(value))) }
    }
    let study = try Exits.load(scenario.path, overrides: overrides)
    let plan = try plan(of: study)
    let directory = output ?? "results/\(study.name)-optimum"
    let stop = StopSignal(), interrupts = Interrupts(stop)
    defer { interrupts.end() }
    do {
      let lock = try SearchDirectory(
        path: directory, text: ScenarioFile.resolved(study), noun: "optimum", files: OptimumPlan.files
      ).open(resume: resume)
      defer { withExtendedLifetime(lock) {} }
      let bar = quiet ? nil : ProgressBar()
      bar?.begin("Searching", "trials", isEven: true)
      defer { bar?.finish() }
      let answer = try Optimum(
        study, plan, directory: directory, threads: workers.count, stop: stop
      ) { bar?.show($0, of: $1) }.run()
      bar?.finish()
      guard let finalists = answer.study else {
        Terminal.say(
          "Interrupted: \(answer.runs) trials of the search are kept. The same command with --resume goes on.")
        throw Exits.interrupted
      }
      try compare(finalists, answer, plan, directory, stop)
    } catch let refusal as SearchRefusal {
      Terminal.say("rainmaker: \(refusal.reason)")
      throw ExitCode(refusal.code)
    } catch let failure as StudyFailure {
      throw Exits.explain(failure)
    }
  }

  /// Runs the study of the finalists and prints what came of it.
  private func compare(
    _ study: Scenario, _ answer: Optimum.Answer, _ plan: OptimumPlan, _ directory: String, _ stop: StopSignal
  ) throws {
    let request = StudyRequest(
      scenario: study, text: { ScenarioFile.resolved($0) }, directory: directory + "/finalists",
      threads: workers.count, mode: resume ? .resume : .fresh)
    let progress = quiet ? nil : RunProgress(solvesSalaries: study.solvesSalaries)
    let outcome: StudyOutcome
    do throws(StudyFailure) {
      outcome = try StudyRun(request, build: BuildInfo.program).run(
        stop: stop, salaries: { progress?.salaries($0, of: $1) }, progress: { progress?.trials($0, of: $1) })
    } catch {
      progress?.finish()
      throw Exits.explain(error, of: request)
    }
    progress?.finish()
    let results = try Outcome.read(request.directory)
    let report = OptimumText(results, plan, answer, directory: directory, width: Terminal.style.columns)
    try Terminal.publish((json ? report.json.text() : report.text) + "\n")
    let failure = try FailureText.tell(outcome, in: request.directory)
    if let failure, outcome.isLimited || !outcome.isInterrupted { throw failure }
    guard outcome.isInterrupted else { return }
    Terminal.say("Interrupted: the same command with --resume goes on.")
    throw Exits.interrupted
  }

  private func plan(of study: Scenario) throws -> OptimumPlan {
    func refuse(_ message: String) -> ExitCode {
      Terminal.say("rainmaker: \(scenario.path): \(message)")
      return ExitCode(65)
    }
    guard let plan = study.optimum else {
      throw refuse("optimize: missing: the levers that may move. 'rainmaker schema' documents the block.")
    }
    guard study.points == 1, study.sensitivity == nil else {
      throw refuse("design: expected one point: a search is for one firm; run it once for each")
    }
    guard study.streams == .common else {
      throw refuse("streams: expected common: settings are compared on the same random draws")
    }
    if case .sameAs? = study.budget?.target {
      throw refuse("budget.as: expected cost_per_seller or none: settings are brought to a cost that is given")
    }
    return plan
  }
}
