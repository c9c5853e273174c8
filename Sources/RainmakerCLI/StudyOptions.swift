import ArgumentParser
import Experiments
import Foundation
import ScenarioFiles

/// How a study is run, and where it goes: the options of commands that run one.
struct StudyOptions: ParsableArguments {
  @OptionGroup var choice: StudyChoice

  @Flag(
    help: "Continues an interrupted run, adds trials to a shorter one, or remakes tables.")
  var resume = false

  @Flag(help: "Replaces the study in the directory, and nothing else that is there.")
  var overwrite = false

  @Option(
    help: ArgumentHelp(
      "Runs one of N parts of the trials, into DIR/shards; `merge` makes tables of all. I/N, auto/N for the task of a scheduler's array, prepare/N to solve salaries alone; N may be left out once it is known.",
      valueName: "i/n"))
  var shard: ShardOption?

  @Flag(help: "Tests after every pass that it changed only its own columns and that everything balances; slow.")
  var check = false

  @Flag(help: "Says what the run will take, and runs nothing but a trial or two to measure.")
  var estimate = false

  @Flag(help: "Runs also what does not seem to fit onto the disk or into memory.")
  var force = false

  @Flag(name: .shortAndLong, help: "Shows no progress.")
  var quiet = false

  @Flag(help: "Prints everything as JSON instead of a table.")
  var json = false

  /// What no option says by itself.
  func check(against scenario: ScenarioOptions) throws {
    try choice.check(against: scenario)
    if resume, overwrite {
      throw ValidationError("--resume keeps what is there and --overwrite replaces it: give one of them.")
    }
    if shard != nil {
      for (name, isGiven) in [
        ("resume", resume), ("overwrite", overwrite), ("estimate", estimate), ("json", json), ("force", force),
      ] where isGiven {
        throw ValidationError(
          "--shard and --\(name) do not go together\(name == "resume" ? ": a shard always goes on" : "").")
      }
    }
  }

  /// Runs the study of a file and prints what came of it.
  /// - Parameters:
  ///   - settings: that other options make, after those of the command line.
  ///   - blocks: of the file, taken to be there if only empty.
  func run(
    _ scenario: ScenarioOptions, settings: [(path: String, value: String)] = [], blocks: [String] = []
  ) throws {
    let request = try choice.request(
      scenario, settings: settings, blocks: blocks, check: check,
      mode: resume ? .resume : overwrite ? .overwrite : .fresh)
    if let shard { return try shard.run(request, isQuiet: quiet) }
    if estimate { return try EstimateText.publish(request, asJSON: json) }
    if !force, let lack = Room(at: request.directory).lack(for: StudySize(request), there: request.bytesThere) {
      Terminal.say("rainmaker: \(lack); nothing was written.", "--force runs it all the same.")
      throw Exits.shortage
    }
    let stop = StopSignal()
    let interrupts = Interrupts(stop)
    defer { interrupts.end() }
    let progress = quiet ? nil : RunProgress(solvesSalaries: request.scenario.solvesSalaries)
    let outcome: StudyOutcome
    do throws(StudyFailure) {
      outcome = try StudyRun(request, build: BuildInfo.program).run(
        stop: stop, salaries: { progress?.salaries($0, of: $1) }, progress: { progress?.trials($0, of: $1) })
    } catch {
      progress?.finish()
      throw Exits.explain(error, of: request)
    }
    progress?.finish()
    let closing = progress.flatMap {
      $0.hasSpoken ? $0.closing(trials: outcome.trials, threads: outcome.threads) : nil
    }
    try Outcome.publish(Outcome.read(request.directory), asJSON: json)
    if let closing, !outcome.wasComplete { Terminal.say(closing) }
    if let maker = outcome.earlierMaker { Self.tellEarlier(maker) }
    Self.tellMissing(outcome.missing)
    if outcome.threads < request.threads, !outcome.wasComplete {
      Terminal.say(
        "The system gave \(outcome.threads) of \(request.threads) threads (ulimit -u shows the limit): slower, with the same results."
      )
    }
    let failure = try FailureText.tell(outcome, in: request.directory)
    if let failure, outcome.isLimited || !outcome.isInterrupted { throw failure }
    guard outcome.isInterrupted else { return }
    Terminal.say(
      "Interrupted: \(outcome.trials) of \(outcome.requested) trials are complete, and the tables hold only those.")
    Terminal.say("The same command with --resume runs the rest.")
    throw Exits.interrupted
  }

  private static func tellEarlier(_ maker: BuildInfo) {
    Terminal.say("These results were there already; nothing was run.")
    guard maker != BuildInfo.program else { return }
    Terminal.say(
      "They were made by rainmaker \(maker.description), and this is \(BuildInfo.program.description):",
      "to run again, name another directory with -o DIR.")
  }

  static func tellMissing(_ missing: [MissingTable]) {
    for reason in Set(missing.map(\.reason)).sorted() {
      let tables = missing.filter { $0.reason == reason }.map { $0.table.rawValue + ".csv" }
      Terminal.say("Not made: \(tables.joined(separator: ", ")). All other tables are complete.")
      Terminal.say(reason)
    }
    if !missing.isEmpty { Terminal.say("The same command makes the missing tables once it can.") }
  }
}
