#if canImport(Glibc)
  import Glibc
#endif

/// A fresh directory for one test, removed with everything in it.
package final class ScratchFolder {
  package let path: String

  /// - Throws: ``Failure`` where the system gives none.
  package init() throws {
    var template = Array("/tmp/rainmaker-test-XXXXXX".utf8CString)
    guard let made = mkdtemp(&template) else { throw Failure(what: "mkdtemp", code: errno) }
    path = String(cString: made)
  }

  deinit {
    for name in names { _ = unlink("\(path)/\(name)") }
    _ = rmdir(path)
  }

  package var names: [String] {
    guard let stream = opendir(path) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
      if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  /// Path of a file in it.
  package func file(_ name: String) -> String { "\(path)/\(name)" }

  package func text(_ name: String) throws -> String { String(decoding: try Self.bytes(file(name)), as: UTF8.self) }

  package static func bytes(_ path: String) throws -> [UInt8] {
    guard let stream = fopen(path, "r") else { throw Failure(what: path, code: errno) }
    defer { fclose(stream) }
    var bytes: [UInt8] = []
    while case let byte = fgetc(stream), byte != EOF { bytes.append(UInt8(byte)) }
    return bytes
  }

  package static func write(_ bytes: some Collection<UInt8>, _ path: String) throws {
    guard let stream = fopen(path, "w") else { throw Failure(what: path, code: errno) }
    defer { fclose(stream) }
    guard fwrite(Array(bytes), 1, bytes.count, stream) == bytes.count else { throw Failure(what: path, code: errno) }
  }

  package struct Failure: Error {
    package let what: String
    package let code: Int32
  }
}
