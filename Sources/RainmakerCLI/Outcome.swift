import Foundation
import ArgumentParser
import Experiments
import Reports
import ResultTables
import ScenarioFiles
import Synchronization

/// Results as they lie in a directory: what `run` ends with and `show` prints again.
enum Outcome {
  /// Reads a directory back, the scenario included where this program still understands it.
  /// - Parameter mayBeUnfinished: whether a run without tables will do; what it has completed is then read.
  static func read(_ path: String, mayBeUnfinished: Bool = true) throws -> StoredStudy {
    do throws(ResultsError) {
      return try study(path)
    } catch {
      if case .missing = error, mayBeUnfinished, let partial = try unfinished(path) { return partial }
      let code = Exits.explain(error)
      if case .missing = error, let hint = NearbyResults.hint(path) { Terminal.say(hint) }
      throw code
    }
  }

  static func study(_ path: String, shownAs name: String? = nil) throws(ResultsError) -> StoredStudy {
    let directory = try ResultsDirectory(path: path, shownAs: name), bytes = try directory.scenario()
    return try StoredStudy(directory, scenario: try? ScenarioFile.parse(bytes: bytes, source: path))
  }

  /// The complete trials of a run that has no tables, or nil. Its tables are made in a folder that goes with the program:
  /// the disk may have been full, or the run may be going on.
  private static func unfinished(_ path: String) throws -> StoredStudy? {
    // The data package is written with the last tables: where it is, only the manifest was taken away.
    guard
      ["manifest.json", "datapackage.json"].allSatisfy({ !FileManager.default.fileExists(atPath: path + "/" + $0) }),
      let scenario = try? ScenarioFile.load(path: path + "/scenario.resolved.yaml")
    else { return nil }
    let scratch = try ScratchFolder.make()
    let partial = UnfinishedStudy(directory: path, scenario: scenario) { ScenarioFile.resolved($0) }
    let trials: Int?
    do { trials = try partial.makeTables(in: scratch) } catch {
      Terminal.say("rainmaker: the tables of the complete trials in '\(path)' cannot be made: \(error)")
      throw Exits.inputOutput
    }
    guard let trials else { return nil }
    Terminal.say(
      "The run in '\(path)' has not finished: this rests on the \(NumberText.count(trials, "trial")) that it has completed.",
      "`run` with --resume does the rest and makes all tables.")
    do throws(ResultsError) { return try Outcome.study(scratch, shownAs: path) } catch { throw Exits.explain(error) }
  }

  /// Prints the table of regimes, or the same as JSON.
  static func publish(_ results: StoredStudy, asJSON: Bool) throws {
    let text: String
    do throws(ResultsError) {
      text = try asJSON ? OutcomeJSON.value(results).text() : OutcomeTable(results, style: Terminal.style).text
    } catch {
      throw Exits.explain(error)
    }
    try Terminal.publish(text + "\n")
  }
}

/// A folder that goes when the program does.
private enum ScratchFolder {
  private static let made = Mutex<[String]>([])

  static func make() throws -> String {
    let path = FileManager.default.temporaryDirectory.path + "/rainmaker-\(UUID().uuidString)"
    guard mkdir(path, 0o700) == 0 else {
      let error = FileError(operation: "create", path: path, code: errno)
      throw Exits.explain(writing: error)
    }
    let isFirst = made.withLock { paths in
      paths.append(path)
      return paths.count == 1
    }
    if isFirst {
      atexit { for path in ScratchFolder.made.withLock({ $0 }) { try? FileManager.default.removeItem(atPath: path) } }
    }
    return path
  }
}
