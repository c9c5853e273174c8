import ArgumentParser
import Experiments
import Reports
import ResultTables
import ScenarioFiles

/// Exit codes after sysexits.
enum Exits {
  static let usage = ExitCode(64)
  static let badInvariant = ExitCode(70)
  static let shortage = ExitCode(71)
  static let cannotCreate = ExitCode(73)
  static let inputOutput = ExitCode(74)
  /// A shard, or more of one, is to run still: schedulers are told to start it again.
  static let due = ExitCode(75)
  static let interrupted = ExitCode(130)

  /// Says what went wrong and gives the exit code.
  static func explain(_ failure: StudyFailure, of request: StudyRequest) -> ExitCode {
    switch failure {
    case .occupied(let directory, let reason):
      let differences = sayOccupied(directory, reason, request)
      if request.mode == .fresh, OccupiedDirectory.growsOnly(differences) {
        Terminal.say("The same command with --resume adds the trials that are missing.")
      } else if request.mode == .fresh, OccupiedDirectory.keepsTrials(differences) {
        Terminal.say("The same command with --resume remakes the tables, from the trials that are there.")
      }
      sayOtherPlaces(directory)
      return cannotCreate
    case .unfinished(let directory, let reason):
      let differences = sayOccupied(directory, reason, request)
      if differences.isEmpty || OccupiedDirectory.growsOnly(differences) || OccupiedDirectory.keepsTrials(differences) {
        Terminal.say("The same command with --resume continues it.")
      }
      sayOtherPlaces(directory)
      return cannotCreate
    case .damaged(let directory, let reason):
      Terminal.say("rainmaker: '\(directory)' holds this study, but not as the run left it: \(reason).")
      Terminal.say(
        "The same command with --resume remakes what is missing or changed, from the journal of its trials.")
      sayOtherPlaces(directory)
      return cannotCreate
    case .file(_, let kept):
      let code = explain(failure)
      if kept > 0 { sayKept(kept, request.directory) }
      return code
    case .stopped(let kept):
      Terminal.say("Interrupted while making tables.")
      sayKept(kept, request.directory)
      return interrupted
    case .precision(_, let kept):
      let code = explain(failure)
      if kept > 0 {
        Terminal.say(
          "With that in the scenario, --resume goes on from the \(NumberText.count(kept, "trial")) that are kept.")
      }
      return code
    case .sharded:
      let code = explain(failure)
      if code == cannotCreate {
        let there = request.directory + "/shards"
        for line in OccupiedDirectory.told(OccupiedDirectory.differences(there, request)) { Terminal.say(line) }
      }
      return code
    case .broken(_, let kept):
      let code = explain(failure)
      if kept > 0 { sayKept(kept, request.directory) }
      return code
    case .shortage, .refused, .budget, .choice, .nothingDone: return explain(failure)
    }
  }

  /// The same where no directory is in question.
  static func explain(_ failure: StudyFailure) -> ExitCode {
    switch failure {
    case .occupied(let directory, let reason), .unfinished(let directory, let reason),
      .damaged(let directory, let reason):
      Terminal.say("rainmaker: '\(directory)' cannot be used: \(reason).")
      return cannotCreate
    case .file(let error, _):
      Terminal.say("rainmaker: \(error)")
      return error is DirectoryError ? cannotCreate : inputOutput
    case .stopped: return interrupted
    case .shortage(let shortage):
      Terminal.say("rainmaker: \(shortage).")
      return Self.shortage
    case .refused(let refusal):
      for problem in refusal.problems {
        Terminal.say("rainmaker: \(problem.paths.joined(separator: ", ")): \(problem.message)")
      }
      return ExitCode(65)
    case .budget(let failure):
      Terminal.say("rainmaker: \(failure)")
      return ExitCode(65)
    case .precision(let failure, _):
      Terminal.say("rainmaker: \(failure)")
      return ExitCode(65)
    case .choice(let error):
      Terminal.say("rainmaker: \(error)")
      return ExitCode(65)
    case .broken(let invariant, let kept):
      Terminal.say(
        "rainmaker: a law of the model is broken, which is a defect of the program"
          + (kept > 0 ? "." : "; nothing was written."))
      Terminal.say("  \(invariant)")
      return badInvariant
    case .sharded(let refusal):
      Terminal.say("rainmaker: \(refusal.reason).")
      return ExitCode(refusal.code)
    case .nothingDone:
      Terminal.say("rainmaker: interrupted before the first trial was complete; nothing was written.")
      return interrupted
    }
  }

  /// Why a directory cannot take the results, and in what the study there differs.
  private static func sayOccupied(
    _ directory: String, _ reason: String, _ request: StudyRequest
  ) -> [ScenarioFile.Difference] {
    Terminal.say("rainmaker: '\(directory)' cannot take the results: \(reason).")
    let differences = OccupiedDirectory.differences(directory, request)
    for line in OccupiedDirectory.told(differences) { Terminal.say(line) }
    return differences
  }

  private static func sayKept(_ trials: Int, _ directory: String) {
    Terminal.say(
      "\(NumberText.count(trials, "trial")) \(trials == 1 ? "is" : "are") complete and kept: the same command with --resume "
        + "continues from \(trials == 1 ? "it" : "them"), and",
      "`rainmaker show \(directory)` shows the results so far.")
  }

  private static func sayOtherPlaces(_ directory: String) {
    let place =
      "Name another directory with -o DIR, such as -o \(FreeDirectory.beside(directory)), or move what is there away"
    guard OccupiedDirectory.holdsStudy(directory) else { return Terminal.say(place + ".") }
    Terminal.say(place + ";", "--overwrite replaces it.")
  }

  /// The same for results that cannot be shown.
  static func explain(_ error: ResultsError) -> ExitCode {
    Terminal.say("rainmaker: \(error).")
    return ExitCode(error.exitCode)
  }

  /// The same for a file that could not be written.
  static func explain(writing error: FileError) -> ExitCode {
    Terminal.say("rainmaker: \(error)")
    return error.operation == "create" ? cannotCreate : inputOutput
  }

  /// Makes a directory unless it is there.
  static func create(directory: String) throws {
    do throws(DirectoryError) { try DirectoryError.create(directory) } catch {
      Terminal.say("rainmaker: \(error)")
      throw cannotCreate
    }
  }

  /// The scenario of a file, or every problem on standard error; what does nothing in a valid one is said there too.
  static func load(
    _ path: String, overrides: [(path: String, value: String)], blocks: [String] = []
  ) throws -> Scenario {
    do throws(ScenarioErrors) {
      return try ScenarioFile.load(path: path, overrides: overrides, blocks: blocks, mayBePiped: true, warn: say)
    } catch {
      error.problems.forEach(say)
      if error.omitted > 0 { Terminal.say("and \(NumberText.count(error.omitted, "more problem"))") }
      throw ExitCode(error.exitCode)
    }
  }

  /// Places in a file speak for themselves; everything else says who speaks.
  private static func say(_ problem: Problem) {
    Terminal.say((problem.line == nil ? "rainmaker: " : "") + problem.description)
  }
}
