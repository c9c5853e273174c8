#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Whole small files, written so that a reader sees the old one or the new one and never a part.
public enum AtomicFile {
  static let suffix = ".partial"

  /// Writes a text as UTF-8 without byte order mark.
  ///
  /// - Parameters:
  ///   - text: the whole content.
  ///   - path: the file; an older one of that name is replaced.
  /// - Returns: size and digest of the file.
  /// - Throws: ``FileError``; the older file, if any, is then untouched.
  @discardableResult
  public static func write(text: String, to path: String) throws(FileError) -> FileDigest {
    let output = try AtomicOutput(path: path)
    try output.append(text)
    return try output.finish(rows: 0)
  }

  /// Writes bytes; otherwise as ``write(text:to:)``.
  @discardableResult
  public static func write(bytes: [UInt8], to path: String) throws(FileError) -> FileDigest {
    let output = try AtomicOutput(path: path)
    var failure: FileError?
    bytes.withUnsafeBytes { content in
      do throws(FileError) { try output.append(content) } catch { failure = error }
    }
    if let failure { throw failure }
    return try output.finish(rows: 0)
  }

  /// Removes temporary files that killed processes left in a directory. Call it only when no other process writes
  /// there, for instance under the lock of the journal.
  ///
  /// - Parameters:
  ///   - names: of the files that were being written; whatever else is there stays.
  ///   - directory: where.
  /// - Returns: how many were removed.
  @discardableResult
  public static func removeLeftovers(of names: [String], in directory: String) throws(FileError) -> Int {
    try FilePath.names(in: directory, atMost: .max).count { file in
      file.hasSuffix(suffix) && names.contains { file.hasPrefix(".\($0).") } && unlink("\(directory)/\(file)") == 0
    }
  }

  /// Makes a rename survive a loss of power. Directories that cannot be opened for it are let pass.
  package static func synchroniseDirectory(of path: String) throws(FileError) {
    let handle: FileHandle
    do {
      handle = try FileHandle(path: FilePath.folder(path), flags: O_RDONLY, operation: "open")
    } catch { return }
    try handle.synchronise()
  }
}
