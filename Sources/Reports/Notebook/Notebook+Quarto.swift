import Foundation
import ResultTables

extension Notebook {
  /// The same for Quarto, with R.
  public var quarto: String {
    var text = """
      ---
      title: \(JSONValue.string(name).text(.compact))
      format:
        html:
          embed-resources: true
      ---

      """
    for part in parts {
      // The title stands in the header.
      let words =
        part.name == "setup" ? String(part.words.drop { $0 != "\n" }.drop { $0 == "\n" }) : part.words
      text += "\n\(words)\n"
      if part.hasCode {
        text += "\n```{r}\n#| label: \(part.name)\n#| message: false\n\(code(part, in: .r))\n```\n"
      }
    }
    return text + Self.mark(text)
  }

  /// The last line, which shows whether anything above it was changed.
  private static func mark(_ text: String) -> String {
    "\n<!-- written by rainmaker; SHA-256 of what stands above: \(SHA256Hex.of(text)) -->\n"
  }

  /// Whether these are the bytes of a file that nobody has changed since it was written.
  public static func isUntouched(quarto bytes: [UInt8]) -> Bool {
    let text = String(decoding: bytes, as: UTF8.self)
    guard let end = text.range(of: "\n<!-- written by rainmaker;", options: .backwards) else { return false }
    return text == text[..<end.lowerBound] + mark(String(text[..<end.lowerBound]))
  }
}
