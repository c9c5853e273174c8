import SalesForce
import Testing

@testable import ScenarioFiles

@Suite struct LocationTests {
  /// One wrong value in a long file, at every lever in turn, behind letters of several bytes.
  @Test func everyLeverPointsAtItsValue() throws {
    let levers = Registry.standard.levers
    for wrong in levers.indices {
      var text = "rainmaker: 1\nquestion: \"λ₀ 🙂\"\nregimes:\n  push:\n    levers:\n"
      for (index, card) in levers.enumerated() where index <= wrong {
        let value = PathRule(domain: card.domain).literal(WeeklyPath(card.neutral)).yaml(comments: false)
        text += "      \(card.name.rawValue):   \(index == wrong ? "λ" : value)\n"
      }
      let errors = #expect(throws: ScenarioErrors.self) { try ScenarioFile.parse(text: text, source: "s.yaml") }
      let problem = try #require(errors?.problems.first)
      #expect(errors?.problems.count == 1)
      #expect(problem.line == 6 + wrong)
      #expect(problem.column == 7 + levers[wrong].name.rawValue.count + 4)
      #expect(problem.fieldPath == "regimes.push.levers.\(levers[wrong].name.rawValue)")
    }
  }

  @Test func columnsCountCharacters() {
    let flow = "{rainmaker: 1, question: \"λ₀🙂\", trials: x, regimes: {a: {}}}"
    #expect(messages(flow).first?.hasPrefix("s.yaml:1:41: trials: ") == true)
    #expect(messages(bytes: Array("a: λ\n".utf8) + [0xFF]) == ["s.yaml:2:1: not UTF-8 text (byte 0xFF)"])
    #expect(messages(bytes: Array("a: λ".utf8) + [0xC3, 0x28]) == ["s.yaml:1:5: not UTF-8 text (byte 0xC3)"])
    #expect(
      messages(bytes: Array("a: λ\u{1}".utf8)) == ["s.yaml:1:5: control character 0x01: this is not a text file"])
  }

  /// Every parameter of the model refuses what lies outside its range, at its place.
  @Test func everyParameterHasItsRange() {
    for card in Registry.standard.parameters {
      let low = NumberText.shortest(card.range.lowerBound)
      let high = NumberText.shortest(card.range.upperBound)
      let count = card.defaults.count
      let all = [String](repeating: "1.0e+300", count: count).joined(separator: ",")
      let bad = count == 1 ? all : "[\(all)]"
      let head = "rainmaker: 1\nmodel:\n  parameters:\n    \(card.group):\n"
      let text = head + "      \(card.name): \(bad)\nregimes: {a: {}}\n"
      let column = card.name.count + 9 + (count == 1 ? 0 : 1)
      let element = count == 1 ? "" : "[0]"
      let kind = card.isWhole ? "a whole number" : "a number"
      #expect(
        messages(text).first
          == "s.yaml:5:\(column): model.parameters.\(card.path)\(element): "
          + "expected \(kind) from \(low) to \(high), got 1.0e+300")
    }
  }

  @Test func aliasIsReportedWhereItWasWritten() {
    let text = "rainmaker: 1\nregimes:\n  a: &x {levers: {bonus: 7}}\n  b: *x\n"
    #expect(messages(text).count == 2)
    #expect(messages(text).allSatisfy { $0.hasPrefix("s.yaml:3:26: ") })
  }

  @Test func thousandsOfProblemsAreCounted() {
    let text = "rainmaker: 1\n" + (0..<1_000).map { "k\($0): 1\n" }.joined() + "regimes: {a: {}}\n"
    let lines = messages(text)
    #expect(lines.count == 101)
    #expect(lines.last == "and 900 more problems")
  }
}
