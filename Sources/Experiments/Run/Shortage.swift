#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Something of the system that a run needs and cannot have.
public struct Shortage: Error, Sendable, CustomStringConvertible {
  public let description: String

  init(description: String) { self.description = description }

  /// Open files that a run needs at a time besides those of the process: the journal twice, three tables of deals or a
  /// table as CSV and JSON, a directory, the library.
  private static let files = 10

  /// Sees whether enough files can be opened, before anything is written.
  static func check() throws(Shortage) {
    var opened: [Int32] = []
    defer { for descriptor in opened { close(descriptor) } }
    while opened.count < files {
      let descriptor = open("/dev/null", O_RDONLY | O_CLOEXEC)
      guard descriptor >= 0 else {
        guard errno == EMFILE || errno == ENFILE else { return }
        throw Shortage(
          description: "too few files can be open at a time: \(opened.count) more, and a run needs \(files) more "
            + "(ulimit -n shows the limit); nothing was written")
      }
      opened.append(descriptor)
    }
  }
}
