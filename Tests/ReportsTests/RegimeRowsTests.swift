import Experiments
import Testing

@testable import Reports

@Suite struct RegimeRowsTests {
  private static func rows(_ names: [String], width: Int) -> [String] {
    let columns = [
      RegimeRows.Column(title: "profit", cells: names.map { _ in "1.437 ±0.017" }, width: 15, rank: 0),
      RegimeRows.Column(title: "vs a-long-name-indeed", cells: names.map { _ in "+0.437 ±0.017" }, width: 16, rank: 1),
      RegimeRows.Column(title: "beats", cells: names.map { _ in "0.437" }, width: 7, rank: 3),
      RegimeRows.Column(title: "verdict", cells: names.map { _ in "undecided" }, width: 11, rank: 2),
      RegimeRows.Column(title: "quota", cells: names.map { _ in "0.42" }, width: 7, rank: 4),
      RegimeRows.Column(title: "path", cells: names.map { _ in "▁▂▃▄▅▆▇█▁" }, width: 10, rank: 5, isPicture: true),
    ]
    return RegimeRows(names: names, columns: columns, width: width).lines
  }

  @Test(arguments: 40...80) func nothingIsWider(width: Int) {
    for names in [["a", "b"], ["push", String(repeating: "n", count: 35)], [String(repeating: "n", count: 64)]] {
      let lines = Self.rows(names, width: width)
      #expect(lines.allSatisfy { $0.count <= width }, "\(lines)")
      #expect(lines[0].contains("profit") && lines[0].contains("verdict"))
    }
  }

  @Test func shortNamesStandBesideTheirNumbers() {
    let lines = Self.rows(["push", "laissez-faire"], width: 80)
    #expect(lines.count == 3)
    #expect(lines[1] == "push             1.437 ±0.017   +0.437 ±0.017  0.437  undecided   0.42 ▁▂▃▄▅▆▇█▁")
    #expect(lines[0].contains("vs a-long-name…"))
  }

  @Test func longNamesStandAboveThem() {
    let long = String(repeating: "n", count: 35)
    let lines = Self.rows(["push", long], width: 80)
    #expect(lines.count == 5 && lines[3] == long && lines[4].hasSuffix("▁▂▃▄▅▆▇█▁"))
  }

  @Test func theLeastTellingIsLeftOutFirst() {
    #expect(!Self.rows(["a"], width: 58)[0].contains("path"))
    #expect(!Self.rows(["a"], width: 42)[0].contains("beats") && Self.rows(["a"], width: 42)[0].contains("vs a-"))
  }

  @Test func countsHaveTheirNumber() {
    #expect(NumberText.count(1, "trial") == "1 trial" && NumberText.count(0, "trial") == "0 trials")
    #expect(NumberText.cut("current", 7) == "current" && NumberText.cut("current", 5) == "curr…")
  }
}
