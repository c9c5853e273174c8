import RandomStreams
import TestSupport
import Testing

@Suite("Philox4x32-10")
struct PhiloxTests {
  @Test("Known answers of Random123")
  func knownAnswers() throws {
    let lines = try #require(knownTable("philox4x32-10.txt"))
    #expect(lines.count == 3)
    for line in lines {
      let w = try line.split(separator: " ").map { try #require(UInt32($0, radix: 16)) }
      let got = Philox4x32.block(counter: SIMD4(w[0], w[1], w[2], w[3]), key: SIMD2(w[4], w[5]))
      #expect(got == SIMD4(w[6], w[7], w[8], w[9]))
    }
  }

  @Test("An address is the counter, a key is the key")
  func layout() {
    let address = DrawAddress(
      entity: 0x243f_6a88, week: 0x85a3_08d3, process: 0x1319_8a2e, draw: 0x0370, attempt: 0x7344)
    let words = Draws(StreamKey(seed: 0xa409_3822, trial: 0x299f_31d0)).words(at: address)
    #expect(words == SIMD4(0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1))
  }

  @Test("53 bits: k·2⁻⁵³ with k = (high >> 5)·2²⁶ + (low >> 6), open with the lowest bit set")
  func uniforms() {
    let draws = Draws(StreamKey(seed: 1, trial: 2))
    for entity in 0..<2_000 as Range<UInt32> {
      let address = DrawAddress(entity: entity, week: 3, process: 4, draw: 5)
      let w = draws.words(at: address)
      let k = UInt64(w.x >> 5) << 26 | UInt64(w.y >> 6)
      #expect(draws.uniform(at: address) == Double(k) * 0x1p-53)
      #expect(draws.openUniform(at: address) == Double(k | 1) * 0x1p-53)
      let pair = draws.uniformPair(at: address)
      #expect(pair.first == draws.uniform(at: address))
      #expect(pair.second == Double(UInt64(w.z >> 5) << 26 | UInt64(w.w >> 6)) * 0x1p-53)
      #expect(draws.bits(at: address) >> 37 == k >> 26)
    }
  }
}
