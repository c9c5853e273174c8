import ArgumentParser
import Experiments
import Reports
import ResultTables
import ScenarioFiles

/// Results as they lie in a directory: what `run` ends with and `show` prints again.
enum Outcome {
  /// Reads a directory back, the scenario included where this program still understands it.
  static func study(_ path: String) throws(ResultsError) -> StoredStudy {
    let directory = try ResultsDirectory(path: path), bytes = try directory.scenario()
    return try StoredStudy(directory, scenario: try? ScenarioFile.parse(bytes: bytes, source: path))
  }

  /// The same for a command, which says what is wrong.
  static func read(_ path: String) throws -> StoredStudy {
    do throws(ResultsError) { return try study(path) } catch {
      let code = Exits.explain(error)
      if case .missing = error, let hint = NearbyResults.hint(path) { Terminal.say(hint) }
      throw code
    }
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
