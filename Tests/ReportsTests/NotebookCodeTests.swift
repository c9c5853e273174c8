import Testing

@testable import Reports

/// What a notebook's code is filled in with is data.
@Suite struct NotebookCodeTests {
  @Test func marksAreFilledInOnce() {
    let values = ["a": "@b@", "b": "@a@", "c": ""]
    #expect(Notebook.filled("@a@ and @b@@c@.", values) == "@b@ and @a@.")
    #expect(Notebook.filled("x@y @POINT' @a@", values) == "x@y @POINT' @b@")
    #expect(
      Notebook.filled("@", values) == "@" && Notebook.filled("@a", values) == "@a" && Notebook.filled("", values) == "")
    #expect(Notebook.filled("@no@a@", values) == "@no@b@")
  }

  @Test func textsBecomeLiterals() {
    #expect(CodeLiteral.text("../results/mine 2") == "\"../results/mine 2\"")
    #expect(CodeLiteral.text("+str(x('y'))+") == "\"+str(x('y'))+\"")
    #expect(CodeLiteral.text("a\"\\\n") == #""a\u0022\u005c\u000a""#)
    #expect(
      CodeLiteral.text("{{< x >}}`@$%\u{E0001}é")
        == ##""\u007b\u007b\u003c x \u003e\u007d\u007d\u0060\u0040\u0024\u0025\U000e0001é""##)
  }
}
