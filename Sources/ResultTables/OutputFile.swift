#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Where a text goes that somebody asked for under a name.
///
/// A regular file is replaced as a whole, behind all links, which stay; into anything else that can be written, a pipe
/// say, the text is written straight. Whoever writes asks before the work is done, so that what cannot be is reported at once.
package enum OutputFile: Equatable {
  /// The stream itself: `-`, or another name of what standard output leads to.
  case standardOutput
  /// A file that is made or replaced, named without links.
  case file(String)
  /// Something that is there and is no file to be replaced.
  case stream(String)

  /// - Throws: ``FileError`` for a directory, a disk and links that go round.
  package init(_ path: String) throws(FileError) {
    if path == "-" {
      self = .standardOutput
      return
    }
    guard let there = FileIdentity(path: path) else {
      self = .file(try FilePath.target(path))
      return
    }
    if there.isDirectory { throw FileError(operation: "create", path: path, code: EISDIR) }
    if there.kind == S_IFBLK { throw FileError(operation: "create", path: path, code: FileError.blockDevice) }
    if there == FileIdentity(descriptor: STDOUT_FILENO) {
      self = .standardOutput
    } else if there.isRegular, let target = try? FilePath.target(path), FileIdentity(path: target) == there {
      self = .file(target)
    } else {
      self = .stream(path)
    }
  }

  /// Writes all of a text; nothing for ``standardOutput``, which is the program's own.
  package func write(_ text: String) throws(FileError) {
    switch self {
    case .standardOutput: return
    case .file(let path): try AtomicFile.write(text: text, to: path)
    case .stream(let path):
      var file = try FileHandle(path: path, flags: O_WRONLY | O_NOCTTY | O_TRUNC, operation: "open")
      var text = text, failure: FileError?
      text.withUTF8 { bytes in
        do throws(FileError) { try file.write(UnsafeRawBufferPointer(bytes)) } catch { failure = error }
      }
      if let failure { throw failure }
      try file.finish()
    }
  }
}
