import Foundation
import Experiments
import ResultTables
import ScenarioFiles

/// A name that is free.
enum FreeDirectory {
  /// `results/mine-2` beside `results/mine`.
  static func beside(_ directory: String) -> String {
    let stem = String(directory.reversed().drop { $0 == "/" }.reversed())
    var number = 2
    while FileIdentity(path: "\(stem)-\(number)") != nil, number < 1_000 { number += 1 }
    return "\(stem)-\(number)"
  }
}

/// What a directory holds that cannot take results.
enum OccupiedDirectory {
  private static let shown = 4

  /// The settings in which the study there differs from the one that was to run; empty where they are the same.
  static func differences(_ directory: String, _ request: StudyRequest) -> [ScenarioFile.Difference] {
    guard let stored = try? ScenarioFile.load(path: directory + "/scenario.resolved.yaml") else { return [] }
    return ScenarioFile.differences(from: stored, to: request.scenario)
  }

  /// Whether the directory holds some study, as far as its file names show.
  static func holdsStudy(_ directory: String) -> Bool {
    let files = FileManager.default
    return files.fileExists(atPath: directory + "/scenario.resolved.yaml")
      && ["manifest.json", "trials.journal"].contains { files.fileExists(atPath: directory + "/" + $0) }
  }

  /// Whether only more trials are asked for, or a precision that may take more, so that those that are there can be kept.
  static func growsOnly(_ differences: [ScenarioFile.Difference]) -> Bool {
    guard !differences.isEmpty, differences.allSatisfy({ $0.path == "trials" || $0.path.hasPrefix("trials.") }) else {
      return false
    }
    guard differences.count == 1, differences[0].path == "trials" else { return true }
    return (differences[0].old.flatMap(Int.init) ?? .max) < (differences[0].new.flatMap(Int.init) ?? 0)
  }

  /// Whether no difference moves a trial, so that the tables can be remade from the trials that are there.
  static func keepsTrials(_ differences: [ScenarioFile.Difference]) -> Bool {
    !differences.isEmpty
      && differences.allSatisfy { difference in
        let key = difference.path.prefix { $0 != "." }
        return ["name", "question", "notes", "outputs", "hypotheses", "currency"].contains(key)
          || ["design.decompose", "sensitivity.of", "map.metric", "map.best", "design.between", "design.orders"]
            .contains(difference.path)
      }
  }

  static func told(_ differences: [ScenarioFile.Difference]) -> [String] {
    guard !differences.isEmpty else { return [] }
    let lines = differences.prefix(shown).map { "  \($0.path) \(short($0.old)) → \(short($0.new))" }
    let rest = differences.count - shown
    return ["What differs, there → now:"] + lines + (rest > 0 ? ["  and \(rest) more"] : [])
  }

  private static func short(_ value: String?) -> String {
    guard let value else { return "unset" }
    return value.count > 40 ? value.prefix(39) + "…" : value
  }
}
