import ResultTables

/// The folder `shards/slurm` of a results directory: batch scripts, the scenario that their tasks run, and which jobs were
/// submitted. Slurm writes there what tasks say.
package struct SlurmFolder: Sendable {
  /// Absolute, since jobs start elsewhere.
  package let results: String

  package init(_ directory: String) { results = FilePath.real(directory) }

  package var path: String { ShardDirectory(results).file("slurm") }
  package var array: String { path + "/array.sbatch" }
  package var merge: String { path + "/merge.sbatch" }
  /// The scenario as it was asked for, so that what becomes of its file matters to no task.
  var scenario: String { path + "/scenario.yaml" }
  var jobs: String { path + "/jobs.json" }

  /// Whether there are scripts to submit.
  package var hasScripts: Bool { [array, merge, scenario].allSatisfy { FileIdentity(path: $0) != nil } }

  /// `%4`, where the script of the array says so: it may have been edited.
  var throttle: String {
    get throws(FileError) {
      let text = String(decoding: try SmallFile.bytes(at: array, atMost: 1 << 20), as: UTF8.self)
      let start = "#SBATCH --array="
      guard let line = text.split(separator: "\n").first(where: { $0.hasPrefix(start) }),
        let number = line.dropFirst(start.count).split(separator: "%").dropFirst().first.flatMap({ Int($0) }),
        number > 0
      else { return "" }
      return "%\(number)"
    }
  }
}
