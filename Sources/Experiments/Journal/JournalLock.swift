import ResultTables

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The lock of a journal that is to go, whatever it holds; held as long as this lives.
final class JournalLock {
  private let file: FileHandle

  /// - Returns: nil where there is no journal. A link has no lock of its own, and goes without what it leads to.
  /// - Throws: ``JournalError/locked(path:)`` when another process writes it.
  static func take(_ path: String) throws(JournalError) -> JournalLock? {
    do throws(FileError) {
      let lock = try JournalLock(path)
      if try lock.file.lock() { return lock }
    } catch {
      guard error.code == ENOENT || error.code == ELOOP else { throw .file(error) }
      return nil
    }
    throw .locked(path: path)
  }

  private init(_ path: String) throws(FileError) {
    file = try FileHandle(path: path, flags: O_RDWR | O_NOFOLLOW, operation: "open")
  }
}
