/// The rows of a table as a JSON array of objects, one row a line, written with flat memory.
///
/// The counterpart of ``CSVTable``: the same rows go into both. Missing values are `null`; texts are written as they
/// are, since no spreadsheet takes JSON for formulas.
public final class JSONTable: TableWriter {
  public let schema: TableSchema
  public private(set) var rows = 0
  private let output: AtomicOutput
  /// For each field, what precedes its value: `{"name": ` or `, "name": `.
  private let prefixes: [[UInt8]]
  private var line: [UInt8] = []

  /// Opens a temporary file beside `path`.
  ///
  /// - Throws: ``TableError/file(_:)`` when the file cannot be created.
  public init(schema: TableSchema, path: String) throws(TableError) {
    self.schema = schema
    prefixes = schema.fields.enumerated().map { index, field in
      var bytes = Array((index == 0 ? "{" : ", ").utf8)
      JSONValue.write(field.name, into: &bytes)
      return bytes + ": ".utf8
    }
    let output = try AtomicOutput.guarding { () throws(FileError) in try AtomicOutput(path: path) }
    self.output = output
    try AtomicOutput.guarding { () throws(FileError) in try output.append("[") }
  }

  public func append(_ row: [Cell]) throws(TableError) {
    let number = rows + 1
    try schema.checkWidth(row, number: number)
    line.removeAll(keepingCapacity: true)
    line += (rows == 0 ? "\n  " : ",\n  ").utf8
    for index in row.indices {
      line += prefixes[index]
      switch try schema.conform(row[index], to: index, row: number) {
      case .missing: line += "null".utf8
      case .integer(let value): line += value.description.utf8
      case .number(let value): JSONValue.write(value, into: &line)
      case .text(let text): JSONValue.write(text, into: &line)
      }
    }
    line += (row.isEmpty ? "{}" : "}").utf8
    var failure: FileError?
    line.withUnsafeBytes { bytes in
      do throws(FileError) { try output.append(bytes) } catch { failure = error }
    }
    if let failure { throw .file(failure) }
    rows = number
  }

  public func finish() throws(TableError) -> FileDigest {
    try AtomicOutput.guarding { () throws(FileError) in
      try output.append(rows == 0 ? "]\n" : "\n]\n")
      return try output.finish(rows: rows)
    }
  }

  public func abandon() { output.abandon() }
}
