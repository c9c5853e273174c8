import Testing

@testable import ResultTables

#if canImport(Glibc)
  import Glibc
#endif

/// A fresh directory for one test, removed with everything in it.
final class Folder {
  let path: String

  init() throws {
    var template = Array("/tmp/rainmaker-tables-XXXXXX".utf8CString)
    path = try #require(mkdtemp(&template).map { String(cString: $0) })
  }

  deinit {
    for name in names { _ = unlink("\(path)/\(name)") }
    _ = rmdir(path)
  }

  var names: [String] {
    guard let stream = opendir(path) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
      if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  func file(_ name: String) -> String { "\(path)/\(name)" }

  func text(_ name: String) throws -> String {
    let stream = try #require(fopen(file(name), "r"), "no file \(name)")
    defer { fclose(stream) }
    var bytes: [UInt8] = []
    while case let byte = fgetc(stream), byte != EOF { bytes.append(UInt8(byte)) }
    return String(decoding: bytes, as: UTF8.self)
  }
}

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
