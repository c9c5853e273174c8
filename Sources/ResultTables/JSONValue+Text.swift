extension JSONValue {
  /// How a document is laid out.
  public enum Layout: Sendable, Hashable {
    /// No white space at all.
    case compact
    /// Two blanks a level, one member a line; empty arrays and objects stay on their line.
    case pretty
  }

  /// The document as text, without a final newline.
  ///
  /// Quotation mark, backslash and every character that is not printable are escaped (controls, U+2028 and U+2029, marks
  /// that turn the direction of text), so that a document can be shown on a terminal; everything else is written as
  /// UTF-8. Swift strings hold no lone surrogates, so none is written.
  ///
  /// - Complexity: O(length of the text).
  public func text(_ layout: Layout = .pretty) -> String {
    var bytes: [UInt8] = []
    write(into: &bytes, layout: layout, depth: 0)
    return String(decoding: bytes, as: UTF8.self)
  }

  func write(into bytes: inout [UInt8], layout: Layout, depth: Int) {
    switch self {
    case .null: bytes += "null".utf8
    case .boolean(let value): bytes += (value ? "true" : "false").utf8
    case .integer(let value): bytes += value.description.utf8
    case .number(let value): Self.write(value, into: &bytes)
    case .string(let text): Self.write(text, into: &bytes)
    case .array(let elements):
      Self.writeList(elements, open: "[", close: "]", into: &bytes, layout: layout, depth: depth) { element, bytes in
        element.write(into: &bytes, layout: layout, depth: depth + 1)
      }
    case .object(let members):
      Self.writeList(members, open: "{", close: "}", into: &bytes, layout: layout, depth: depth) { member, bytes in
        Self.write(member.key, into: &bytes)
        bytes += (layout == .pretty ? ": " : ":").utf8
        member.value.write(into: &bytes, layout: layout, depth: depth + 1)
      }
    }
  }

  private static func writeList<Element>(
    _ elements: [Element], open: String, close: String, into bytes: inout [UInt8], layout: Layout, depth: Int,
    body: (Element, inout [UInt8]) -> Void
  ) {
    bytes += open.utf8
    for (index, element) in elements.enumerated() {
      if index > 0 { bytes += ",".utf8 }
      if layout == .pretty { breakLine(into: &bytes, depth: depth + 1) }
      body(element, &bytes)
    }
    if layout == .pretty && !elements.isEmpty { breakLine(into: &bytes, depth: depth) }
    bytes += close.utf8
  }

  private static func breakLine(into bytes: inout [UInt8], depth: Int) {
    bytes.append(UInt8(ascii: "\n"))
    bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: 2 * depth))
  }

  static func write(_ value: Double, into bytes: inout [UInt8]) {
    bytes += (value.isFinite ? value.description : "null").utf8
  }

  static func write(_ text: String, into bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": bytes += "\\\"".utf8
      case "\\": bytes += "\\\\".utf8
      case "\n": bytes += "\\n".utf8
      case "\r": bytes += "\\r".utf8
      case "\t": bytes += "\\t".utf8
      case "\u{08}": bytes += "\\b".utf8
      case "\u{0C}": bytes += "\\f".utf8
      case _ where scalar.isUnprintable:
        for unit in UTF16.encode(scalar) ?? UTF16.encodedReplacementCharacter {
          let digits = String(unit, radix: 16)
          bytes += ("\\u" + String(repeating: "0", count: 4 - digits.count) + digits).utf8
        }
      default: bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }
}
