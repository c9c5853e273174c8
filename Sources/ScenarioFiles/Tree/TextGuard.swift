/// Looks at the bytes of a file before they are taken for YAML.
enum TextGuard {
  /// The bytes without a byte order mark, or why they are no text.
  static func text(of bytes: [UInt8], source: String) -> Result<ArraySlice<UInt8>, Problem> {
    func problem(_ message: String, at place: Place = .whole) -> Result<ArraySlice<UInt8>, Problem> {
      .failure(Problem(file: source, place: place, path: "", message: message))
    }
    guard bytes.count <= Limits.bytes else {
      return problem("too large: a scenario file has at most \(Limits.bytes >> 20) MiB")
    }
    if isUTF16(bytes) { return problem("the text is UTF-16: save the file as UTF-8") }
    var text = bytes[...]
    if text.starts(with: [0xEF, 0xBB, 0xBF]) { text = text.dropFirst(3) }
    let isValid = text.withContiguousStorageIfAvailable { String(validating: $0, as: UTF8.self) != nil } ?? false
    if !isValid {
      let end = validPrefix(of: text)
      return problem("not UTF-8 text (byte \(hex(text[end])))", at: place(of: end, in: text))
    }
    if let index = text.firstIndex(where: isForbidden) {
      return problem("control character \(hex(text[index])): this is not a text file", at: place(of: index, in: text))
    }
    guard tagDirectives(in: text) <= 8 else { return problem("too many %TAG directives; none is needed") }
    return .success(text)
  }

  private static func isUTF16(_ bytes: [UInt8]) -> Bool {
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) { return true }
    guard bytes.count >= 4 else { return false }
    return (bytes[0] != 0 && bytes[1] == 0 && bytes[2] != 0 && bytes[3] == 0)
      || (bytes[0] == 0 && bytes[1] != 0 && bytes[2] == 0 && bytes[3] != 0)
  }

  /// Controls other than tab, line feed and carriage return.
  private static func isForbidden(_ byte: UInt8) -> Bool {
    (byte < 32 && byte != 9 && byte != 10 && byte != 13) || byte == 127
  }

  /// Index of the first byte that is not part of a well-formed sequence.
  private static func validPrefix(of text: ArraySlice<UInt8>) -> Int {
    var decoder = UTF8()
    var iterator = text.makeIterator()
    var index = text.startIndex
    while case .scalarValue(let scalar) = decoder.decode(&iterator) { index += UTF8.width(scalar) }
    return min(index, text.endIndex - 1)
  }

  /// The YAML library compares each directive with all before it, which would take minutes for a file full of them.
  private static func tagDirectives(in text: ArraySlice<UInt8>) -> Int {
    var (count, isLineStart) = (0, true)
    for index in text.indices {
      if isLineStart && text[index...].starts(with: [37, 84, 65, 71]) { count += 1 }
      isLineStart = text[index] == 10 || text[index] == 13
    }
    return count
  }

  /// Line and column, in characters, of a byte.
  static func place(of index: Int, in text: ArraySlice<UInt8>) -> Place {
    let before = text[text.startIndex..<index]
    let line = before.count { $0 == 10 }
    let start = before.lastIndex(of: 10).map { $0 + 1 } ?? before.startIndex
    return .file(line: line + 1, column: before[start...].count { $0 & 0xC0 != 0x80 } + 1)
  }

  private static func hex(_ byte: UInt8) -> String {
    "0x" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
  }
}
