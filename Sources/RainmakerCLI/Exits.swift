import ArgumentParser
import Experiments
import Foundation
import Reports
import ResultTables
import ScenarioFiles

/// Exit codes after sysexits.
enum Exits {
  static let badInvariant = ExitCode(70)
  static let cannotCreate = ExitCode(73)
  static let inputOutput = ExitCode(74)
  static let interrupted = ExitCode(130)

  /// Tells a person what went wrong and gives the code to leave with.
  static func explain(_ failure: StudyFailure, of request: StudyRequest) -> ExitCode {
    switch failure {
    case .occupied(let directory, let reason):
      Terminal.say("rainmaker: '\(directory)' cannot take the results: \(reason).")
      let differences = OccupiedDirectory.differences(directory, request)
      for line in OccupiedDirectory.told(differences) { Terminal.say(line) }
      if OccupiedDirectory.growsOnly(differences) {
        Terminal.say("The same command with --resume adds the trials that are missing.")
      }
      sayOtherPlaces(directory)
      return cannotCreate
    case .unfinished(let directory, let reason):
      Terminal.say("rainmaker: '\(directory)' cannot take the results: \(reason).")
      let differences = OccupiedDirectory.differences(directory, request)
      for line in OccupiedDirectory.told(differences) { Terminal.say(line) }
      if differences.isEmpty || OccupiedDirectory.growsOnly(differences) {
        Terminal.say("The same command with --resume goes on with it.")
      }
      sayOtherPlaces(directory)
      return cannotCreate
    case .file(let error):
      Terminal.say("rainmaker: \(error)")
      return error is DirectoryError ? cannotCreate : inputOutput
    case .refused(let refusal):
      for problem in refusal.problems {
        Terminal.say("rainmaker: \(problem.paths.joined(separator: ", ")): \(problem.message)")
      }
      return ExitCode(65)
    case .budget(let failure):
      Terminal.say("rainmaker: \(failure)")
      return ExitCode(65)
    case .broken(let invariant):
      Terminal.say("rainmaker: a law of the model is broken; this is a defect of the program, and nothing was written.")
      Terminal.say("  \(invariant)")
      return badInvariant
    case .nothingDone:
      Terminal.say("rainmaker: interrupted before the first trial was complete; nothing was written.")
      return interrupted
    }
  }

  private static func sayOtherPlaces(_ directory: String) {
    Terminal.say(
      "Name another directory with -o DIR, such as -o \(FreeDirectory.beside(directory)), or move what is there away.")
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

  /// Refuses a directory where a file is to be written.
  static func refuse(directory path: String) throws {
    var isDirectory: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory), isDirectory.boolValue else { return }
    Terminal.say("rainmaker: '\(path)' is a directory; name a file with -o FILE.")
    throw cannotCreate
  }

  /// Makes a directory unless it is there.
  static func create(directory: String) throws {
    do throws(DirectoryError) { try DirectoryError.create(directory) } catch {
      Terminal.say("rainmaker: \(error)")
      throw cannotCreate
    }
  }

  /// The scenario of a file, or every problem on standard error; what does nothing in a valid one is said there too.
  static func load(_ path: String, overrides: [(path: String, value: String)]) throws -> Scenario {
    do throws(ScenarioErrors) {
      return try ScenarioFile.load(path: path, overrides: overrides, warn: say)
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
