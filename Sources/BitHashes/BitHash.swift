/// A 64-bit hash of bit patterns in order: each word is folded in by an odd multiplication and a rotation.
struct BitHash {
  private(set) var value: UInt64 = 0x9e37_79b9_7f4a_7c15

  mutating func add(_ word: UInt64) {
    let mixed = (value ^ word) &* 0xff51_afd7_ed55_8ccd
    value = mixed << 29 | mixed >> 35
  }

  mutating func add(_ x: Double) {
    add(x.bitPattern)
  }

  var text: String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
