import ResultTables

/// A table of the results, read back: rows of text with the names, types and units that the data package gives.
public struct Table: Sendable {
  /// A column as `datapackage.json` describes it.
  public struct Field: Sendable, Decodable {
    public let name, type: String
    public let unit, description: String?
  }

  public let name, title, description: String
  /// A caveat that goes with the table; may be empty.
  public let note: String
  public let fields: [Field]
  /// The fields that together identify a row; empty where none do.
  public let primaryKey: [String]
  public let rows: [Row]
  private let places: [String: Int]

  init(
    name: String, title: String, description: String, note: String, fields: [Field], primaryKey: [String], rows: [Row]
  ) {
    (self.name, self.title, self.description, self.note) = (name, title, description, note)
    (self.fields, self.primaryKey, self.rows) = (fields, primaryKey, rows)
    places =
      primaryKey.isEmpty
      ? [:] : Dictionary(rows.enumerated().map { ($1.key(primaryKey), $0) }) { first, _ in first }
  }

  public func field(_ name: String) -> Field? { fields.first { $0.name == name } }

  /// The row of a primary key, given in the order of its fields.
  public subscript(key: String...) -> Row? { places[key.joined(separator: Row.separator)].map { rows[$0] } }
}

/// A row of a ``Table``.
public struct Row: Sendable {
  /// Places of the columns by name, shared by all rows of a table.
  let columns: [String: Int]
  let values: [String]

  /// A cell as text; empty where it is missing.
  public func text(_ name: String) -> String {
    guard let place = columns[name], place < values.count else { return "" }
    return values[place]
  }

  /// A cell as a number: to the last bit what was written; nil where it is missing.
  public subscript(_ name: String) -> Double? { Double(text(name)) }

  static let separator = "|"

  /// What the row is known by. No name of a metric or regime holds the separator.
  func key(_ fields: [String]) -> String { fields.map(text).joined(separator: Self.separator) }

  /// The row as a JSON object, numbers as numbers and missing cells as `null`.
  func json(_ fields: [Table.Field]) -> JSONValue {
    .object(
      fields.map { field in
        let text = text(field.name)
        if text.isEmpty { return (key: field.name, value: .null) }
        switch field.type {
        case "integer": return (key: field.name, value: Int(text).map(JSONValue.integer) ?? .null)
        case "number": return (key: field.name, value: .optional(Double(text)))
        default: return (key: field.name, value: .string(text))
        }
      })
  }
}
