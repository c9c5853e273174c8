import Experiments
import ResultTables

/// Free text of limited length.
struct TextRule: Rule {
  let limit: Int
  var isMultiline = false

  func decode(_ node: Node, _ path: String, _ diagnosis: inout Diagnosis) -> String? {
    guard let text = Self.text(node, path, &diagnosis) else { return nil }
    if text.unicodeScalars.count > limit {
      let got = "\(text.unicodeScalars.count)"
      diagnosis.report(node.place, path, "expected at most \(limit) characters", got: got)
      return nil
    }
    let bad = text.unicodeScalars.first {
      $0.isUnprintable && !(isMultiline && ($0 == "\n" || $0 == "\t"))
    }
    if let bad {
      let kind = isMultiline ? "text without control characters" : "one line of text"
      diagnosis.report(
        node.place, path, "expected \(kind)", got: "the character U+\(String(bad.value, radix: 16, uppercase: true))")
      return nil
    }
    return text
  }

  /// A scalar that every reader of YAML takes for text.
  static func text(_ node: Node, _ path: String, _ diagnosis: inout Diagnosis) -> String? {
    guard case .scalar(let text, let isQuoted) = node.content else {
      diagnosis.report(node.place, path, "expected text", got: node.described)
      return nil
    }
    if isQuoted || PlainScalar(text) == .text { return text }
    if node.isNull {
      let advice = text.isEmpty ? "" : "; YAML reads \(Problem.quote(text)) as nothing: put it in quotes"
      diagnosis.report(node.place, path, "expected text" + advice, got: text.isEmpty ? node.described : nil)
    } else {
      let kind =
        switch PlainScalar(text) {
        case .toggle, .oldToggle: "a truth value"
        default: "a number"
        }
      diagnosis.report(
        node.place, path, "expected text; YAML reads \(Problem.quote(text)) as \(kind): put it in quotes")
    }
    return nil
  }

  func literal(_ value: String) -> Literal { .text(value) }

  var schema: [(String, JSON)] { [("type", .string("string")), ("maxLength", .numeral(Double(limit)))] }
}

/// A name that is safe in tables, on the command line and as a file name.
struct NameRule: Rule {
  /// Whether dots may stand inside; not in the names of regimes, which are parts of dotted paths.
  let allowsDots: Bool

  var expectation: String {
    "1 to \(Limits.name) letters (a-z, A-Z), digits, \(allowsDots ? "- _ ." : "- _"), a letter or digit first"
  }

  func decode(_ node: Node, _ path: String, _ diagnosis: inout Diagnosis) -> String? {
    guard let name = TextRule.text(node, path, &diagnosis) else { return nil }
    guard fits(name) else {
      diagnosis.report(node.place, path, "expected a name of \(expectation)", got: Problem.quote(name))
      return nil
    }
    return name
  }

  func fits(_ name: String) -> Bool { StudyName.fits(name, allowsDots: allowsDots) }

  /// A name made from any text, the stem of a file's name for one.
  func name(from text: String) -> String {
    var name = ""
    for scalar in text.unicodeScalars {
      let isFit = scalar.isASCII && fits("a" + String(scalar))
      if isFit {
        name.unicodeScalars.append(scalar)
      } else if !name.hasSuffix("-") {
        name += "-"
      }
    }
    let trimmed = name.drop { !($0.isASCII && ($0.isLetter || $0.isNumber)) }.prefix(Limits.name)
    return trimmed.isEmpty ? "scenario" : String(trimmed)
  }

  func literal(_ value: String) -> Literal { .text(value) }

  var pattern: String { "^[A-Za-z0-9][A-Za-z0-9_\(allowsDots ? "." : "")-]*$" }

  var schema: [(String, JSON)] {
    [("type", .string("string")), ("pattern", .string(pattern)), ("maxLength", .numeral(Double(Limits.name)))]
  }
}
