extension Manifest {
  /// Name of the last entry.
  public static let sealKey = "manifest_sha256"

  /// Whether a file is as it was written.
  public enum Seal: Sendable, Hashable {
    case intact
    /// Something was changed, if only a blank.
    case broken
    /// The file does not end with a seal: it was cut, or written by a program that knew of none.
    case missing
  }

  /// The file's text, the seal included.
  ///
  /// A seal does not keep out forgers, who can recompute it; it reveals every edit and every accident.
  public var sealedText: String {
    var manifest = self
    manifest[Self.sealKey] = nil
    let digest = SHA256Hex.of(manifest.json.text(.pretty) + "\n")
    manifest[Self.sealKey] = .string(digest)
    return manifest.json.text(.pretty) + "\n"
  }

  /// Holds a file's bytes against the seal at their end.
  ///
  /// - Complexity: O(bytes).
  public static func seal(of bytes: [UInt8]) -> Seal {
    let head = Array(",\n  \"\(sealKey)\": \"".utf8), end = Array("\"\n}\n".utf8), digits = 64
    let start = bytes.count - head.count - digits - end.count
    guard start >= 0, bytes[start...].starts(with: head), bytes.suffix(end.count).elementsEqual(end) else {
      return .missing
    }
    let digest = bytes[(start + head.count)...].prefix(digits)
    let body = Array(bytes[..<start]) + Array("\n}\n".utf8)
    return Array(SHA256Hex.of(body).utf8) == Array(digest) ? .intact : .broken
  }
}
