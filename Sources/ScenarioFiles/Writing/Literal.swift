import ResultTables

/// A value of the format on its way out, as YAML or as JSON.
indirect enum Literal: Sendable {
  struct Entry: Sendable {
    let key: String
    let value: Literal
    /// What stands behind it in the effective scenario.
    let comment: String
  }

  case number(Double)
  case toggle(Bool)
  /// One of the format's own words, which need no quotes.
  case word(String)
  case text(String)
  case list([Literal])
  /// A list with a line for each element.
  case rows([Literal])
  case mapping([Entry])

  var json: JSON {
    switch self {
    case .number(let value): return .numeral(value)
    case .toggle(let value): return .boolean(value)
    case .word(let text), .text(let text): return .string(text)
    case .list(let elements), .rows(let elements): return .array(elements.map(\.json))
    case .mapping(let entries): return .members(entries.map { ($0.key, $0.value.json) })
    }
  }

  var withoutComments: Literal {
    guard case .mapping(let entries) = self else { return self }
    return .mapping(entries.map { Entry(key: $0.key, value: $0.value.withoutComments, comment: "") })
  }

  /// Lines of YAML: mappings in blocks, everything else in one line.
  func yaml(comments: Bool, indent: Int = 0) -> String {
    guard case .mapping(let entries) = self else { return inline }
    var text = ""
    for entry in entries {
      text += String(repeating: " ", count: indent) + Self.key(entry.key) + ":"
      let comment = comments && !entry.comment.isEmpty ? "  # " + Self.oneLine(entry.comment) : ""
      if case .mapping(let inner) = entry.value, !inner.isEmpty {
        text += comment + "\n" + entry.value.yaml(comments: comments, indent: indent + 2)
      } else if case .rows(let elements) = entry.value {
        text += comment + "\n"
        for element in elements { text += String(repeating: " ", count: indent + 2) + "- \(element.inline)\n" }
      } else {
        text += " " + entry.value.inline + comment + "\n"
      }
    }
    return text
  }

  private var inline: String {
    switch self {
    case .number(let value): return NumberText.shortest(value)
    case .toggle(let value): return value ? "true" : "false"
    case .word(let text): return text
    case .text(let text): return YAMLText.quote(text)
    case .list(let elements), .rows(let elements): return "[" + elements.map(\.inline).joined(separator: ", ") + "]"
    case .mapping(let entries):
      return "{" + entries.map { Self.key($0.key) + ": " + $0.value.inline }.joined(separator: ", ") + "}"
    }
  }

  /// Names that some reader would take for a number, a date or a truth value are quoted.
  private static func key(_ name: String) -> String {
    let startsWithLetter = name.utf8.first.map { $0 >= 65 } ?? false
    return startsWithLetter && PlainScalar(name) == .text ? name : YAMLText.quote(name)
  }

  private static func oneLine(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.map { $0.isUnprintable ? " " : $0 }))
  }
}
