#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// An open file descriptor which is closed exactly once, whose every call reports failure as ``FileError``.
///
/// `EINTR` is retried and short transfers are continued, so a method has either done all of its work or thrown.
/// Not thread-safe; positions are explicit in ``read(into:at:)`` and implicit (append) in ``write(_:)``.
package struct FileHandle: ~Copyable {
  package let path: String
  /// Where reading counts from, in a file that holds something else before.
  private let origin: Int
  private var descriptor: Int32

  /// Opens `path` with the flags of `open(2)`; the descriptor is not inherited by child processes.
  ///
  /// - Parameter origin: offsets and size of what is read count from this byte on.
  package init(path: String, flags: Int32, operation: String, origin: Int = 0) throws(FileError) {
    self.path = path
    self.origin = origin
    var result: Int32
    repeat { result = open(path, flags | O_CLOEXEC, 0o666) } while result < 0 && errno == EINTR
    guard result >= 0 else { throw FileError(operation: operation, path: path, code: errno) }
    descriptor = result
  }

  /// Opens a regular file, or a link to one, for reading. Pipes and devices are refused without being opened where that
  /// can be known, so nothing blocks and nothing is endless.
  ///
  /// - Parameter limit: bytes that the file may have.
  package static func reading(_ path: String, atMost limit: Int = .max) throws(FileError) -> FileHandle {
    if let kind = FileIdentity(path: path)?.kind, kind != S_IFREG {
      throw FileError(operation: "read", path: path, code: FileError.notRegular)
    }
    let file = try FileHandle(path: path, flags: O_RDONLY | O_NONBLOCK | O_NOCTTY, operation: "open")
    guard try file.isRegular() else { throw FileError(operation: "read", path: path, code: FileError.notRegular) }
    guard try file.size() <= limit else { throw FileError(operation: "read", path: path, code: FileError.tooLarge) }
    return file
  }

  deinit {
    if descriptor >= 0 { _ = close(descriptor) }
  }

  /// Writes all bytes at the current position.
  package func write(_ bytes: UnsafeRawBufferPointer) throws(FileError) {
    var rest = bytes[...]
    while !rest.isEmpty {
      #if canImport(Glibc)
        let written = Glibc.write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
      #elseif canImport(Musl)
        let written = Musl.write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
      #else
        let written = Darwin.write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
      #endif
      if written > 0 {
        rest = rest.dropFirst(written)
      } else if written == 0 {
        throw failure("write", code: EIO)
      } else if errno != EINTR {
        throw failure("write")
      }
    }
  }

  /// Fills the buffer from `offset` on; returns how many bytes there were (fewer only at the end of the file).
  package func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int) throws(FileError) -> Int {
    var done = 0
    while done < buffer.count {
      let target = UnsafeMutableRawBufferPointer(rebasing: buffer[done...])
      let count = pread(descriptor, target.baseAddress, target.count, off_t(origin + offset + done))
      if count > 0 {
        done += count
      } else if count == 0 {
        break
      } else if errno != EINTR {
        throw failure("read")
      }
    }
    return done
  }

  /// The size of the file in bytes, from the origin on.
  package func size() throws(FileError) -> Int {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw failure("inspect") }
    return max(0, Int(status.st_size) - origin)
  }

  /// Whether the descriptor belongs to a regular file (not a directory, pipe or device).
  package func isRegular() throws(FileError) -> Bool {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw failure("inspect") }
    return status.st_mode & S_IFMT == S_IFREG
  }

  /// How many names the file has.
  package func links() throws(FileError) -> Int {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw failure("inspect") }
    return Int(status.st_nlink)
  }

  /// Cuts the file to `length` bytes and moves the position there.
  package func truncate(to length: Int) throws(FileError) {
    while ftruncate(descriptor, off_t(length)) != 0 {
      if errno != EINTR { throw failure("truncate") }
    }
    guard lseek(descriptor, off_t(length), SEEK_SET) >= 0 else { throw failure("position") }
  }

  /// Makes everything written so far survive a loss of power. `metadata: false` uses `fdatasync`.
  package func synchronise(metadata: Bool = true) throws(FileError) {
    #if canImport(Darwin)
      let result = fsync(descriptor)
    #else
      let result = metadata ? fsync(descriptor) : fdatasync(descriptor)
    #endif
    // EINVAL and ENOTSUP come from devices and pipes, which have nothing to synchronise.
    if result != 0 && errno != EINVAL && errno != ENOTSUP { throw failure("synchronise") }
  }

  /// Takes the exclusive advisory lock of the file; false when another process (or handle) holds it.
  package func lock() throws(FileError) -> Bool {
    while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      if errno == EWOULDBLOCK { return false }
      // A file system without locks is used unlocked.
      if errno == ENOTSUP || errno == ENOSYS || errno == ENOLCK { return true }
      if errno != EINTR { throw failure("lock") }
    }
    return true
  }

  /// Closes the file; a delayed write error, as network file systems report it, is thrown.
  package mutating func finish() throws(FileError) {
    guard descriptor >= 0 else { return }
    let result = close(descriptor)
    let code = errno
    descriptor = -1
    if result != 0 && code != EINTR { throw failure("close", code: code) }
  }

  private func failure(_ operation: String, code: Int32 = errno) -> FileError {
    FileError(operation: operation, path: path, code: code)
  }
}
