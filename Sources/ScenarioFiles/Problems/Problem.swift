import ResultTables

/// One thing that is wrong with a scenario, or that does nothing in it, with the place in the file.
///
/// Printed as `scenario.yaml:12:7: regimes.pull.levers.bonuss: unknown lever; did you mean "bonus"?`.
public struct Problem: Error, Sendable, Hashable, CustomStringConvertible {
  /// The file as it was named, or `--set path=value` for an override.
  public let file: String
  /// Counts from 1; `nil` for a problem of the file as a whole or of an override.
  public let line: Int?
  /// Counts characters from 1.
  public let column: Int?
  /// An error refuses the scenario; a warning names what is allowed and hardly meant.
  public enum Severity: Sendable, Hashable { case error, warning }
  public let severity: Severity
  /// Keys from the top, separated by dots; empty for a problem of the file as a whole.
  public let fieldPath: String
  /// What is wrong or what was expected.
  public let message: String
  /// What stood there instead, if that helps.
  public let got: String?
  /// A name that may have been meant.
  public let suggestion: String?

  init(
    _ severity: Severity = .error, file: String, place: Place, path: String, message: String, got: String? = nil,
    suggestion: String? = nil
  ) {
    self.severity = severity
    switch place {
    case .file(let line, let column): (self.file, self.line, self.column) = (file.printable, line, column)
    case .override(let text):
      (self.file, line, column) = ("--set " + Self.shorten(text), nil, nil)
    case .whole: (self.file, line, column) = (file.printable, nil, nil)
    }
    fieldPath = path.printable
    self.message = message.printable
    self.got = got
    self.suggestion = suggestion
  }

  public var description: String {
    var text = file + ":"
    if let line, let column { text += "\(line):\(column):" }
    if !fieldPath.isEmpty { text += " \(fieldPath):" }
    text += (severity == .warning ? " warning: " : " ") + message
    if let got { text += ", got " + got }
    if let suggestion { text += "; did you mean \"\(suggestion)\"?" }
    return text.printable
  }

  /// Text of the file in quotes: one line, no control characters, of bounded length.
  static func quote(_ text: String) -> String { "\"" + shorten(text) + "\"" }

  static func shorten(_ text: String) -> String {
    let limit = 60
    let start = text.unicodeScalars.prefix(limit + 1)
    return start.count > limit ? String(String.UnicodeScalarView(start.prefix(limit))).printable + "…" : text.printable
  }
}
