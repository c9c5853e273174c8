import ResultTables

/// JSON as the results write it; the schema needs two more ways of making it.
typealias JSON = JSONValue

extension JSONValue {
  /// A number, whole ones without a fraction.
  static func numeral(_ value: Double) -> JSONValue { Int(exactly: value).map(JSONValue.integer) ?? .number(value) }

  /// An object whose members keep their order.
  static func members(_ members: [(String, JSONValue)]) -> JSONValue {
    .object(members.map { (key: $0.0, value: $0.1) })
  }
}
