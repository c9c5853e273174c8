extension Unicode.Scalar {
  /// Whether a terminal or an editor would obey the character instead of showing it: controls, line separators, direction
  /// marks and other invisible ones, and scalars that are no characters. Joiners, which scripts need, are none of them.
  package var isUnprintable: Bool {
    if (0x20..<0x7F).contains(value) { return false }
    switch properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator, .surrogate: return true
    case .format: return value != 0x200D && value != 0x200C
    default: return properties.isNoncharacterCodePoint
    }
  }
}

extension StringProtocol {
  /// The text as people may be shown it, whoever wrote it: what would drive a terminal, turn the direction of a line or
  /// begin a new one is written out, as `\u{1b}`.
  ///
  /// Every text of others (arguments, names of files, what files hold) goes through here on its way to a terminal.
  package var printable: String { printable(keeping: "") }

  /// - Parameter kept: characters that stay as they are although they are not printable, such as line feeds.
  /// - Complexity: O(length).
  package func printable(keeping kept: String) -> String {
    func isWrittenOut(_ scalar: Unicode.Scalar) -> Bool {
      scalar.isUnprintable && !kept.unicodeScalars.contains(scalar)
    }
    if utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) { return String(self) }
    guard unicodeScalars.contains(where: isWrittenOut) else { return String(self) }
    var result = String.UnicodeScalarView()
    for scalar in unicodeScalars {
      if isWrittenOut(scalar) {
        result.append(contentsOf: "\\u{\(String(scalar.value, radix: 16))}".unicodeScalars)
      } else {
        result.append(scalar)
      }
    }
    return String(result)
  }

  /// The first character that ``printable`` writes out, as `U+202E`; nil where there is none.
  package var unprintable: String? {
    unicodeScalars.first(where: \.isUnprintable).map {
      let digits = String($0.value, radix: 16, uppercase: true)
      return "U+" + String(repeating: "0", count: Swift.max(0, 4 - digits.count)) + digits
    }
  }
}
