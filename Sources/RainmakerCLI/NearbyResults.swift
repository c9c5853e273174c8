import ResultTables
import ScenarioFiles

/// Results that somebody may have meant who named a directory without any.
enum NearbyResults {
  private static let shown = 6

  /// A sentence that names them, or nil where there are none.
  static func hint(_ path: String) -> String? {
    let inside = studies(in: path)
    if !inside.isEmpty {
      let rest = inside.count > shown ? ", …" : "."
      return "There are results in \(inside.prefix(shown).joined(separator: ", "))\(rest)"
    }
    if FileIdentity(path: path + "/shards/plan.json") != nil {
      return
        "It holds shards of a study: `rainmaker status \(path)` says which, and `rainmaker merge \(path)` makes results "
        + "of them."
    }
    guard FileIdentity(path: path) == nil else { return nil }
    let name = FilePath.name(path)
    for place in [FilePath.folder(path), "results"] {
      let known = studies(in: place), names = known.map(FilePath.name)
      let meant = names.contains(name) ? name : Suggestion.nearest(to: name, among: names)
      if let meant, let found = names.firstIndex(of: meant) { return "Did you mean '\(known[found])'?" }
    }
    return nil
  }

  /// Directories with finished results that lie in a directory.
  private static func studies(in folder: String) -> [String] {
    let start = folder == "." ? "" : folder.hasSuffix("/") ? folder : folder + "/"
    return ((try? FilePath.names(in: folder)) ?? []).map { start + $0 }
      .filter { FileIdentity(path: $0 + "/manifest.json") != nil }
  }
}
