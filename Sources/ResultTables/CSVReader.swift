#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What in a file makes it no table.
public struct CSVFault: Error, Sendable, Hashable, CustomStringConvertible {
  /// From 1.
  public let line: Int
  public let reason: String
  public var description: String { "line \(line): \(reason)" }
}

/// A CSV file read row by row, with flat memory: the counterpart of ``CSVTable``.
///
/// Takes what RFC 4180 allows, either line ending included, and gives texts as they were before ``CSVTable/protect(_:)``.
///
///     let reader = try CSVReader(path: "results/summary.csv")
///     try reader.forEachRow { fields in print(fields) }  // the header first
///
/// - Complexity: O(bytes), with 1 MB of memory and one row.
public struct CSVReader: ~Copyable {
  private let file: FileHandle
  private let buffer: UnsafeMutableRawBufferPointer

  /// Bytes of a cell and cells of a row: far more than any table has, and what a hostile one gets.
  static let cellLimit = 1 << 22, rowLimit = 1 << 14

  /// - Throws: ``FileError`` when the file cannot be opened, or is no regular file.
  public init(path: String) throws(FileError) {
    file = try FileHandle.reading(path)
    buffer = .allocate(byteCount: 1 << 20, alignment: 16)
  }

  deinit { buffer.deallocate() }

  /// Calls `body` with the fields of each row, the header's included. A last row without a line end counts.
  ///
  /// - Throws: ``FileError``; ``CSVFault`` for what is no table; whatever `body` throws.
  public borrowing func forEachRow(_ body: ([String]) throws -> Void) throws {
    try forEachRow { _, fields in try body(fields) }
  }

  /// The same with the line in which each row begins, from 1.
  public borrowing func forEachRow(_ body: (_ line: Int, _ fields: [String]) throws -> Void) throws {
    var parser = Parser(), offset = 0, line = 1
    func hand(_ parser: inout Parser) throws {
      let fields = parser.row()
      try body(line, fields)
      line = parser.line
    }
    while true {
      let count = try file.read(into: buffer, at: offset)
      for byte in buffer[..<count] {
        if try parser.takes(byte) { try hand(&parser) } else if !parser.isInRow { line = parser.line }
      }
      offset += count
      if count < buffer.count { break }
    }
    if parser.isUnclosed { throw CSVFault(line: line, reason: "a quotation mark is not closed") }
    if parser.isInRow { try hand(&parser) }
  }

  /// The row that is being read.
  private struct Parser {
    private var fields: [String] = []
    private var field: [UInt8] = []
    private var isQuoted = false
    /// Whether the last byte was a quotation mark inside a quoted field: its end, or the first of two.
    private var isAtQuote = false
    private(set) var isInRow = false
    /// In which the next byte stands.
    private(set) var line = 1

    var isUnclosed: Bool { isQuoted && !isAtQuote }

    /// Takes a byte; true when it ends a row.
    mutating func takes(_ byte: UInt8) throws(CSVFault) -> Bool {
      if byte == 10 { line += 1 }
      if isQuoted, !isAtQuote {
        if byte == 34 { isAtQuote = true } else { try append(byte) }
        return false
      }
      if isAtQuote, byte == 34 {
        isAtQuote = false
        try append(byte)
        return false
      }
      switch byte {
      case 34 where field.isEmpty && !isQuoted: (isQuoted, isInRow) = (true, true)
      case 44:
        endField()
        isInRow = true
        if fields.count >= CSVReader.rowLimit {
          throw CSVFault(line: line, reason: "a row has more than \(CSVReader.rowLimit) cells")
        }
      case 10: return isInRow
      case 13: break
      default:
        try append(byte)
        isInRow = true
      }
      return false
    }

    private mutating func append(_ byte: UInt8) throws(CSVFault) {
      guard field.count < CSVReader.cellLimit else {
        throw CSVFault(line: line, reason: "a cell has more than \(CSVReader.cellLimit) bytes")
      }
      field.append(byte)
    }

    private mutating func endField() {
      fields.append(CSVReader.unprotected(String(decoding: field, as: UTF8.self)))
      field.removeAll(keepingCapacity: true)
      (isQuoted, isAtQuote) = (false, false)
    }

    mutating func row() -> [String] {
      endField()
      isInRow = false
      defer { fields.removeAll(keepingCapacity: true) }
      return fields
    }
  }

  /// Takes back the apostrophe with which ``CSVTable`` disarms a text.
  static func unprotected(_ text: String) -> String { text.utf8.first == 39 ? String(text.dropFirst()) : text }
}
