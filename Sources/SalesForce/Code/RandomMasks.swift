import RandomStreams

/// Random bits for all questions at once, from one place in the streams.
struct RandomMasks {
  let draws: Draws
  let entity, week, process: UInt32
  /// Draws from this one on may be used: one for four words, eight at most.
  let first: UInt16

  /// 32 fair coins.
  func coins() -> UInt32 { word(0) }

  /// Bits that come up with the chance given, each by itself; bits outside `wanted` are 0.
  ///
  /// A bit is a uniform number below the chance. All numbers are compared digit by digit, the k-th digits of all of
  /// them standing in one word, until every comparison that matters is settled: about seven words for 30 bits.
  func bernoulli(_ chance: ChanceDigits, wanted: UInt32) -> UInt32 {
    if chance.isCertain { return wanted }
    var open = wanted, hits: UInt32 = 0, digits = chance.digits, place = 0
    while open != 0, digits != 0 {
      let drawn = word(place)
      if digits & 0x8000_0000 != 0 {
        hits |= open & ~drawn
        open &= drawn
      } else {
        open &= ~drawn
      }
      digits <<= 1
      place += 1
    }
    return hits
  }

  private func word(_ place: Int) -> UInt32 {
    let address = DrawAddress(entity: entity, week: week, process: process, draw: first + UInt16(place / 4))
    return draws.words(at: address)[place % 4]
  }
}

/// A chance as 32 binary digits, rounded down to a multiple of 2⁻³².
struct ChanceDigits: Sendable {
  let digits: UInt32
  let isCertain: Bool

  /// - Parameter chance: values outside 0…1 count as the nearer end.
  init(_ chance: Double) {
    isCertain = chance >= 1
    digits = chance > 0 && chance < 1 ? UInt32(chance * 0x1p32) : 0
  }
}
