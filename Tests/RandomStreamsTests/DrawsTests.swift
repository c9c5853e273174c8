import RandomStreams
import Testing

@Suite("Draws are keyed")
struct DrawsTests {
  static let draws = Draws(StreamKey(seed: 9, trial: 1))

  @Test("An order keeps the rest when one leaves, whatever the order of asking")
  func keyedOrder() {
    let all = Self.draws.keyedOrder(0..<500, process: 3, week: 8)
    #expect(all.sorted() == Array(0..<500))
    #expect(all != Array(0..<500))
    #expect(Self.draws.keyedOrder((0..<500).reversed(), process: 3, week: 8) == all)
    let without = Self.draws.keyedOrder((0..<500).filter { $0 != 77 }, process: 3, week: 8)
    #expect(without == all.filter { $0 != 77 })
    #expect(Self.draws.keyedOrder(0..<500, process: 3, week: 9) != all)
  }

  @Test("Every position is equally likely for every id")
  func fairOrder() {
    var cells = Array(repeating: (observed: 0.0, expected: 3_000.0 / 6), count: 36)
    for week in 0..<3_000 as Range<UInt32> {
      for (place, id) in Self.draws.keyedOrder(0..<6, process: 1, week: week).enumerated() {
        cells[Int(id) * 6 + place].observed += 1
      }
    }
    #expect(chiSquareComplaint(cells, degrees: 25) == nil)
  }

  @Test("A rejection sampler moves no other draw, and starts the same whatever went before")
  func attempts() {
    let address = DrawAddress(entity: 4, week: 4, process: 4, draw: 4)
    let before = Self.draws.gamma(shape: 0.4, at: address)
    _ = Self.draws.beta(3, 3, at: address)
    #expect(Self.draws.gamma(shape: 0.4, at: address) == before)
  }

  @Test("A beta of tiny shapes is 0 or 1, never NaN")
  func tinyBeta() {
    var ones = 0
    for entity in 0..<4_000 as Range<UInt32> {
      let x = Self.draws.beta(1e-4, 3e-4, at: DrawAddress(entity: entity, week: 0, process: 1, draw: 0))
      #expect(x >= 0 && x <= 1)
      if x > 0.5 { ones += 1 }
    }
    #expect(abs(ones - 1_000) < 140)
  }

  @Test("More likely events keep the earlier ones")
  func bernoulli() {
    for entity in 0..<2_000 as Range<UInt32> {
      let address = DrawAddress(entity: entity, week: 0, process: 1, draw: 0)
      if Self.draws.bernoulli(0.3, at: address) { #expect(Self.draws.bernoulli(0.4, at: address)) }
      #expect(!Self.draws.bernoulli(0, at: address) && Self.draws.bernoulli(1, at: address))
    }
  }

  @Test("Categories without weight never come up; senseless weights stop the program")
  func categorical() async {
    for entity in 0..<2_000 as Range<UInt32> {
      let i = Self.draws.categorical([0, 1e-300, 1, 0], at: DrawAddress(entity: entity, week: 0, process: 1, draw: 0))
      #expect(i == 2)
    }
    let place = DrawAddress(entity: 0, week: 0, process: 1, draw: 0)
    #expect(Self.draws.categorical([0, 0, 5, 0], at: place) == 2)
    await #expect(processExitsWith: .failure) {
      let place = DrawAddress(entity: 0, week: 0, process: 1, draw: 0)
      _ = Draws(StreamKey(seed: 9, trial: 1)).categorical([0, 0], at: place)
    }
  }
}
