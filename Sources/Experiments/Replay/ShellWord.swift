/// A word of a shell's command line.
package enum ShellWord {
  /// The text as a POSIX shell reads it back: bare where nothing in it means anything to a shell, else in single quotes,
  /// between which nothing does.
  package static func quoted(_ text: String) -> String {
    let isPlain = text.utf8.allSatisfy { byte in
      (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || plain.contains(byte)
    }
    return isPlain && !text.isEmpty ? text : "'" + text.replacing("'", with: #"'\''"#) + "'"
  }

  private static let plain = Set("/._-+,:@%".utf8)
}
