#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A failed call of the operating system on a file: what was tried, on which path, and what the system answered.
///
/// A full disk, a missing permission, a vanished directory and a short write all arrive as this error; none of them
/// traps, and none leaves a partial file under its final name.
public struct FileError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The attempted operation as a verb phrase: "create", "write", "synchronise", "rename" …
  public let operation: String
  /// The path as given by the caller.
  public let path: String
  /// The system's error number, such as `ENOSPC`.
  public let code: Int32

  public init(operation: String, path: String, code: Int32) {
    self.operation = operation
    self.path = path
    self.code = code
  }

  /// The system's own words for ``code``, such as "No space left on device".
  public var reason: String {
    var text = [CChar](repeating: 0, count: 256)
    // The XSI variant, which is the one that Swift sees.
    guard strerror_r(code, &text, text.count) == 0 else { return "error \(code)" }
    return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  public var description: String { "cannot \(operation) '\(path)': \(reason) (errno \(code))" }
}
