import ResultTables

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Reads a file of limited size. Devices and directories are refused before a byte is read, and so are pipes unless the
/// caller lets them pass: then nothing is endless, and nothing waits for a pipe into which nobody writes.
enum InputFile {
  /// The name that stands for standard input.
  static let standardInput = "-"
  /// Milliseconds that a named pipe has until somebody writes into it.
  private static let patience: Int32 = 10_000

  /// - Parameters:
  ///   - path: of the file, or `-` for standard input where pipes may be read.
  ///   - mayBePiped: whether pipes are read as well as regular files.
  static func read(path: String, mayBePiped: Bool = false) -> Result<[UInt8], ScenarioErrors> {
    func failure(_ message: String, meant: String? = nil) -> Result<[UInt8], ScenarioErrors> {
      .failure(
        ScenarioErrors(
          [Problem(file: path, place: .whole, path: "", message: message, suggestion: meant)], isInputMissing: true))
    }
    if mayBePiped, path == standardInput {
      return bytes(STDIN_FILENO).flatMapError { failure("standard input " + $0.message) }
    }
    guard !path.isEmpty, !path.utf8.contains(0) else { return failure("no such file") }
    let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY)
    guard descriptor >= 0 else {
      switch errno {
      case ENOENT, ENOTDIR: return failure("no such file", meant: neighbour(of: path))
      case EACCES: return failure("no permission to read it")
      default: return failure("cannot be opened: \(String(cString: strerror(errno)))")
      }
    }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { return failure("cannot be examined") }
    switch status.st_mode & S_IFMT {
    case S_IFREG: break
    case S_IFIFO where mayBePiped:
      var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      guard poll(&waiting, 1, patience) > 0 else { return failure("a pipe into which nothing is written") }
      // From here on it is read as slowly as it is written.
      _ = fcntl(descriptor, F_SETFL, 0)
    case S_IFDIR: return failure("a directory; expected a scenario file")
    default: return failure("not a regular file; expected a scenario file")
    }
    return bytes(descriptor).flatMapError { failure($0.message) }
  }

  private struct ReadFailure: Error {
    let message: String
  }

  /// All that comes, or somewhat more than a scenario may have.
  private static func bytes(_ descriptor: Int32) -> Result<[UInt8], ReadFailure> {
    var bytes: [UInt8] = []
    var some = [UInt8](repeating: 0, count: 1 << 16)
    while bytes.count <= Limits.bytes {
      let count = some.withUnsafeMutableBytes { systemRead(descriptor, $0.baseAddress, $0.count) }
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else {
        return .failure(ReadFailure(message: "cannot be read: \(String(cString: strerror(errno)))"))
      }
      if count == 0 { break }
      bytes += some[..<count]
    }
    return .success(bytes)
  }
}

extension InputFile {
  /// A scenario file beside the one that is not there, with a name much like it.
  private static func neighbour(of path: String) -> String? {
    let slash = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
    let folder = String(path[..<slash])
    let names = ((try? FilePath.names(in: folder.isEmpty ? "." : folder)) ?? []).filter { name in
      [".yaml", ".yml", ".json"].contains(where: name.hasSuffix)
    }
    // The ending says nothing about which file is meant, nor does the order of the directory.
    func stem(_ name: String) -> String { String(name.prefix { $0 != "." }) }
    let meant = Suggestion.nearest(to: stem(String(path[slash...])), among: names.map(stem))
    return meant.flatMap { meant in names.first { stem($0) == meant } }.map { folder + $0 }
  }
}

/// `read(2)`, which the type's own `read` hides.
private func systemRead(_ descriptor: Int32, _ memory: UnsafeMutableRawPointer?, _ count: Int) -> Int {
  read(descriptor, memory, count)
}
