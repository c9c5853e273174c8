#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Which file a path leads to, whatever the path is called.
package struct FileIdentity: Hashable, Sendable {
  private let device: UInt64
  private let number: UInt64
  /// What it is, as `S_IFMT` cuts it out of the mode.
  package let kind: mode_t

  /// Follows links; nil where there is nothing, or nothing that can be looked at.
  package init?(path: String) {
    var status = stat()
    guard !path.utf8.contains(0), stat(path, &status) == 0 else { return nil }
    self.init(status)
  }

  /// Of an open descriptor.
  package init?(descriptor: Int32) {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { return nil }
    self.init(status)
  }

  private init(_ status: stat) {
    (device, number, kind) = (UInt64(status.st_dev), UInt64(status.st_ino), status.st_mode & S_IFMT)
  }

  package var isRegular: Bool { kind == S_IFREG }
  package var isDirectory: Bool { kind == S_IFDIR }
}
