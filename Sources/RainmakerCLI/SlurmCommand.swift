import ArgumentParser
import Experiments
import Foundation
import Reports
import ResultTables

/// `rainmaker slurm`
struct SlurmCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "slurm",
    abstract: "Runs a study as an array of Slurm, and merges it.",
    discussion: """
      Divides the study into shards, measures a trial or two, and writes two batch \
      scripts into DIR/shards/slurm: an array of the shards, and a merge that waits \
      for it. Their limits of time and memory follow from what was measured. --submit \
      submits both as they lie there, edited or not; an option that they depend on \
      has them written anew. A task that nears its limit is warned, keeps what is \
      complete, and goes back into the queue. --threads is that of each task, 1 by \
      default. Slurm's own variables (SBATCH_QOS, ...) count as well.

      A busy Slurm is asked again, later and later; nothing is submitted twice.

      EXAMPLES
        rainmaker slurm mine.yaml -o results/big --tasks 100
        rainmaker slurm mine.yaml -o results/big --submit
        rainmaker slurm mine.yaml -o results/big --status
        rainmaker slurm mine.yaml -o results/big --resubmit
        rainmaker slurm mine.yaml --tasks 100 --at-once 20 --time 2:00:00 \\
          --partition long --account lab --submit
      """)

  @OptionGroup var scenario: ScenarioOptions

  @OptionGroup var choice: StudyChoice

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Shards, and tasks of the array (default: as many as take half an hour each).", valueName: "n"))
  var tasks: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Tasks that run at the same time, at most.", valueName: "n"))
  var atOnce: Int?

  @Option(
    help: ArgumentHelp(
      "Limit of a task, as Slurm writes it: minutes, H:MM:SS, D-HH (default: by the estimate).", valueName: "time"))
  var time: String?

  @Option(help: ArgumentHelp("Slurm's partition, or several with commas.", valueName: "name"))
  var partition: String?

  @Option(help: ArgumentHelp("Slurm's account.", valueName: "name"))
  var account: String?

  @Option(
    help: ArgumentHelp(
      "Runs tasks in an image of Apptainer that has this build of the program.", valueName: "image"))
  var container: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Exit code at which this cluster puts a task back by itself (RequeueExit); without it the script does.",
      valueName: "code"))
  var requeueExit: Int?

  @Flag(help: "Submits the array and the merge.")
  var submit = false

  @Flag(help: "Says how far the shards and their jobs are.")
  var status = false

  @Flag(help: "Submits the shards that are missing and in no queue, and a merge.")
  var resubmit = false

  @Flag(name: .shortAndLong, help: "Shows no progress.")
  var quiet = false

  @Flag(help: "Prints --status as JSON.")
  var json = false

  /// Slurm counts tasks, and reads numbers, up to these.
  private static let usualTasks = 1_000, longest = 200

  func validate() throws {
    try choice.check(against: scenario)
    if [submit, status, resubmit].count(where: { $0 }) > 1 {
      throw ValidationError("--submit, --status and --resubmit are three commands: give one of them.")
    }
    if json, !status { throw ValidationError("--json goes with --status.") }
    if status, hasSettings { throw ValidationError("--status only looks: it takes no options of scripts.") }
    for (name, value, range) in [
      ("tasks", tasks, 1...ShardPlan.most), ("at-once", atOnce, 1...ShardPlan.most),
      ("requeue-exit", requeueExit, 1...255),
    ] {
      guard let value, !range.contains(value) else { continue }
      throw ValidationError("--\(name) takes \(range.lowerBound) to \(range.upperBound), got \(value).")
    }
    if let time, SlurmTime(time) == nil {
      throw ValidationError(
        "--time takes a minute to a year, as 90, 1:30:00 or 1-12:00:00, got '\(time)'.")
    }
    for (name, value) in [("partition", partition), ("account", account)] {
      guard let value else { continue }
      let isName = value.utf8.allSatisfy {
        (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0) || "_.,@+-".utf8.contains($0)
      }
      guard isName, !value.isEmpty, value.utf8.count <= Self.longest else {
        throw ValidationError("--\(name) takes letters, digits and _.,@+-, got '\(value)'.")
      }
    }
    if let container, container.isEmpty { throw ValidationError("--container takes the name of an image.") }
  }

  /// Whether anything is given that scripts depend on.
  private var hasSettings: Bool {
    tasks != nil || atOnce != nil || time != nil || partition != nil || account != nil || container != nil
      || requeueExit != nil || choice.workers.threads != nil
  }

  func run() throws {
    let request = try choice.request(scenario)
    do { try work(request) } catch let failure as StudyFailure {
      if case .nothingDone = failure {
        Terminal.say("rainmaker: stopped before anything was written.")
        throw Exits.due
      }
      throw Exits.explain(failure, of: request)
    }
  }

  private func work(_ request: StudyRequest) throws {
    let preparation = ShardPreparation(request, build: BuildInfo.program), isDivided = preparation.isDone
    // Refuses where there is nothing to look at.
    if !isDivided, status || resubmit { _ = try ShardFolder.study(request.directory) }
    let there = isDivided ? try preparation.study(nil, stop: StopSignal()) : nil
    if status, let there { return try look(there) }
    let isThere = there != nil && SlurmFolder(request.directory).hasScripts && !hasSettings
    let study = if isThere, submit || resubmit, let there { there } else { try write(request, there) }
    if submit || resubmit { try send(study) } else { try tellHow(study) }
  }

  /// Divides the study unless it is, and writes its scripts.
  private func write(_ request: StudyRequest, _ there: ShardStudy?) throws -> ShardStudy {
    let stop = StopSignal(), interrupts = Interrupts(stop, code: Exits.due.rawValue)
    defer { interrupts.end() }
    let most = try Self.client.mostTasks(isNeeded: submit || resubmit)
    let shape = StudyRequest(
      scenario: request.scenario, text: request.text, directory: request.directory,
      threads: choice.workers.threads ?? 1,
      selection: request.selection)
    let size = SlurmSize(
      try RunEstimate(shape, stop: stop), tasks: there?.plan.shards ?? tasks, most: most ?? Self.usualTasks,
      limit: time.flatMap { SlurmTime($0) })
    if let tasks, tasks != size.tasks {
      throw Self.refuse(
        "--tasks: the study in '\(request.directory.printable)' is divided into \(size.tasks) shards, and not into \(tasks): "
          + "its number stays what it was at first")
    }
    guard size.tasks <= request.scenario.trials else {
      throw Self.refuse(
        "--tasks: \(size.tasks) tasks of \(request.scenario.trials) trials: a task has one trial at least")
    }
    if let most, size.tasks > most {
      throw Self.refuse(
        "--tasks: this Slurm takes arrays of \(most) tasks at most (MaxArraySize \(most + 1)), not of \(size.tasks): give "
          + "\(there == nil ? "--tasks \(most)" : "another directory (-o), and --tasks \(most) there"); a task may have many trials"
      )
    }
    if container != nil, FilePath.real(request.directory).contains(where: { ",:".contains($0) }) {
      throw Self.refuse(
        "--container: Apptainer takes no directory with a comma or colon in its path: name another with -o")
    }
    let progress =
      quiet || there != nil ? nil : RunProgress(solvesSalaries: request.scenario.solvesSalaries, makesTables: false)
    defer { progress?.finish() }
    let study: ShardStudy
    if let there {
      study = there
    } else {
      study = try ShardPreparation(request, build: BuildInfo.program).study(size.tasks, stop: stop) {
        progress?.salaries($0, of: $1)
      }
    }
    try SlurmScripts(
      study, size,
      SlurmScripts.Options(
        partition: partition, account: account, container: image, atOnce: atOnce,
        requeueExit: requeueExit),
      program: Self.program, regimes: choice.regimes == nil ? nil : study.regimes
    ).write(request.scenario)
    progress?.finish()
    if !quiet {
      Terminal.say(
        "\(NumberText.count(study.plan.trials, "trial")) in \(NumberText.count(size.tasks, "task")) of about "
          + "\(EstimateText.time(size.shardSeconds)) on \(NumberText.count(size.threads, "thread")): limit \(size.limit), "
          + "warned \(size.warning) s before it, \(size.megabytes) MB.")
      if most == nil, size.tasks > Self.usualTasks {
        Terminal.say(
          "Most clusters take arrays of \(Self.usualTasks) tasks at most: scontrol show config says MaxArraySize.")
      }
    }
    return study
  }

  private func tellHow(_ study: ShardStudy) throws {
    let folder = SlurmFolder(study.directory)
    if !quiet { Terminal.say("Look at the scripts, and give the same command with --submit alone; or, by hand:") }
    try Terminal.publish(
      """
      array=$(sbatch --parsable \(ShellWord.quoted(folder.array)))
      sbatch --dependency=afterany:$array \(ShellWord.quoted(folder.merge))

      """)
  }

  private func send(_ study: ShardStudy) throws {
    let outcome = try SlurmSubmission(study, Self.client).run(isAgain: resubmit)
    try Terminal.publish(outcome.submitted.map { SlurmText.line($0) + "\n" }.joined())
    if outcome.submitted.isEmpty {
      let queued = outcome.queued.isEmpty ? "" : " Shards in the queue: \(ArrayIndices.text(outcome.queued))."
      Terminal.say(
        (outcome.missing.isEmpty
          ? outcome.isMerged ? "All shards are done, and merged." : "All shards are done, and a merge is submitted."
          : "It is submitted already.") + queued)
    }
    guard !outcome.left.isEmpty else { return }
    Terminal.say(
      "Shards that are missing and in no queue: \(ArrayIndices.text(outcome.left)); --resubmit submits them.")
    throw Exits.due
  }

  private func look(_ study: ShardStudy) throws {
    let survey = try ShardSurvey(study), jobs = try SlurmSubmission(study, Self.client).jobs()
    let text =
      json
      ? SlurmText.json(study, survey, jobs).text()
      : (StatusCommand.text(study, survey) + SlurmText.lines(jobs)).joined(separator: "\n")
    try Terminal.publish(text + "\n")
  }

  /// The container's image: a file from wherever tasks start, or an address.
  private var image: String? { container.map { $0.contains("://") ? $0 : FilePath.real($0) } }

  private static func refuse(_ reason: String) -> ExitCode {
    Terminal.say("rainmaker: " + reason + ".")
    return Exits.usage
  }

  /// The commands of Slurm on this machine.
  private static var client: SlurmClient {
    SlurmClient { words in
      do throws(ChildProcess.Failure) {
        let child = try ChildProcess(words)
        return SlurmClient.Answer(code: child.code, output: child.output, messages: child.messages)
      } catch { throw ShardRefusal(error.description, code: Exits.shortage.rawValue) }
    } pause: {
      Thread.sleep(forTimeInterval: $0)
    } tell: {
      Terminal.say($0)
    }
  }

  /// This program, wherever it was called by a name.
  private static var program: String {
    #if os(Linux)
      FilePath.real("/proc/self/exe")
    #else
      FilePath.real(Bundle.main.executablePath ?? CommandLine.arguments[0])
    #endif
  }
}
