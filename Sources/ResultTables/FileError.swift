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
  /// The system's error number, such as `ENOSPC`, or one of the negative numbers below.
  public let code: Int32

  /// Neither a regular file nor a link to one: a pipe, a device, a directory.
  public static let notRegular: Int32 = -1
  /// More bytes than are allowed there.
  public static let tooLarge: Int32 = -2
  /// A disk, which no text is written onto.
  public static let blockDevice: Int32 = -3

  public init(operation: String, path: String, code: Int32) {
    self.operation = operation
    self.path = path
    self.code = code
  }

  /// The system's own words for ``code``, such as "No space left on device".
  public var reason: String {
    switch code {
    case Self.notRegular: return "it is not a regular file"
    case Self.tooLarge: return "it is larger than it may be"
    case Self.blockDevice: return "it is a block device"
    default: break
    }
    var text = [CChar](repeating: 0, count: 256)
    // The XSI variant, which is the one that Swift sees.
    guard strerror_r(code, &text, text.count) == 0 else { return "error \(code)" }
    return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  public var description: String {
    "cannot \(operation) '\(path.printable)': \(reason)" + (code > 0 ? " (errno \(code))" : "")
  }
}
