import ResultTables

/// Text on its way into YAML.
enum YAMLText {
  /// A quoted string that is valid in JSON and in YAML alike.
  static func quote(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case "\t": quoted += "\\t"
      case "\r": quoted += "\\r"
      case _ where scalar.isUnprintable && scalar.value <= 0xFFFF: quoted += escape(scalar)
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }

  private static func escape(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
  }
}

/// Numbers as text.
enum NumberText {
  /// The shortest digits that read back as the same value, in a form that YAML 1.1, YAML 1.2 and JSON all read as that
  /// number: `0.2`, `208`, `1.0e-07`.
  static func shortest(_ value: Double) -> String {
    let text = value.description
    guard let mark = text.firstIndex(of: "e") else { return text.hasSuffix(".0") ? String(text.dropLast(2)) : text }
    let (mantissa, exponent) = (text[..<mark], text[mark...])
    return (mantissa.contains(".") ? String(mantissa) : mantissa + ".0") + exponent
  }
}
