/// Text in lines of a width.
enum Paragraph {
  /// Whether a word would begin a list, a heading or a quotation where a line of Markdown begins with it.
  private static func isMark(_ word: Substring) -> Bool {
    ["+", "-", "*", ">", "#", "="].contains(word) || word.hasSuffix(".") && Int(word.dropLast()) != nil
  }

  /// - Parameters:
  ///   - width: characters in a line, unless a single word is longer.
  ///   - first: what the first line begins with.
  ///   - hanging: what the others begin with.
  static func lines(_ text: String, width: Int, first: String = "", hanging: String = "") -> [String] {
    var lines: [String] = [], line = first, isEmpty = true
    for word in text.split(separator: " ") {
      if !isEmpty, line.count + 1 + word.count > width, !isMark(word) {
        lines.append(line)
        (line, isEmpty) = (hanging, true)
      }
      line += (isEmpty ? "" : " ") + word
      isEmpty = false
    }
    return lines + [line]
  }
}
