/// Whole files that fit into memory.
package enum SmallFile {
  /// The bytes of a regular file, or of a link to one.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - limit: bytes that it may have.
  /// - Throws: ``FileError``, also for pipes, devices and directories, and for more bytes than are allowed.
  package static func bytes(at path: String, atMost limit: Int) throws(FileError) -> [UInt8] {
    let file = try FileHandle.reading(path, atMost: limit)
    // One more than it has, so that a file that grows is found out.
    let room = UnsafeMutableRawBufferPointer.allocate(byteCount: try file.size() + 1, alignment: 16)
    defer { room.deallocate() }
    let count = try file.read(into: room, at: 0)
    guard count < room.count else { throw FileError(operation: "read", path: path, code: FileError.tooLarge) }
    return Array(room[..<count])
  }
}
