#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What a finished file is: the entry that manifest and data package keep of it.
public struct FileDigest: Sendable, Hashable {
  /// The file's path relative to the results directory; writers put the bare file name here.
  public var path: String
  /// Rows of data, without the header; 0 for a file which is no table.
  public var rows: Int
  /// Size in bytes.
  public var bytes: Int
  /// SHA-256 of the bytes, 64 hexadecimal digits.
  public var sha256: String

  public init(path: String, rows: Int, bytes: Int, sha256: String) {
    self.path = path
    self.rows = rows
    self.bytes = bytes
    self.sha256 = sha256
  }

  /// Reads an existing file and measures it.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - rows: what to record as its number of rows; it is not counted.
  ///   - limit: bytes that it may have.
  ///   - isWanted: asked once a megabyte; a large file takes seconds.
  /// - Throws: ``FileError`` when the file cannot be read, is none (a pipe, a device, a directory) or is too large, with
  ///   `ECANCELED` once it is not wanted any more.
  /// - Complexity: O(bytes), with 1 MB of memory.
  public static func measure(
    fileAt path: String, rows: Int, atMost limit: Int = .max, isWanted: () -> Bool = { true }
  ) throws(FileError) -> FileDigest {
    let file = try FileHandle.reading(path, atMost: limit)
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 16)
    defer { buffer.deallocate() }
    var hash = SHA256()
    var offset = 0
    while true {
      guard isWanted() else { throw FileError(operation: "read", path: path, code: ECANCELED) }
      let count = try file.read(into: buffer, at: offset)
      hash.update(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
      offset += count
      // It may be growing.
      guard offset <= limit else { throw FileError(operation: "read", path: path, code: FileError.tooLarge) }
      if count < buffer.count { break }
    }
    return FileDigest(path: FilePath.name(path), rows: rows, bytes: offset, sha256: SHA256Hex.text(hash.digest()))
  }

  /// The entry as JSON: path, rows, bytes, sha256.
  public var json: JSONValue {
    ["path": .string(path), "rows": .integer(rows), "bytes": .integer(bytes), "sha256": .string(sha256)]
  }
}
