import Foundation
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
    guard !FileManager.default.fileExists(atPath: path) else { return nil }
    let name = (path as NSString).lastPathComponent, folder = (path as NSString).deletingLastPathComponent
    for place in [folder.isEmpty ? "." : folder, "results"] {
      let known = studies(in: place), names = known.map { ($0 as NSString).lastPathComponent }
      let meant = names.contains(name) ? name : Suggestion.nearest(to: name, among: names)
      if let meant, let found = names.firstIndex(of: meant) { return "Did you mean '\(known[found])'?" }
    }
    return nil
  }

  /// Directories with finished results that lie in a directory.
  private static func studies(in folder: String) -> [String] {
    let files = FileManager.default
    let names = ((try? files.contentsOfDirectory(atPath: folder)) ?? []).sorted().prefix(1_000)
    let start = folder == "." ? "" : folder.hasSuffix("/") ? folder : folder + "/"
    return names.map { start + $0 }.filter { files.fileExists(atPath: $0 + "/manifest.json") }
  }
}
