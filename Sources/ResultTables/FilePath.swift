#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Paths as texts, for any text: nothing here traps, and nothing asks Foundation, whose helpers do.
package enum FilePath {
  /// The last part of a path: `x` of `a/x` and of `a/x/`; the path itself where it has no parts.
  package static func name(_ path: String) -> String { path.split(separator: "/").last.map(String.init) ?? path }

  /// What the last part lies in: `.` where a path has one part.
  package static func folder(_ path: String) -> String {
    let bare = path.utf8.reversed().drop { $0 == 47 }
    guard let slash = bare.firstIndex(of: 47) else { return path.utf8.first == 47 ? "/" : "." }
    let folder = Array(bare[slash...].drop { $0 == 47 }.reversed())
    return folder.isEmpty ? "/" : String(decoding: folder, as: UTF8.self)
  }

  /// The absolute path without links, also of something that does not exist: then of what there is of it.
  package static func real(_ path: String) -> String {
    if let found = existing(path) { return found }
    let folder = folder(path), name = name(path)
    // An empty path, a path in a directory that is gone: there is nothing to ask further.
    guard folder != path, folder != ".", folder != "/" else {
      return below(folder == "/" ? folder : existing(".") ?? ".", name)
    }
    let base = real(folder)
    switch name {
    case ".": return base
    case "..": return Self.folder(base)
    default: return below(base, name)
    }
  }

  private static func existing(_ path: String) -> String? {
    guard let found = realpath(path, nil) else { return nil }
    defer { free(found) }
    return String(cString: found)
  }

  private static func below(_ folder: String, _ name: String) -> String { (folder == "/" ? "" : folder) + "/" + name }

  /// The way from one directory to another, the first of which may not exist yet: `../results/mine`.
  package static func way(from start: String, to end: String) -> String {
    let from = real(start).split(separator: "/"), to = real(end).split(separator: "/")
    let shared = zip(from, to).prefix { $0 == $1 }.count
    let way = [Substring](repeating: "..", count: from.count - shared) + to.dropFirst(shared)
    return way.isEmpty ? "." : way.joined(separator: "/")
  }

  /// Where a file comes to lie that is written to a path: links are followed, also those that lead to nothing yet.
  ///
  /// - Throws: ``FileError`` for links that go round.
  package static func target(_ path: String) throws(FileError) -> String {
    var path = path
    for _ in 0..<40 {
      var status = stat()
      guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFLNK else { return path }
      var bytes = [CChar](repeating: 0, count: 1 << 13)
      let count = readlink(path, &bytes, bytes.count)
      guard count > 0 else { throw FileError(operation: "follow", path: path, code: errno) }
      let next = String(decoding: bytes.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
      path = next.hasPrefix("/") ? next : folder(path) + "/" + next
    }
    throw FileError(operation: "follow", path: path, code: ELOOP)
  }

  /// Names in a directory, sorted.
  ///
  /// - Parameter limit: how many are looked at.
  package static func names(in folder: String, atMost limit: Int = 1_000) throws(FileError) -> [String] {
    guard let stream = opendir(folder) else { throw FileError(operation: "list", path: folder, code: errno) }
    defer { closedir(stream) }
    var names: [String] = []
    while names.count < limit, let entry = readdir(stream) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
      if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted()
  }
}
