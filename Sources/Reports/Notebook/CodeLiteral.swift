import ResultTables

/// A text of others as a value in code.
enum CodeLiteral {
  /// What ends a string, or means something to those that read code before Python and R do: chunk references, shortcodes,
  /// inline code, fences.
  private static let special = Set("\"\\{}<>`@$%".unicodeScalars)

  /// A string as Python and R both write it.
  static func text(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      guard special.contains(scalar) || scalar.isUnprintable else {
        result.unicodeScalars.append(scalar)
        continue
      }
      let digits = String(scalar.value, radix: 16), isLong = digits.count > 4
      result += (isLong ? "\\U" : "\\u") + String(repeating: "0", count: (isLong ? 8 : 4) - digits.count) + digits
    }
    return result + "\""
  }
}
