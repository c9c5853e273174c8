/// What an unquoted scalar is, by the rules of YAML 1.1 and 1.2 together.
///
/// The two versions read some spellings differently (`no`, `010`, `1:30`, `1_000`). Rather than take a side, such a
/// spelling is recognised as what it is, ambiguous, and refused with advice.
enum PlainScalar: Equatable {
  case null
  case toggle(Bool)
  /// `yes`, `No`, `Off`: a truth value in YAML 1.1, text in 1.2.
  case oldToggle
  case number(Double)
  /// `.inf`, `-.inf`, `.nan`, or digits too large for a number.
  case notFinite
  /// A number in one version of YAML and something else in the other, with what to write instead.
  case ambiguousNumber(String)
  case text

  init(_ text: String) {
    switch text {
    case "", "~", "null", "Null", "NULL": self = .null
    case "true", "True", "TRUE", "on": self = .toggle(true)
    case "false", "False", "FALSE", "off": self = .toggle(false)
    case "On", "ON", "Off", "OFF", "yes", "Yes", "YES", "no", "No", "NO": self = .oldToggle
    default: self = Self.number(in: text)
    }
  }

  private static func number(in text: String) -> PlainScalar {
    var rest = text.utf8[...]
    if let sign = rest.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") { rest = rest.dropFirst() }
    switch String(rest) {
    case ".inf", ".Inf", ".INF", ".nan", ".NaN", ".NAN": return .notFinite
    default: break
    }
    let whole = rest.prefix(while: isDigit)
    rest = rest.dropFirst(whole.count)
    var fraction = rest.prefix(0)
    if rest.first == UInt8(ascii: ".") {
      fraction = rest.dropFirst().prefix(while: isDigit)
      rest = rest.dropFirst(1 + fraction.count)
    }
    guard !whole.isEmpty || !fraction.isEmpty else { return .text }
    if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
      rest = rest.dropFirst()
      if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") { rest = rest.dropFirst() }
      let exponent = rest.prefix(while: isDigit)
      guard !exponent.isEmpty else { return .text }
      rest = rest.dropFirst(exponent.count)
    }
    guard rest.isEmpty else { return ambiguous(whole: whole, rest: rest) }
    if whole.count > 1, whole.first == UInt8(ascii: "0") {
      return .ambiguousNumber("leading zeros mean octal to some readers: leave them out")
    }
    guard text.utf8.count <= 4_000, let value = Double(text), value.isFinite else { return .notFinite }
    return .number(value == 0 ? 0 : value)
  }

  /// Text that goes on behind its digits: hexadecimal, octal, groups of digits, hours and minutes.
  private static func ambiguous(whole: Substring.UTF8View, rest: Substring.UTF8View) -> PlainScalar {
    guard let next = rest.first, !whole.isEmpty else { return .text }
    let others = rest.dropFirst()
    let onlyDigits = !others.isEmpty && others.allSatisfy { isDigit($0) || $0 == next || $0 == UInt8(ascii: ".") }
    if next == UInt8(ascii: "_") && onlyDigits { return .ambiguousNumber("write the digits without _") }
    if next == UInt8(ascii: ":") && onlyDigits { return .ambiguousNumber("hours and minutes are not used here") }
    let isPrefix = whole.count == 1 && whole.first == UInt8(ascii: "0")
    if isPrefix && !others.isEmpty {
      let isHex = next == UInt8(ascii: "x") && others.allSatisfy { isDigit($0) || (97...102).contains($0 | 32) }
      let isBased = (next == UInt8(ascii: "o") || next == UInt8(ascii: "b")) && others.allSatisfy(isDigit)
      if isHex || isBased { return .ambiguousNumber("write it in decimal digits") }
    }
    return .text
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }
}
