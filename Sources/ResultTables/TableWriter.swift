/// A table being written row by row: the contract that ``CSVTable`` and ``JSONTable`` share.
///
/// A writer ends with ``finish()``, after which the file is there under its name, or with ``abandon()`` (also when the
/// last reference goes away), after which nothing is. Writers are used by one thread at a time.
public protocol TableWriter: AnyObject {
  var schema: TableSchema { get }
  /// Rows written so far, without the header.
  var rows: Int { get }
  /// Writes one row, a cell for each field in the schema's order.
  func append(_ row: [Cell]) throws(TableError)
  /// Makes the file durable under its final name and says what it is.
  func finish() throws(TableError) -> FileDigest
  /// Removes every trace.
  func abandon()
}

extension AtomicOutput {
  /// Runs file operations, turning their failure into the table's.
  static func guarding<Value>(_ body: () throws(FileError) -> Value) throws(TableError) -> Value {
    do throws(FileError) { return try body() } catch { throw .file(error) }
  }
}

extension TableSchema {
  /// Refuses a row of the wrong width.
  func checkWidth(_ row: [Cell], number: Int) throws(TableError) {
    guard row.count == fields.count else {
      throw .wrongWidth(table: name, row: number, expected: fields.count, got: row.count)
    }
  }

  /// A cell as its field's type wants it: integral numbers become integers in integer fields, non-finite numbers and
  /// empty texts become missing; anything else that does not fit is an error.
  @inline(__always)
  func conform(_ cell: Cell, to field: Int, row: Int) throws(TableError) -> Cell {
    switch (fields[field].type, cell) {
    case (_, .missing): return .missing
    case (.string, .text(let text)): return text.isEmpty ? .missing : cell
    case (.integer, .integer): return cell
    case (.number, .number(let value)): return value.isFinite ? cell : .missing
    case (.number, .integer): return cell
    case (.integer, .number(let value)):
      if !value.isFinite { return .missing }
      if let integer = Int(exactly: value) { return .integer(integer) }
    default: break
    }
    throw .wrongType(
      table: name, row: row, field: fields[field].name, expected: fields[field].type, got: "\(cell)")
  }
}
