import RandomStreams

/// Random bits for all questions at once, from one place in the streams.
package struct RandomMasks {
  let draws: Draws
  let entity, week, process: UInt32
  /// Draws from this one on may be used: one for four words, eight at most.
  let first: UInt16

  package init(draws: Draws, entity: UInt32, week: UInt32, process: UInt32, first: UInt16) {
    self.draws = draws
    self.entity = entity
    self.week = week
    self.process = process
    self.first = first
  }

  /// 32 fair coins.
  package func coins() -> UInt32 { block(0).x }

  /// Bits that come up with the chance given, each by itself; bits outside `wanted` are 0.
  ///
  /// A bit is a uniform number below the chance. All numbers are compared digit by digit, the k-th digits of all of
  /// them standing in one word, until every comparison that matters is settled: about seven words for 30 bits.
  package func bernoulli(_ chance: ChanceDigits, wanted: UInt32) -> UInt32 {
    if chance.isCertain { return wanted }
    var open = wanted, hits: UInt32 = 0, digits = chance.digits, place = 0, words = SIMD4<UInt32>()
    while open != 0, digits != 0 {
      if place % 4 == 0 { words = block(place / 4) }
      let drawn = words[place % 4]
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

  private func block(_ number: Int) -> SIMD4<UInt32> {
    draws.words(at: DrawAddress(entity: entity, week: week, process: process, draw: first + UInt16(number)))
  }
}

/// A chance as 32 binary digits, rounded down to a multiple of 2⁻³².
package struct ChanceDigits: Sendable {
  let digits: UInt32
  let isCertain: Bool

  /// - Parameter chance: values outside 0…1 count as the nearer end.
  package init(_ chance: Double) {
    isCertain = chance >= 1
    digits = chance > 0 && chance < 1 ? UInt32(chance * 0x1p32) : 0
  }
}
