import ResultTables

/// The rules that a table's cells obey, as its entry in the data package gives them.
struct TableReading {
  /// What is wrong with a table, and where.
  struct Fault: Error, CustomStringConvertible {
    let line: Int
    let reason: String
    var description: String { "line \(line): \(reason)" }
  }

  let resource: StoredPackage.Resource

  /// Whole numbers that a Double holds exactly: no sum of a few leaves the range of Int.
  private static let wholeNumbers = -(1 << 53)...(1 << 53)

  private var fields: [Table.Field] { resource.schema.fields }

  /// Places of the columns by name.
  func columns(_ header: [String]) throws -> [String: Int] {
    guard header == fields.map(\.name) else {
      throw Fault(line: 1, reason: "the columns are not those that datapackage.json names")
    }
    return Dictionary(header.enumerated().map { ($1, $0) }) { first, _ in first }
  }

  /// Refuses a row of another width, and cells that are not what their column holds.
  func check(_ values: [String], line: Int) throws {
    guard values.count == fields.count else {
      throw Fault(line: line, reason: "\(values.count) cells where there are \(fields.count) columns")
    }
    for (field, text) in zip(fields, values) where !text.isEmpty {
      guard let wanted = Self.unmet(text, field.type) else { continue }
      throw Fault(line: line, reason: "column \(field.name): '\(text.prefix(40))' is not \(wanted)")
    }
  }

  /// What a cell was to be and is not.
  private static func unmet(_ text: String, _ type: String) -> String? {
    switch type {
    case "integer": Int(text).map(wholeNumbers.contains) == true ? nil : "a whole number"
    case "number":
      Double(text)?.isFinite == true && text.utf8.allSatisfy(isOfNumber) ? nil : "a finite number"
    default: text.unprintable == nil ? nil : "a line of text"
    }
  }

  /// Digits, signs, points and exponents: no other spelling of numbers.
  private static func isOfNumber(_ byte: UInt8) -> Bool {
    (48...57).contains(byte) || byte == 43 || byte == 45 || byte == 46 || byte == 69 || byte == 101
  }
}
