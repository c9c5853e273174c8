import ArgumentParser
import Experiments
import Foundation
import Reports
import ResultTables
import ScenarioFiles

/// Results as they lie in a directory: what `run` ends with and `show` prints again.
enum Outcome {
  /// Reads a directory back, the scenario included where this program still understands it.
  static func read(_ path: String) throws -> StoredStudy {
    do throws(ResultsError) {
      let directory = try ResultsDirectory(path: path)
      let scenario = try? ScenarioFile.load(path: path + "/scenario.resolved.yaml")
      return try StoredStudy(directory, scenario: scenario)
    } catch {
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
