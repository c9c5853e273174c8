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
  /// - Parameters:
  ///   - mayBeUnfinished: whether a run without tables will do; what it has completed is then read.
  ///   - confidence: level of intervals and tests; nil for the run's own.
  static func read(
    _ path: String, mayBeUnfinished: Bool = true, at confidence: Confidence? = nil
  ) throws -> StoredStudy {
    let stored: StoredStudy
    do throws(ResultsError) {
      stored = try study(path)
    } catch {
      if case .missing = error, mayBeUnfinished, let partial = try unfinished(path, at: confidence) { return partial }
      let code = Exits.explain(error)
      if case .missing = error, let hint = NearbyResults.hint(path) { Terminal.say(hint) }
      throw code
    }
    guard let confidence, confidence != stored.confidence else { return stored }
    return try remade(stored, at: confidence)
  }

  /// A finished study at another level of confidence: its tables are made anew from its journal, in a folder that goes with
  /// the program, and the directory stays as it is.
  private static func remade(_ stored: StoredStudy, at confidence: Confidence) throws -> StoredStudy {
    let path = stored.directory.path
    func refuse(_ reason: String) -> ExitCode {
      Terminal.say("rainmaker: '\(path)' cannot be shown at \(confidence.text): \(reason).")
      return ExitCode(66)
    }
    guard let scenario = stored.scenario else {
      throw refuse("this program cannot read its scenario.resolved.yaml, which another version wrote")
    }
    guard FileIdentity(path: path + "/trials.journal") != nil else {
      throw refuse("tables are made anew from its trials.journal, which is gone")
    }
    let made = try tables(path, scenario.with(confidence), KeptTrials.plainTables.union([.drivers]))
    guard let made else { throw refuse("its trials.journal is not that of its tables, or another version wrote it") }
    do throws(ResultsError) { return try study(made.scratch, shownAs: path) } catch { throw Exits.explain(error) }
  }

  /// Tables of the trials in a directory's journal, in a folder that goes with the program; nil where there are none.
  private static func tables(
    _ path: String, _ scenario: Scenario, _ optional: Set<OptionalTable>
  ) throws -> (scratch: String, trials: Int)? {
    let scratch = try ScratchFolder.make()
    let kept = KeptTrials(directory: path, scenario: scenario) { ScenarioFile.resolved($0) }
    do { return try kept.makeTables(in: scratch, optional: optional).map { (scratch, $0) } } catch {
      Terminal.say("rainmaker: the tables of the complete trials in '\(path)' cannot be made: \(error)")
      throw Exits.inputOutput
    }
  }

  static func study(_ path: String, shownAs name: String? = nil) throws(ResultsError) -> StoredStudy {
    let directory = try ResultsDirectory(path: path, shownAs: name), bytes = try directory.scenario()
    return try StoredStudy(directory, scenario: try? ScenarioFile.parse(bytes: bytes, source: path))
  }

  /// The complete trials of a run that has no tables, or nil. Its tables are made in a folder that goes with the program:
  /// the disk may have been full, or the run may be going on.
  private static func unfinished(_ path: String, at confidence: Confidence?) throws -> StoredStudy? {
    // The data package is written with the last tables: where it is, only the manifest was taken away.
    guard
      ["manifest.json", "datapackage.json"].allSatisfy({ !FileManager.default.fileExists(atPath: path + "/" + $0) }),
      let scenario = try? ScenarioFile.load(path: path + "/scenario.resolved.yaml")
    else { return nil }
    let asked = confidence.map { scenario.with($0) } ?? scenario
    guard let made = try tables(path, asked, KeptTrials.plainTables) else { return nil }
    Terminal.say(
      "The run in '\(path)' has not finished: this rests on the \(NumberText.count(made.trials, "trial")) that it has completed.",
      "`run` with --resume does the rest and makes all tables.")
    do throws(ResultsError) { return try study(made.scratch, shownAs: path) } catch { throw Exits.explain(error) }
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
enum ScratchFolder {
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
