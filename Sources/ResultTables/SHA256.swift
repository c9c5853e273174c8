import CDigest

/// SHA-256 as FIPS 180-4 describes it, fed in pieces.
///
/// Written out here, and its blocks in `CDigest`, because the package needs one digest and nothing else of a cryptography
/// library, whose build would take longer than the rest of the product. It names files and studies; it guards no secret,
/// and makes no claim of constant time.
///
/// - Complexity: O(n) in the number of bytes.
package struct SHA256 {
  private var state: InlineArray<8, UInt32> = [
    0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19,
  ]
  private var pending = InlineArray<64, UInt8>(repeating: 0)
  private var pendingCount = 0
  private var length: UInt64 = 0

  package init() {}

  /// Appends bytes to the message.
  package mutating func update(_ bytes: UnsafeRawBufferPointer) {
    length &+= UInt64(bytes.count)
    var taken = 0
    if pendingCount > 0 {
      while pendingCount < 64, taken < bytes.count { keep(bytes[taken], &taken) }
      guard pendingCount == 64 else { return }
      let block = pending
      withUnsafeBytes(of: block) { compress($0, blocks: 1) }
      pendingCount = 0
    }
    let blocks = (bytes.count - taken) / 64
    compress(UnsafeRawBufferPointer(rebasing: bytes[taken...]), blocks: blocks)
    taken += 64 * blocks
    while taken < bytes.count { keep(bytes[taken], &taken) }
  }

  private mutating func keep(_ byte: UInt8, _ taken: inout Int) {
    pending[pendingCount] = byte
    pendingCount += 1
    taken += 1
  }

  /// The 32 bytes of the digest of everything appended so far; the receiver can be fed further.
  package func digest() -> [UInt8] {
    var copy = self
    let bits = length &* 8
    let zeros = (pendingCount < 56 ? 55 : 119) - pendingCount
    let tail =
      [0x80] + [UInt8](repeating: 0, count: zeros) + (0..<8).map { UInt8(truncatingIfNeeded: bits >> (56 - 8 * $0)) }
    tail.withUnsafeBytes { copy.update($0) }
    return (0..<32).map { UInt8(truncatingIfNeeded: copy.state[$0 / 4] >> UInt32(24 - 8 * ($0 % 4))) }
  }

  private mutating func compress(_ bytes: UnsafeRawBufferPointer, blocks: Int) {
    guard blocks > 0, let start = bytes.baseAddress else { return }
    withUnsafeMutableBytes(of: &state) {
      $0.withMemoryRebound(to: UInt32.self) { rm_sha256($0.baseAddress, start, blocks) }
    }
  }
}

/// SHA-256 digests as the 64 lower-case hexadecimal digits that `sha256sum` prints.
public enum SHA256Hex {
  /// The digest of some bytes.
  ///
  ///     SHA256Hex.of(Array("abc".utf8))  // "ba7816bf…15ad"
  public static func of(_ bytes: [UInt8]) -> String {
    var hash = SHA256()
    bytes.withUnsafeBytes { hash.update($0) }
    return text(hash.digest())
  }

  /// The digest of the UTF-8 bytes of a text.
  public static func of(_ text: String) -> String { of(Array(text.utf8)) }

  /// The digest of a file's bytes, read in pieces of 1 MB.
  public static func of(fileAt path: String) throws(FileError) -> String {
    try FileDigest.measure(fileAt: path, rows: 0).sha256
  }

  /// The 32 bytes behind 64 hexadecimal digits, or nil when the text is not such a digest.
  public static func bytes(of hex: String) -> [UInt8]? {
    let digits = hex.utf8.compactMap { byte -> UInt8? in
      switch byte {
      case 48...57: byte - 48
      case 97...102: byte - 87
      case 65...70: byte - 55
      default: nil
      }
    }
    guard digits.count == 64, hex.utf8.count == 64 else { return nil }
    return (0..<32).map { digits[2 * $0] << 4 | digits[2 * $0 + 1] }
  }

  package static func text(_ digest: [UInt8]) -> String {
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }
}
