#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

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

  /// - Throws: ``FileError`` when the file cannot be opened.
  public init(path: String) throws(FileError) {
    file = try FileHandle(path: path, flags: O_RDONLY, operation: "open")
    buffer = .allocate(byteCount: 1 << 20, alignment: 16)
  }

  deinit { buffer.deallocate() }

  /// Calls `body` with the fields of each row, the header's included. A last row without a line end counts.
  public borrowing func forEachRow(_ body: ([String]) throws -> Void) throws {
    var parser = Parser(), offset = 0
    while true {
      let count = try file.read(into: buffer, at: offset)
      for byte in buffer[..<count] where parser.takes(byte) { try body(parser.row()) }
      offset += count
      if count < buffer.count { break }
    }
    if parser.isInRow { try body(parser.row()) }
  }

  /// The row that is being read.
  private struct Parser {
    private var fields: [String] = []
    private var field: [UInt8] = []
    private var isQuoted = false
    /// Whether the last byte was a quotation mark inside a quoted field: its end, or the first of two.
    private var isAtQuote = false
    private(set) var isInRow = false

    /// Takes a byte; true when it ends a row.
    mutating func takes(_ byte: UInt8) -> Bool {
      if isQuoted, !isAtQuote {
        if byte == 34 { isAtQuote = true } else { field.append(byte) }
        return false
      }
      if isAtQuote, byte == 34 {
        isAtQuote = false
        field.append(byte)
        return false
      }
      switch byte {
      case 34 where field.isEmpty && !isQuoted: (isQuoted, isInRow) = (true, true)
      case 44:
        endField()
        isInRow = true
      case 10: return isInRow
      case 13: break
      default:
        field.append(byte)
        isInRow = true
      }
      return false
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
