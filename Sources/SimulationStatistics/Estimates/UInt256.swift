/// Just enough 256-bit arithmetic for exact variances: sums, products, differences and correctly rounded ratios.
struct UInt256: Sendable, Hashable {
  var high: UInt128
  var low: UInt128

  init(high: UInt128 = 0, low: UInt128) {
    self.high = high
    self.low = low
  }

  static let zero = UInt256(low: 0)

  /// The product of two 128-bit numbers.
  static func product(_ a: UInt128, _ b: UInt128) -> UInt256 {
    let full = a.multipliedFullWidth(by: b)
    return UInt256(high: full.high, low: full.low)
  }

  /// This times a 64-bit number. The caller knows that it fits.
  func times(_ factor: UInt64) -> UInt256 {
    var result = Self.product(low, UInt128(factor))
    result.high += high * UInt128(factor)
    return result
  }

  static func += (a: inout UInt256, b: UInt256) {
    let (sum, carry) = a.low.addingReportingOverflow(b.low)
    a.low = sum
    a.high += b.high + (carry ? 1 : 0)
  }

  /// - Precondition: b ≤ a.
  static func - (a: UInt256, b: UInt256) -> UInt256 {
    let (difference, borrow) = a.low.subtractingReportingOverflow(b.low)
    return UInt256(high: a.high - b.high - (borrow ? 1 : 0), low: difference)
  }

  /// Position of the highest set bit plus one; 0 for zero.
  var bitWidth: Int { high > 0 ? 256 - high.leadingZeroBitCount : 128 - low.leadingZeroBitCount }

  func bit(_ position: Int) -> Bool {
    position < 128 ? (low >> UInt128(position)) & 1 == 1 : (high >> UInt128(position - 128)) & 1 == 1
  }

  /// This divided by `divisor`, rounded once, to the nearest double (ties to even), times 2^`exponent`.
  ///
  /// Schoolbook division, a bit at a time, until the quotient has 64 significant bits; what is left of the remainder
  /// becomes a sticky bit below them, which makes the conversion to 53 bits round exactly.
  ///
  /// - Precondition: 0 < divisor < 2^127.
  func ratio(to divisor: UInt128, exponent: Int = 0) -> Double {
    precondition(divisor > 0 && divisor >> 127 == 0, "UInt256.ratio: divisor out of range")
    var remainder: UInt128 = 0
    var quotient: UInt64 = 0
    var position = bitWidth
    if position == 0 { return 0 }
    // Beyond position 0 the dividend continues with zero bits behind its point.
    while quotient.leadingZeroBitCount > 0 {
      position -= 1
      remainder = remainder << 1 | (position >= 0 && bit(position) ? 1 : 0)
      quotient <<= 1
      if remainder >= divisor {
        remainder -= divisor
        quotient |= 1
      }
    }
    var isSticky = remainder != 0
    if position > 0 { isSticky = isSticky || hasBits(below: position) }
    return Double(sign: .plus, exponent: position + exponent, significand: Double(quotient | (isSticky ? 1 : 0)))
  }

  private func hasBits(below position: Int) -> Bool {
    if position >= 128 { return low != 0 || (position > 128 && high << UInt128(256 - position) != 0) }
    return position > 0 && low << UInt128(128 - position) != 0
  }
}
