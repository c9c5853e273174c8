import ResultTables

/// The folder `shards` of a results directory.
struct ShardDirectory {
  /// The results directory.
  let results: String

  static let folder = "shards"
  static let suffix = ".shard"
  /// Names that are looked at, far more than there are shards: a folder of others' may hold anything.
  private static let mostNames = 4 * ShardPlan.most

  init(_ results: String) { self.results = results }

  var path: String { results + "/" + Self.folder }
  var record: String { file("plan.json") }
  /// The scenario with its budget solved.
  var resolved: String { file("scenario.resolved.yaml") }
  func file(_ name: String) -> String { path + "/" + name }

  static func name(of shard: Int, _ plan: ShardPlan) -> String { plan.name(of: shard) + suffix }

  /// Files of shards, whatever they are called before the ending.
  func shards() throws(FileError) -> [String] {
    try FilePath.names(in: path, atMost: Self.mostNames).filter { $0.hasSuffix(Self.suffix) && !$0.hasPrefix(".") }
  }

  /// What processes that run shards have come to, or had when they ended.
  /// - Parameter work: a shard's name, and which of its journals; empty for all.
  func unfinished(_ work: String = "") throws(FileError) -> [String] {
    let start = work.isEmpty ? "." : ".\(work)."
    return try FilePath.names(in: path, atMost: Self.mostNames)
      .filter { $0.hasPrefix(start) && $0.hasSuffix(".partial") }
  }

  /// A name for the journal of one process: two of them never write the same file, on whichever machines.
  func fresh(_ work: String) -> String {
    var generator = SystemRandomNumberGenerator()
    return file(".\(work).\(String(generator.next(), radix: 16)).partial")
  }
}
