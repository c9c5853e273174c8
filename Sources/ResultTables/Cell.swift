/// One value of one row, on its way into CSV and JSON alike.
public enum Cell: Sendable, Hashable {
  case text(String)
  case integer(Int)
  /// A real number. NaN and infinities count as missing: no reader agrees on how to spell them.
  case number(Double)
  /// No value: an empty cell in CSV, `null` in JSON.
  case missing

  /// As JSON has it.
  public var json: JSONValue {
    switch self {
    case .text(let text): .string(text)
    case .integer(let value): .integer(value)
    case .number(let value): value.isFinite ? .number(value) : .null
    case .missing: .null
    }
  }

  /// A number, or ``missing`` for nil.
  public static func optional(_ value: Double?) -> Cell { value.map(Cell.number) ?? .missing }
  /// An integer, or ``missing`` for nil.
  public static func optional(_ value: Int?) -> Cell { value.map(Cell.integer) ?? .missing }
  /// A text, or ``missing`` for nil.
  public static func optional(_ value: String?) -> Cell { value.map(Cell.text) ?? .missing }
}

/// Why a row could not be written.
public enum TableError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The file could not be created, written or renamed.
  case file(FileError)
  /// A row has another number of cells than the schema has fields. Rows count from 1, without the header.
  case wrongWidth(table: String, row: Int, expected: Int, got: Int)
  /// A cell does not have its field's type: a text in a number field, 1.5 in an integer field.
  case wrongType(table: String, row: Int, field: String, expected: TableField.Kind, got: String)

  public var description: String {
    switch self {
    case .file(let error): error.description
    case .wrongWidth(let table, let row, let expected, let got):
      "table '\(table)', row \(row): \(got) cells where the schema has \(expected) fields"
    case .wrongType(let table, let row, let field, let expected, let got):
      "table '\(table)', row \(row), field '\(field)': expected \(expected.rawValue), got \(got)"
    }
  }
}
