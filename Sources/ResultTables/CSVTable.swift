/// A CSV file written row by row, with flat memory.
///
/// The dialect is RFC 4180 in UTF-8 without byte order mark, comma-separated, one header row, decimal point, empty for
/// missing. One choice departs from the RFC's letter: lines end in LF. pandas, R, DuckDB, frictionless and spreadsheets
/// read both endings, but gnuplot, awk, cut and join take the CR of a CRLF as part of the last column; the data package
/// declares the ending. Numbers are the shortest decimal text that reads back to the same bits (`Double.description`).
/// What would be dangerous in a spreadsheet is neutralised: see ``protect(_:)``.
///
///     let table = try CSVTable(schema: schema, path: "results/trials.csv")
///     try table.append([.text("push"), .integer(1), .number(0.25)])
///     let digest = try table.finish()
///
/// - Complexity: O(cells), 128 KB of buffer.
public final class CSVTable: TableWriter {
  public let schema: TableSchema
  public private(set) var rows = 0
  private let output: AtomicOutput

  /// Opens a temporary file beside `path` and writes the header row.
  ///
  /// - Parameters:
  ///   - schema: the columns.
  ///   - path: the file's final name, which is not touched before ``finish()``.
  /// - Throws: ``TableError/file(_:)`` when the file cannot be created.
  public init(schema: TableSchema, path: String) throws(TableError) {
    self.schema = schema
    let output = try AtomicOutput.guarding { () throws(FileError) in try AtomicOutput(path: path) }
    self.output = output
    try AtomicOutput.guarding { () throws(FileError) in
      for (index, field) in schema.fields.enumerated() {
        if index > 0 { try output.append(Self.comma) }
        try Self.writeText(field.name, to: output)
      }
      try output.append(Self.newline)
    }
  }

  /// Writes one row.
  ///
  /// - Parameter row: a cell for each field; an integral ``Cell/number(_:)`` is welcome in an integer field.
  /// - Throws: ``TableError``. A row of the wrong shape leaves the file as it was before the row; an I/O error
  ///   abandons the file.
  public func append(_ row: [Cell]) throws(TableError) {
    let number = rows + 1
    try schema.checkWidth(row, number: number)
    // All cells are checked before the first is written, so that a refused row leaves no half line.
    for index in row.indices { _ = try schema.conform(row[index], to: index, row: number) }
    for index in row.indices {
      let cell = try schema.conform(row[index], to: index, row: number)
      do throws(FileError) {
        if index > 0 { try output.append(Self.comma) }
        switch cell {
        case .missing: break
        case .integer(let value): try output.append(value.description)
        case .number(let value): try output.append(value.description)
        case .text(let text): try Self.writeText(text, to: output)
        }
      } catch { throw .file(error) }
    }
    // A row that is one empty cell would be an empty line, which readers skip.
    let isBlank = row.count == 1 && (row[0] == .missing || row[0] == .text(""))
    try AtomicOutput.guarding { () throws(FileError) in
      if isBlank { try output.append("\"\"") }
      try output.append(Self.newline)
    }
    rows = number
  }

  public func finish() throws(TableError) -> FileDigest {
    try AtomicOutput.guarding { () throws(FileError) in try output.finish(rows: rows) }
  }

  public func abandon() { output.abandon() }

  // MARK: Text

  /// A text as it stands in the file, before quoting.
  ///
  /// A spreadsheet runs a cell as a formula when it begins with `=`, `+`, `-`, `@`, a tab, a CR or a LF (or the
  /// full-width `＝＋－＠`), also after leading blanks. Such a text gets one leading apostrophe, and so does a text that
  /// begins with an apostrophe; a reader who wants the original removes one leading apostrophe where there is one.
  /// NUL, which no CSV reader survives, becomes U+FFFD.
  public static func protect(_ text: String) -> String {
    var result = text
    if text.utf8.contains(0) {
      result = String(String.UnicodeScalarView(text.unicodeScalars.map { $0 == "\0" ? "\u{FFFD}" : $0 }))
    }
    let first = result.unicodeScalars.first { !$0.properties.isWhitespace || "\t\r\n".unicodeScalars.contains($0) }
    switch first {
    case "=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠": return "'" + result
    default: return result.unicodeScalars.first == "'" ? "'" + result : result
    }
  }

  private static func writeText(_ text: String, to output: AtomicOutput) throws(FileError) {
    let text = isPlain(text) ? text : protect(text)
    let needsQuotes =
      text.utf8.contains { $0 == comma || $0 == quote || $0 == newline || $0 == 13 }
      || text.utf8.first == 32 || text.utf8.last == 32
    guard needsQuotes else { return try output.append(text) }
    try output.append(quote)
    for byte in text.utf8 {
      if byte == quote { try output.append(quote) }
      try output.append(byte)
    }
    try output.append(quote)
  }

  /// Whether a text begins with a letter or digit and holds no NUL: nothing to protect.
  private static func isPlain(_ text: String) -> Bool {
    guard let first = text.utf8.first else { return true }
    let isAlphanumeric = (48...57).contains(first) || (65...90).contains(first) || (97...122).contains(first)
    return isAlphanumeric && !text.utf8.contains(0)
  }

  private static let comma = UInt8(ascii: ",")
  private static let quote = UInt8(ascii: "\"")
  private static let newline = UInt8(ascii: "\n")
}
