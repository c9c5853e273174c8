import CBuildInfo
import Experiments

extension BuildInfo {
  /// That of this program.
  static var program: BuildInfo {
    let commit = String(cString: rm_build_commit())
    return BuildInfo(version: "0.1.0", commit: commit.isEmpty ? nil : commit)
  }
}
