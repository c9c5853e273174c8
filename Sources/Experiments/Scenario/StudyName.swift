/// What scenarios and regimes may be called: names that are safe in tables, on the command line and as files.
package enum StudyName {
  /// Characters.
  package static let limit = 64

  /// Letters (a-z, A-Z), digits, `-` and `_`, a letter or digit first.
  /// - Parameter allowsDots: whether dots may stand inside; not in the names of regimes, which are parts of dotted paths.
  package static func fits(_ name: String, allowsDots: Bool) -> Bool {
    guard let first = name.utf8.first, isAlphanumeric(first), name.utf8.count <= limit else { return false }
    return name.utf8.allSatisfy { isAlphanumeric($0) || $0 == 45 || $0 == 95 || (allowsDots && $0 == 46) }
  }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
  }
}
