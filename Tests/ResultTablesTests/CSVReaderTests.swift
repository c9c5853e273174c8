import TestSupport
import Testing

@testable import ResultTables

@Suite struct CSVReaderTests {
  let folder: ScratchFolder
  init() throws { folder = try ScratchFolder() }

  private func rows(of text: String) throws -> [[String]] {
    try AtomicFile.write(text: text, to: folder.file("r.csv"))
    var rows: [[String]] = []
    try CSVReader(path: folder.file("r.csv")).forEachRow { rows.append($0) }
    return rows
  }

  @Test func readsBothLineEndsQuotesAndEmptyCells() throws {
    #expect(
      try rows(of: "a,b\r\n1,\"x, \"\"y\"\"\nz\"\r\n,\n3,4") == [
        ["a", "b"], ["1", "x, \"y\"\nz"], ["", ""], ["3", "4"],
      ])
    #expect(try rows(of: "") == [])
    #expect(try rows(of: "a\n\"\"\nb\n") == [["a"], [""], ["b"]])
  }

  @Test func faultsHaveTheirLine() throws {
    var lines: [Int] = []
    try AtomicFile.write(text: "a\n\n\"x\ny\"\nb", to: folder.file("r.csv"))
    try CSVReader(path: folder.file("r.csv")).forEachRow { line, _ in lines.append(line) }
    #expect(lines == [1, 3, 5])
    #expect(throws: CSVFault(line: 2, reason: "a quotation mark is not closed")) { _ = try rows(of: "a\n\"b\nc\n") }
    #expect(throws: CSVFault.self) { _ = try rows(of: String(repeating: ",", count: CSVReader.rowLimit + 1)) }
    #expect(throws: CSVFault.self) { _ = try rows(of: String(repeating: "x", count: CSVReader.cellLimit + 1)) }
  }

  /// What the writer wrote comes back, over the edges of the reader's buffer too.
  @Test func hostileTextsComeBack() throws {
    let long = String(repeating: "long \"cell\", \n", count: 1 << 17)
    let texts = Sample.hostile + [long, "last"]
    let table = try CSVTable(schema: Sample.schema, path: folder.file("t.csv"))
    for text in texts { try table.append([.text(text), .integer(1), .number(0.1)]) }
    _ = try table.finish()
    var rows: [[String]] = []
    try CSVReader(path: folder.file("t.csv")).forEachRow { rows.append($0) }
    try #require(rows.count == texts.count + 1)
    for (row, text) in zip(rows.dropFirst(), texts) {
      let clean = String(String.UnicodeScalarView(text.unicodeScalars.map { $0 == "\0" ? "\u{FFFD}" : $0 }))
      #expect(row.count == 3 && row[0].utf8.elementsEqual(clean.utf8) && row[1...] == ["1", "0.1"])
    }
  }
}
