import Foundation
import ResultTables

/// A directory that cannot be made.
public struct DirectoryError: Error, CustomStringConvertible {
  public let path: String
  public let reason: String
  public var description: String { "cannot create the directory '\(Self.short(path).printable)': \(reason)" }

  /// Bytes of a path at most: files inside need names, and the system takes 4,095 in all.
  static let longest = 4_000

  /// Makes a directory, with those above it, unless it is there. What cannot be finished leaves nothing behind.
  /// - Returns: what was made.
  @discardableResult
  public static func create(_ path: String) throws(DirectoryError) -> NewDirectories {
    guard path.utf8.count <= longest else {
      throw DirectoryError(
        path: path, reason: "its path has \(path.utf8.count) bytes, and \(longest) are possible: name a shorter one")
    }
    var made = path.hasPrefix("/") ? "/" : "", new = NewDirectories()
    for part in path.split(separator: "/") {
      made += (made.isEmpty || made == "/" ? "" : "/") + part
      if mkdir(made, 0o777) == 0 {
        new.paths.append(made)
        continue
      }
      let code = errno
      var isDirectory: ObjCBool = false
      let isThere = FileManager.default.fileExists(atPath: made, isDirectory: &isDirectory)
      if isThere, isDirectory.boolValue { continue }
      new.remove()
      throw DirectoryError(
        path: path, reason: isThere ? "'\(short(made).printable)' is a file" : String(cString: strerror(code)))
    }
    return new
  }

  private static func short(_ path: String) -> String { path.count > 200 ? path.prefix(199) + "…" : path }
}

/// Directories that were not there before, from the outermost on.
public struct NewDirectories: Sendable {
  fileprivate(set) var paths: [String] = []

  /// Takes away those that are empty, from the innermost on.
  public func remove() {
    for path in paths.reversed() { guard rmdir(path) == 0 else { return } }
  }
}
