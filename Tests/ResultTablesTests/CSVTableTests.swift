import TestSupport
import Testing

@testable import ResultTables

@Suite struct CSVTableTests {
  let folder: ScratchFolder
  init() throws { folder = try ScratchFolder() }

  private func write(_ rows: [[Cell]], schema: TableSchema = Sample.schema) throws -> (String, FileDigest) {
    let table = try CSVTable(schema: schema, path: folder.file("t.csv"))
    for row in rows { try table.append(row) }
    let digest = try table.finish()
    return (try folder.text("t.csv"), digest)
  }

  @Test func goldenBytes() throws {
    let (text, digest) = try write([
      [.text("push"), .integer(3), .number(0.1)], [.text("a,b"), .number(4), .number(100000)],
      [.missing, .missing, .missing], [.text("=x"), .integer(-5), .number(-1e-7)],
      [.text("x\"y"), .number(.nan), .number(.infinity)], [.text("big"), .integer(.min), .integer(7)],
    ])
    let expected =
      "label,count,value\npush,3,0.1\n\"a,b\",4,100000.0\n,,\n'=x,-5,-1e-07\n\"x\"\"y\",,\n"
      + "big,-9223372036854775808,7\n"
    #expect(text == expected)
    #expect(digest == FileDigest(path: "t.csv", rows: 6, bytes: expected.utf8.count, sha256: SHA256Hex.of(expected)))
    #expect(folder.names == ["t.csv"])
  }

  @Test func hostileTextsComeBack() throws {
    let long = String(repeating: "long \"cell\", \n", count: 1 << 16)
    let texts = Sample.hostile + [long]
    let (text, _) = try write(texts.map { [.text($0), .missing, .missing] })
    let rows = parseCSV(text).dropFirst()
    #expect(rows.count == texts.count)
    for (row, original) in zip(rows, texts) {
      #expect(row.count == 3)
      #expect(row[0].utf8.elementsEqual(CSVTable.protect(original).utf8))
      let clean = original.unicodeScalars.map { $0 == "\0" ? "\u{FFFD}" : $0 }
      let back =
        row[0].unicodeScalars.first == "'" ? Array(row[0].unicodeScalars.dropFirst()) : Array(row[0].unicodeScalars)
      #expect(back == clean, "does not come back: \(original.prefix(20))")
      let first = row[0].unicodeScalars.first { !$0.properties.isWhitespace }
      #expect(!"=+-@＝＋－＠".unicodeScalars.contains(first ?? "x"), "a formula: \(row[0].prefix(20))")
    }
  }

  @Test func numbersRoundTrip() throws {
    var state: UInt64 = 1
    var values: [Double] = [0, -0.0, 0.1, 1 / 3, 1e16, 1e22, 0x1p-1074, .greatestFiniteMagnitude, 123456789.125]
    for _ in 0..<2000 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let value = Double(bitPattern: state)
      if value.isFinite { values.append(value) }
    }
    let (text, _) = try write(values.map { [.text("x"), .missing, .number($0)] })
    for (row, value) in zip(parseCSV(text).dropFirst(), values) {
      #expect(Double(row[2])?.bitPattern == value.bitPattern)
    }
  }

  @Test func refusesWrongRows() throws {
    let table = try CSVTable(schema: Sample.schema, path: folder.file("t.csv"))
    try table.append([.text("a"), .integer(1), .number(2)])
    #expect(throws: TableError.wrongWidth(table: "sample", row: 2, expected: 3, got: 1)) {
      try table.append([.missing])
    }
    for bad: [Cell] in [
      [.integer(1), .integer(1), .number(1)], [.text("b"), .number(1.5), .number(1)],
      [.text("b"), .text("1"), .number(1)], [.text("b"), .integer(1), .text("x")],
      [.text("b"), .number(1e19), .missing],
    ] {
      #expect(throws: TableError.self) { try table.append(bad) }
    }
    // A refused row leaves nothing behind.
    _ = try table.finish()
    #expect(try folder.text("t.csv") == "label,count,value\na,1,2.0\n")
    #expect(throws: TableError.self) {
      try table.append([.text("late"), .missing, .missing])
      _ = try table.finish()
    }
  }

  @Test func singleMissingCellIsARow() throws {
    let schema = TableSchema(
      name: "one", title: "", description: "", tier: .a,
      fields: [TableField("x", type: .number, unit: "1", description: "")])
    #expect(try write([[.missing], [.number(1)]], schema: schema).0 == "x\n\"\"\n1.0\n")
  }

  @Test func csvAndJSONHoldTheSameRows() throws {
    let csv = try CSVTable(schema: Sample.schema, path: folder.file("t.csv"))
    let json = try JSONTable(schema: Sample.schema, path: folder.file("t.json"))
    for table in [csv, json] as [any TableWriter] {
      try table.append([.text("=a\"\n"), .number(2), .number(.nan)])
      try table.append([.missing, .integer(1), .integer(3)])
    }
    #expect(try csv.finish().rows == 2)
    #expect(try json.finish().rows == 2)
    #expect(
      try folder.text("t.json") == """
        [
          {"label": "=a\\"\\n", "count": 2, "value": null},
          {"label": null, "count": 1, "value": 3}
        ]

        """)
    _ = try JSONTable(schema: Sample.schema, path: folder.file("empty.json")).finish()
    #expect(try folder.text("empty.json") == "[]\n")
  }
}
