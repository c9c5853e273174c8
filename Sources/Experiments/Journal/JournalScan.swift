import ResultTables

/// How much of a journal is good: a contiguous prefix of trials and of the parts of the next, and the bytes that hold it.
public struct JournalExtent: Sendable, Hashable {
  public let firstTrial: Int
  /// The trial after the last whole one.
  public let nextTrial: Int
  /// Parts of that trial which are there.
  public let nextPart: Int
  /// Length of header and good records.
  public let goodBytes: Int
  /// Length of the file.
  public let fileBytes: Int

  /// How many good trials there are.
  public var trials: Int { nextTrial - firstTrial }
  /// Whether something follows the last good record: a torn or damaged tail.
  public var hasDamagedTail: Bool { fileBytes != goodBytes }
}

/// One pass over the records of an open journal with a buffer of about 1 MB.
enum JournalScan {
  /// Visits the bytes of each intact record from a trial on and stops at the first which is not, or before `limit`.
  static func run(
    _ file: borrowing FileHandle, header: JournalHeader, from first: Int? = nil, limit: Int = .max,
    visit: (_ trial: Int, _ part: Int, _ bytes: UnsafeRawBufferPointer) throws -> Void
  ) throws -> JournalExtent {
    let fileBytes = try size(of: file)
    let seed = header.checksum
    var trial = first ?? header.firstTrial
    var part = 0
    var offset = header.offset(of: trial)
    let longest = header.longestRecord(from: trial)
    // The file bounds the buffer, whatever the header claims.
    let buffer = UnsafeMutableRawBufferPointer.allocate(
      byteCount: max(64, min(max(1 << 20, longest), max(0, fileBytes - offset))), alignment: 16)
    defer { buffer.deallocate() }
    var start = 0
    var end = 0
    while trial < limit {
      let length = header.recordLength(of: trial, part: part)
      if offset + length > fileBytes { break }
      if end - start < length {
        buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: buffer[start..<end]))
        end -= start
        start = 0
        let free = UnsafeMutableRawBufferPointer(rebasing: buffer[end...])
        end += try read(file, into: free, at: offset + end)
        if end < length { break }
      }
      let bytes = UnsafeRawBufferPointer(rebasing: buffer[start..<(start + length)])
      guard RecordBytes.isIntact(bytes, trial: trial, part: part, seed: seed) else { break }
      try visit(trial, part, bytes)
      start += length
      offset += length
      part += 1
      if part == header.parts.count { (trial, part) = (trial + 1, 0) }
    }
    return JournalExtent(
      firstTrial: header.firstTrial, nextTrial: trial, nextPart: part, goodBytes: offset, fileBytes: fileBytes)
  }

  /// Only looks how far the journal is good.
  static func run(
    _ file: borrowing FileHandle, header: JournalHeader, limit: Int = .max, isWanted: () -> Bool = { true }
  ) throws(JournalError) -> JournalExtent {
    let path = file.path
    do {
      return try run(file, header: header, limit: limit) { _, _, _ in
        if !isWanted() { throw JournalError.stopped(path: path) }
      }
    } catch let error as JournalError {
      throw error
    } catch {
      // Neither the scan nor its visitor throws anything else.
      preconditionFailure("JournalScan: \(error)")
    }
  }

  private static func size(of file: borrowing FileHandle) throws(JournalError) -> Int {
    do throws(FileError) { return try file.size() } catch { throw .file(error) }
  }

  private static func read(
    _ file: borrowing FileHandle, into buffer: UnsafeMutableRawBufferPointer, at offset: Int
  ) throws(JournalError) -> Int {
    do throws(FileError) { return try file.read(into: buffer, at: offset) } catch { throw .file(error) }
  }
}
