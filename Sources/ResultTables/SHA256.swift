/// SHA-256 as FIPS 180-4 describes it, fed in pieces.
///
/// Written out here because the package needs one digest and nothing else of a cryptography library, whose build would
/// take longer than the rest of the product. It names files and studies; it guards no secret, and makes no claim of
/// constant time.
///
/// - Complexity: O(n) in the number of bytes; 64 rounds per block of 64 bytes.
package struct SHA256 {
  private var state: InlineArray<8, UInt32> = [
    0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19,
  ]
  private var schedule = InlineArray<64, UInt32>(repeating: 0)
  private var pending = InlineArray<64, UInt8>(repeating: 0)
  private var pendingCount = 0
  private var length: UInt64 = 0

  package init() {}

  /// Appends bytes to the message.
  package mutating func update(_ bytes: UnsafeRawBufferPointer) {
    length &+= UInt64(bytes.count)
    var rest = bytes[...]
    while pendingCount > 0 && pendingCount < 64, let byte = rest.popFirst() {
      pending[pendingCount] = byte
      pendingCount += 1
    }
    if pendingCount == 64 {
      for word in 0..<16 { schedule[word] = pendingWord(word) }
      pendingCount = 0
      compress()
    }
    var offset = rest.startIndex
    while rest.endIndex - offset >= 64 {
      for word in 0..<16 {
        schedule[word] = UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: offset + 4 * word, as: UInt32.self))
      }
      compress()
      offset += 64
    }
    while offset < rest.endIndex {
      pending[pendingCount] = bytes[offset]
      pendingCount += 1
      offset += 1
    }
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

  private func pendingWord(_ word: Int) -> UInt32 {
    (0..<4).reduce(0) { $0 << 8 | UInt32(pending[4 * word + $1]) }
  }

  /// One block, whose first sixteen schedule words are in place.
  private mutating func compress() {
    for t in 16..<64 {
      let x = schedule[t - 15]
      let y = schedule[t - 2]
      let small0 = Self.rotate(x, 7) ^ Self.rotate(x, 18) ^ (x >> 3)
      let small1 = Self.rotate(y, 17) ^ Self.rotate(y, 19) ^ (y >> 10)
      schedule[t] = schedule[t - 16] &+ small0 &+ schedule[t - 7] &+ small1
    }
    var (a, b, c, d) = (state[0], state[1], state[2], state[3])
    var (e, f, g, h) = (state[4], state[5], state[6], state[7])
    for t in 0..<64 {
      let big1 = Self.rotate(e, 6) ^ Self.rotate(e, 11) ^ Self.rotate(e, 25)
      let choice = (e & f) ^ (~e & g)
      let first = h &+ big1 &+ choice &+ Self.constants[t] &+ schedule[t]
      let big0 = Self.rotate(a, 2) ^ Self.rotate(a, 13) ^ Self.rotate(a, 22)
      let majority = (a & b) ^ (a & c) ^ (b & c)
      (h, g, f, e, d, c, b, a) = (g, f, e, d &+ first, c, b, a, first &+ big0 &+ majority)
    }
    let add: InlineArray<8, UInt32> = [a, b, c, d, e, f, g, h]
    for i in 0..<8 { state[i] = state[i] &+ add[i] }
  }

  @inline(__always)
  private static func rotate(_ x: UInt32, _ n: UInt32) -> UInt32 { (x >> n) | (x << (32 - n)) }

  private static let constants: InlineArray<64, UInt32> = [
    0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5, 0x3956_c25b, 0x59f1_11f1, 0x923f_82a4, 0xab1c_5ed5,
    0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3, 0x72be_5d74, 0x80de_b1fe, 0x9bdc_06a7, 0xc19b_f174,
    0xe49b_69c1, 0xefbe_4786, 0x0fc1_9dc6, 0x240c_a1cc, 0x2de9_2c6f, 0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da,
    0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7, 0xc6e0_0bf3, 0xd5a7_9147, 0x06ca_6351, 0x1429_2967,
    0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc, 0x5338_0d13, 0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85,
    0xa2bf_e8a1, 0xa81a_664b, 0xc24b_8b70, 0xc76c_51a3, 0xd192_e819, 0xd699_0624, 0xf40e_3585, 0x106a_a070,
    0x19a4_c116, 0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5, 0x391c_0cb3, 0x4ed8_aa4a, 0x5b9c_ca4f, 0x682e_6ff3,
    0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208, 0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7, 0xc671_78f2,
  ]
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
