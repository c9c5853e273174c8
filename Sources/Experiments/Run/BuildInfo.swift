/// Which build of the program ran.
public struct BuildInfo: Sendable, Equatable {
  public let version: String
  /// Commit, or nil where the build did not know it.
  public let commit: String?

  public init(version: String, commit: String?) {
    self.version = version
    self.commit = commit
  }

  /// Reads what ``description`` writes.
  init(description: String) {
    let parts = description.split(separator: " ", maxSplits: 1)
    version = parts.first.map(String.init) ?? ""
    commit = parts.count > 1 ? parts[1].filter { $0 != "(" && $0 != ")" } : nil
  }

  public var description: String { version + (commit.map { " (\($0))" } ?? "") }
}

extension Double {
  init(_ duration: Duration) {
    self = Double(duration.components.seconds) + Double(duration.components.attoseconds) * 1e-18
  }
}
