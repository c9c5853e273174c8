import Testing

@testable import Reports

@Suite struct MarkupTests {
  private static let hostile = [
    "</script><script>alert(1)</script>", "<img src=x onerror=alert(1)>", "\"><svg onload=alert(1)>", "' onclick='x",
    "&lt;b&gt;", "a\u{202E}b\0c\u{7}", "]]>", "<!--",
  ]

  @Test(arguments: hostile) func textAndAttributesStayText(_ text: String) {
    let markup: Markup = .tag("p", [("title", text)], "said: \(text)")
    let inside = markup.source.dropFirst("<p title=\"".count).dropLast("</p>".count)
    // The only markup left is that which ends the attribute and the opening tag.
    #expect(inside.filter { $0 == "<" }.isEmpty && inside.filter { $0 == ">" }.count == 1)
    #expect(inside.filter { $0 == "\"" }.count == 1)
    #expect(!markup.source.unicodeScalars.contains { $0.value < 32 || $0.value == 0x202E })
  }

  @Test func literalsAreTextAndMarkupStaysMarkup() {
    let name: Markup = .tag("b", [], "a < b")
    #expect(("1 < 2 & \(name), \(3)" as Markup).source == "1 &lt; 2 &amp; <b>a &lt; b</b>, 3")
    #expect(Markup.void("meta", [("a", nil), ("b", "c")]).source == "<meta b=\"c\"/>")
  }

  @Test func numbersAreShownAsTheyRound() {
    #expect(ShownNumber.text(-0.6251, .plain, 3) == "−0.625")
    #expect(ShownNumber.text(-0.0001, .plain, 3) == "0.000")
    #expect(ShownNumber.text(0.00099, .p, 3) == "<0.001")
    #expect(ShownNumber.text(ShownNumber.Reading.percentComplement.applied(0.25), .percentComplement, 1) == "75.0")
  }
}
