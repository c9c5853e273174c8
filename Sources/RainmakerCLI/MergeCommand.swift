import ArgumentParser
import Experiments
import Reports
import ScenarioFiles

/// `rainmaker merge`
struct MergeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge",
    abstract: "Makes the results of a study from its shards.",
    discussion: """
      Reads what `run --shard` has left in DIR/shards, checks that all of it is of one \
      study and build, and ends with the bytes that a run on one machine has. Files \
      may be there twice if they say the same. Where shards are missing, or torn, \
      their numbers are printed as an array (--array=3,7-9) and the exit code is 75. \
      Nothing is simulated but a few trials that --partial may need for equal cost.

      EXAMPLES
        rainmaker merge results/big
        rainmaker merge results/big --partial
        missing=$(rainmaker merge results/big) || sbatch $missing shards.sbatch
      """)

  @Argument(help: ArgumentHelp("The results directory.", valueName: "dir"), completion: .directory)
  var directory: String

  @Flag(help: "Makes tables of the trials before the first that is missing.")
  var partial = false

  @OptionGroup var workers: ThreadOption

  @Flag(name: .shortAndLong, help: "Shows no progress.")
  var quiet = false

  @Flag(help: "Prints everything as JSON instead of a table.")
  var json = false

  func run() throws {
    let stop = StopSignal()
    let interrupts = Interrupts(stop, at: "at the next shard", code: Exits.due.rawValue)
    defer { interrupts.end() }
    let bar = quiet ? nil : ProgressBar()
    bar?.begin("Reading shards")
    let survey: ShardSurvey, outcome: StudyOutcome?
    do throws(StudyFailure) {
      let study = try ShardFolder.study(directory)
      bar?.begin("Merging", "shards", of: study.plan.shards)
      (survey, outcome) = try ShardMerge(
        study, build: BuildInfo.program, threads: workers.count
      ).run(isPartial: partial, stop: stop) { done, total in
        done < total ? bar?.show(done, of: total) : bar?.begin("Making tables")
      }
    } catch {
      bar?.finish()
      if case .stopped = error {
        Terminal.say("rainmaker: stopped; what was merged is kept, and the same command goes on from there.")
        throw Exits.due
      }
      throw Exits.explain(error)
    }
    bar?.finish()
    for defect in survey.torn { Terminal.say(ShardFolder.told(defect, directory)) }
    guard let outcome else {
      let missing = survey.missing, array = ArrayIndices.text(missing)
      Terminal.say(
        "rainmaker: \(NumberText.count(missing.count, "shard")) of \(survey.plan.shards) \(missing.count == 1 ? "is" : "are") missing: "
          + "\(array); no table was made.",
        partial
          ? "The first shard is among them, so there are no trials from the first on."
          : "--partial makes tables of the trials before the first that is missing.")
      try Terminal.publish("--array=\(array)\n")
      throw Exits.due
    }
    try Outcome.publish(Outcome.read(directory), asJSON: json)
    if outcome.wasComplete { Terminal.say("These results were there already.") }
    StudyOptions.tellMissing(outcome.missing)
    let failure = try FailureText.tell(outcome, in: directory)
    if let failure, outcome.isLimited || !outcome.isInterrupted { throw failure }
    guard outcome.isInterrupted else { return }
    Terminal.say(
      "Partial: the tables hold trials 0 to \(outcome.trials - 1) of \(NumberText.count(outcome.requested, "trial")).",
      "Shards that are missing: --array=\(ArrayIndices.text(survey.missing))")
    throw Exits.due
  }
}

/// Shards as they lie in a results directory.
enum ShardFolder {
  static func study(_ directory: String) throws(StudyFailure) -> ShardStudy {
    try ShardStudy(at: directory) { path in
      try? ScenarioFile.load(path: path)
    } text: {
      ScenarioFile.resolved($0)
    }
  }

  /// `shards/007-of-120.shard is torn: …`
  static func told(_ defect: ShardSurvey.Defect, _ directory: String) -> String {
    "\(directory)/shards/\(defect.file)\(defect.shard.map { ", shard \($0)," } ?? "") is of no use: \(defect.reason)"
  }
}
