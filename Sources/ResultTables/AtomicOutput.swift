#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A buffered file which appears under its name complete or not at all, hashed on the way.
///
/// Bytes go to a hidden temporary file in the same directory, so that the rename at the end is atomic. Whoever ends
/// without ``finish(rows:)`` (an error, ``abandon()``, the last reference going away) leaves nothing behind; only a
/// killed process can leave its temporary, which ``AtomicFile/removeLeftovers(of:in:)`` clears.
package final class AtomicOutput {
  package let path: String
  private let temporary: String
  private var file: FileHandle?
  private let buffer: UnsafeMutableRawBufferPointer
  private var used = 0
  private var hash = SHA256()
  private var bytes = 0

  package init(path: String, bufferSize: Int = 1 << 17) throws(FileError) {
    self.path = path
    var generator = SystemRandomNumberGenerator()
    let directory = FilePath.folder(path)
    // 64 random bits: two processes on two machines never meet, and O_EXCL catches them if they do.
    let tag = String(generator.next(), radix: 16)
    temporary = "\(directory)/.\(FilePath.name(path)).\(tag)\(AtomicFile.suffix)"
    do {
      file = try FileHandle(path: temporary, flags: O_WRONLY | O_CREAT | O_EXCL, operation: "create")
    } catch {
      throw FileError(operation: "create", path: path, code: error.code)
    }
    buffer = .allocate(byteCount: bufferSize, alignment: 16)
  }

  deinit {
    abandon()
    buffer.deallocate()
  }

  package func append(_ byte: UInt8) throws(FileError) {
    if used == buffer.count { try flush() }
    buffer[used] = byte
    used += 1
  }

  package func append(_ source: UnsafeRawBufferPointer) throws(FileError) {
    if source.count > buffer.count - used {
      try flush()
      if source.count >= buffer.count { return try transfer(source) }
    }
    guard let from = source.baseAddress, let to = buffer.baseAddress else { return }
    (to + used).copyMemory(from: from, byteCount: source.count)
    used += source.count
  }

  package func append(_ text: String) throws(FileError) {
    var text = text
    var failure: FileError?
    text.withUTF8 { utf8 in
      do throws(FileError) { try append(UnsafeRawBufferPointer(utf8)) } catch { failure = error }
    }
    if let failure { throw failure }
  }

  /// Synchronises, closes and renames; afterwards the file is there, whole and durable.
  package func finish(rows: Int) throws(FileError) -> FileDigest {
    guard file != nil else { throw FileError(operation: "finish", path: path, code: EBADF) }
    try flush()
    do throws(FileError) {
      try file?.synchronise()
      try file?.finish()
    } catch {
      throw fail(error)
    }
    file = nil
    guard rename(temporary, path) == 0 else {
      let code = errno
      _ = unlink(temporary)
      throw FileError(operation: "rename into place", path: path, code: code)
    }
    try AtomicFile.synchroniseDirectory(of: path)
    return FileDigest(
      path: FilePath.name(path), rows: rows, bytes: bytes, sha256: SHA256Hex.text(hash.digest()))
  }

  /// Gives up: closes and removes the temporary file. Harmless after ``finish(rows:)`` and when repeated.
  package func abandon() {
    guard file != nil else { return }
    file = nil
    _ = unlink(temporary)
  }

  private func flush() throws(FileError) {
    let content = UnsafeRawBufferPointer(rebasing: buffer[..<used])
    used = 0
    try transfer(content)
  }

  private func transfer(_ content: UnsafeRawBufferPointer) throws(FileError) {
    guard file != nil else { throw FileError(operation: "write", path: path, code: EBADF) }
    hash.update(content)
    bytes += content.count
    do throws(FileError) { try file?.write(content) } catch { throw fail(error) }
  }

  /// Removes the temporary and reports the failure under the name that the user knows.
  private func fail(_ error: FileError) -> FileError {
    abandon()
    return FileError(operation: error.operation, path: path, code: error.code)
  }
}
