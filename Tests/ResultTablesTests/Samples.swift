import Testing

@testable import ResultTables

enum Sample {
  static let schema = TableSchema(
    name: "sample", title: "Sample", description: "For tests.", tier: .a,
    fields: [
      TableField("label", type: .string, unit: "", description: "a text"),
      TableField("count", type: .integer, unit: "1", description: "an integer"),
      TableField("value", type: .number, unit: "hours", description: "a number"),
    ], primaryKey: ["label"])

  /// Texts which break careless writers.
  static let hostile: [String] = [
    "plain", "comma, and \"quotes\"", "two\nlines", "carriage\rreturn\r\n", "=1+1", "+1", "-1", "@sum", "\tx", "\r=x",
    "\n=x", "  =1", "'quoted", "''=1", "＝1", "emoji 👩‍🔬", "עברית‏", "nul\0nul", "\u{2028}", " blank ", "a'b", "-",
    "\u{85}=2",
    "\u{FEFF}bom", "\\ / \u{1} \u{7F}", "é vs e\u{301}",
  ]
}

/// Reads CSV as RFC 4180 has it; independent of the writer.
func parseCSV(_ text: String) -> [[String]] {
  var rows: [[String]] = []
  var row: [String] = []
  var cell = String.UnicodeScalarView()
  var isQuoted = false
  var scalars = text.unicodeScalars.makeIterator()
  var pending: Unicode.Scalar?
  while let scalar = pending ?? scalars.next() {
    pending = nil
    if isQuoted {
      guard scalar == "\"" else {
        cell.append(scalar)
        continue
      }
      pending = scalars.next()
      if pending == "\"" {
        cell.append("\"")
      } else {
        isQuoted = false
        continue
      }
      pending = nil
    } else if scalar == "\"" {
      isQuoted = true
    } else if scalar == "," || scalar == "\n" {
      row.append(String(cell))
      cell = .init()
      if scalar == "\n" {
        rows.append(row)
        row = []
      }
    } else {
      cell.append(scalar)
    }
  }
  return rows
}
