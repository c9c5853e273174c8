import Testing

@testable import ScenarioFiles

@Suite struct PlainScalarTests {
  static let readings: [(text: String, value: Double)] = [
    ("0", 0), ("-0", 0), (".20", 0.2), ("0.20", 0.2), ("1.", 1), ("+5", 5), ("-1.5e3", -1_500), ("2E-2", 0.02),
    ("4294967295", 4_294_967_295), ("1e-300", 1e-300),
  ]

  @Test(arguments: readings) func numbers(text: String, value: Double) {
    #expect(PlainScalar(text) == .number(value))
    if case .number(let parsed) = PlainScalar(text), value == 0 { #expect(parsed.sign == .plus) }
  }

  @Test(arguments: [
    "abc", ".", "-", "+", "e5", "1e", "1e+", "1.2.3", "--1", "1-2", "0x", "0xg", "1_", "_1", "1:", "2026-01-01", "1 2",
    "infinity", "nan", "inf", "0o", "１", ".e1", "On it", "<<",
  ])
  func texts(text: String) {
    #expect(PlainScalar(text) == .text)
  }

  @Test(arguments: [".inf", "-.INF", "+.Inf", ".nan", ".NaN", "1e400", "-1e400", String(repeating: "9", count: 9_999)])
  func notFinite(text: String) {
    #expect(PlainScalar(text) == .notFinite)
  }

  @Test(arguments: ["010", "-007", "0x1F", "0o17", "0b11", "1_000", "1:30", "190:20:30.15", "00"])
  func ambiguous(text: String) {
    guard case .ambiguousNumber = PlainScalar(text) else {
      Issue.record("\(text) is \(PlainScalar(text))")
      return
    }
  }

  @Test func words() {
    #expect(["", "~", "null", "NULL"].allSatisfy { PlainScalar($0) == .null })
    #expect(["true", "True", "TRUE", "on"].allSatisfy { PlainScalar($0) == .toggle(true) })
    #expect(["false", "False", "FALSE", "off"].allSatisfy { PlainScalar($0) == .toggle(false) })
    #expect(["yes", "No", "OFF", "On"].allSatisfy { PlainScalar($0) == .oldToggle })
  }

  @Test func namesAreMadeFromAnything() {
    let rule = NameRule(allowsDots: true)
    for text in ["", "...", "../..", "my study", "naïve", "-x", "a/b", "🙂", "2026", String(repeating: "x", count: 999)]
    {
      #expect(rule.fits(rule.name(from: text)), "\(text)")
    }
    #expect(rule.name(from: "waning-push_pull.v2") == "waning-push_pull.v2")
    #expect(!NameRule(allowsDots: false).fits("v1.2"))
    #expect(rule.fits(String(repeating: "x", count: 64)) && !rule.fits(String(repeating: "x", count: 65)))
  }
}
