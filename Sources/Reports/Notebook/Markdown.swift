/// Markdown that says what a text says: nothing in it becomes a heading, a link, mathematics, code or markup.
struct Markdown: Sendable {
  let source: String

  /// The text of markup, names in bold; what else its elements mean is left out.
  init(_ markup: Markup) {
    source = markup.pieces.reduce("") { result, piece in
      switch piece {
      case .text(let text): result + Self.escaped(text, isFirst: result.isEmpty)
      case .tag(let tag): tag.hasPrefix("strong") || tag == "/strong" ? result + "**" : result
      }
    }
  }

  /// Character references are the one escape that every reader of Markdown, and of code inside it, leaves alone: a
  /// backslash would still show knitr its inline code, and MathJax its brackets.
  private static func escaped(_ text: String, isFirst: Bool) -> String {
    var result = ""
    for (place, scalar) in text.unicodeScalars.enumerated() {
      switch scalar {
      case "\n", "\t": result += " "
      // An element of its own keeps a dollar sign from finding another.
      case "$": result += "<span>&#36;</span>"
      case "&", "<", ">", "`", "*", "_", "[", "]", "#", "|", "~", "{", "}", "^", "@", "\\":
        result += "&#\(scalar.value);"
      // At the beginning these would make a list, or a line below a heading.
      case "-", "+", "=", ":": result += isFirst && place == 0 ? "&#\(scalar.value);" : String(scalar)
      case ".", ")":
        let isNumber = isFirst && !result.isEmpty && result.allSatisfy { "0123456789".contains($0) }
        result += isNumber ? "&#\(scalar.value);" : String(scalar)
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result.replacing("://", with: "&#58;//").replacing("www.", with: "www&#46;")
  }
}
