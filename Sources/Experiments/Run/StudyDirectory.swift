import Foundation
import ResultTables

/// The files of a study.
package struct StudyDirectory {
  let path: String

  var journal: String { file("trials.journal") }
  /// The pairs of trials behind slopes in cost.
  var slopes: String { file("slopes.journal") }
  var manifest: String { file("manifest.json") }
  func file(_ name: String) -> String { path + "/" + name }

  /// Names of all files that a run writes.
  package static let names =
    [
      "scenario.resolved.yaml", "trials.journal", "trials.csv", "summary.csv", "summary.json", "comparisons.csv",
      "comparisons.json", "ensemble_effects.csv", "ensemble_effects.json", "ensemble_hypotheses.csv",
      "ensemble_hypotheses.json", "sensitivity.csv", "sensitivity.json", "map.csv", "map.json", "selection.csv",
      "selection.json",
      "failures.csv", "points.csv", "precision.csv", "precision.json", "knock_outs.csv", "slopes.journal",
      "slopes.csv", "slope_trials.csv",
      "decomposition.csv",
      "decomposition.json", "contrast.csv", "contrast.json", "mixes.csv", "groups.csv", "group_effects.csv",
      "group_effects.json", "tenure.csv", "experiment.csv", "experiment.json", "experiment_sellers.csv",
      "hypotheses.csv",
      "hypotheses.json", "datapackage.json",
      "manifest.json",
    ] + OptionalTable.allCases.map(\.fileName)

  /// Makes the directory unless it is there.
  func create() throws -> NewDirectories { try DirectoryError.create(path) }

  /// Whether a run has finished there, which is then read and not run again.
  var hasManifest: Bool { FileIdentity(path: manifest) != nil }

  /// Bytes of the study's files.
  var bytes: Int {
    Self.names.reduce(0) { sum, name in
      sum + ((try? FileManager.default.attributesOfItem(atPath: file(name))[.size] as? Int) ?? 0)
    }
  }

  func removeSlopes() { _ = unlink(slopes) }

  /// Writes what names the study. Whatever an earlier run left goes first: a manifest of fewer trials, which is true no
  /// longer, and tables that were being written when it was killed. To be called under the journal's lock.
  func prepare(resolved: String) throws {
    if FileManager.default.fileExists(atPath: manifest) { try FileManager.default.removeItem(atPath: manifest) }
    try AtomicFile.removeLeftovers(of: Self.names, in: path)
    _ = try AtomicFile.write(text: resolved, to: file("scenario.resolved.yaml"))
  }

  /// Takes away tables of an earlier run that this one does not have.
  /// - Parameter files: what this run has written, the manifest and the journal aside.
  func removeAllBut(_ files: [String]) {
    for name in Self.names where !files.contains(name) && ![manifest, journal, slopes].contains(file(name)) {
      _ = unlink(file(name))
    }
  }

  /// Takes away what a run without results has written.
  func clear() {
    _ = try? AtomicFile.removeLeftovers(of: Self.names, in: path)
    for name in Self.names { _ = unlink(file(name)) }
  }

  /// Takes away another study, whole or not: its manifest first, so that no moment shows a study that is not whole. The
  /// journal goes last, and stays where another process writes it.
  ///
  /// Nothing else in the directory is touched. To be called once ``contents(for:given:regimes:mode:)`` has found a study.
  func replace() throws {
    let lock = try JournalLock.take(journal)
    _ = unlink(manifest)
    clear()
    withExtendedLifetime(lock) {}
  }

  /// How many trials are safe in the journal.
  var keptTrials: Int { (try? JournalReader(path: journal))?.extent.trials ?? 0 }
}
