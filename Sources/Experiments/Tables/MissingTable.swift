import ResultTables

/// A table that the scenario wants and a run could not make.
public struct MissingTable: Sendable, Equatable, Codable {
  public let table: OptionalTable
  public let reason: String

  var json: JSONValue { .object([("table", .string(table.rawValue)), ("reason", .string(reason))]) }
}
