import ResultTables

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The lock of a directory that has no journal, held as long as this lives.
///
/// The lock is the directory's own, so that no file has to be made for it; it ends with the process, however that ends.
public final class DirectoryLock: Sendable {
  private let directory: FileHandle

  private init(_ path: String) throws(FileError) {
    directory = try FileHandle(path: path, flags: O_RDONLY | O_DIRECTORY, operation: "open")
  }

  /// - Parameter path: a directory that is there.
  /// - Returns: nil where another process holds it.
  static func take(_ path: String) throws(FileError) -> DirectoryLock? {
    let lock = try DirectoryLock(path)
    return try lock.directory.lock() ? lock : nil
  }
}
