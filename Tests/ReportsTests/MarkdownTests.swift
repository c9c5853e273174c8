import Testing

@testable import Reports

@Suite struct MarkdownTests {
  /// No character that Markdown, knitr or MathJax would read is left; what they read is the text again.
  @Test(arguments: [
    "`r stop()`", "{{< include x >}}", "$x$ and $y$", "[a](b)", "**b** __c__", "<b>", "# no", "a\\(b\\)", "&amp;",
    "a|b",
    "https://x.org www.x.org", "a\nb",
  ]) func hostileTextStaysText(_ text: String) {
    let source = Markdown(Markup(text)).source
    var bare = source.replacing("<span>&#36;</span>", with: "")
    for code in [
      "&#96;", "&#123;", "&#125;", "&#91;", "&#93;", "&#42;", "&#95;", "&#60;", "&#62;", "&#35;", "&#92;",
      "&#38;", "&#124;", "&#58;", "&#46;",
    ] {
      bare = bare.replacing(code, with: "")
    }
    #expect(!bare.contains { "`{}[]*_<>#\\&|$\n".contains($0) }, "\(source)")
    #expect(!bare.contains("://") && !bare.contains("www."))
  }

  @Test func beginningsMakeNoLists() {
    #expect(Markdown("1. a. b").source == "1&#46; a. b")
    #expect(Markdown("12) a").source == "12&#41; a")
    #expect(Markdown("- a - b").source == "&#45; a - b")
    #expect(Markdown("1.5 and 2").source == "1&#46;5 and 2")
    #expect(Markdown("200 trials").source == "200 trials")
  }

  @Test func namesAreBoldAndNumbersPlain() {
    let number: Markup = .tag("data", [("value", "1.25"), ("data-from", "a:b")], "1.250")
    #expect(Markdown("\(Markup.strong("a_b")): \(number) < 2").source == "**a&#95;b**: 1.250 &#60; 2")
  }
}
