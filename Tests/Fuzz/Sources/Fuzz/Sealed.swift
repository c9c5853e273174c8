@testable import Experiments

/// A journal whose checksums are right, whatever else it says: nothing behind a wrong checksum is ever read.
struct Sealed {
  private(set) var bytes: [UInt8]

  /// - Parameter bytes: of a journal, more or less.
  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    guard let length = number(at: 8), length >= 16, length <= bytes.count, length < 1 << 20 else { return }
    let seed = seal(0..<length - 8, seed: 0)
    var offset = length
    while let payload = number(at: offset + 4), payload < 1 << 24, offset + 24 + payload <= bytes.count {
      _ = seal(offset..<offset + 16 + payload, seed: seed)
      offset += 24 + payload
    }
  }

  private func number(at offset: Int) -> Int? {
    guard offset + 4 <= bytes.count else { return nil }
    return (0..<4).reduce(0) { $0 | Int(bytes[offset + $1]) << (8 * $1) }
  }

  private mutating func seal(_ range: Range<Int>, seed: UInt64) -> UInt64 {
    let sum = bytes.withUnsafeBytes { Checksum.xxh64(UnsafeRawBufferPointer(rebasing: $0[range]), seed: seed) }
    for place in 0..<8 { bytes[range.upperBound + place] = UInt8(truncatingIfNeeded: sum >> (8 * UInt64(place))) }
    return sum
  }
}
