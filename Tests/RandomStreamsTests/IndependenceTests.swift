import RandomStreams
import Testing

@Suite("Neighbouring addresses are independent")
struct IndependenceTests {
  static let count = 60_000

  /// Pairs of uniforms from an address and its neighbour.
  static func series(_ neighbour: (UInt32) -> (Draws, DrawAddress)) -> ([Double], [Double]) {
    let here = (0..<UInt32(count)).map { i in
      Draws(StreamKey(seed: 5, trial: i % 50)).uniform(at: address(i))
    }
    let there = (0..<UInt32(count)).map { i in
      let (draws, address) = neighbour(i)
      return draws.uniform(at: address)
    }
    return (here, there)
  }

  static func draws(_ i: UInt32, seed: UInt32 = 5, trialsOn: UInt32 = 0) -> Draws {
    Draws(StreamKey(seed: seed, trial: i % 50 + trialsOn))
  }

  static func address(_ i: UInt32) -> DrawAddress {
    DrawAddress(entity: i / 50 % 100, week: i / 5_000, process: 2, draw: 1)
  }

  @Test("Entities, weeks, processes, draws, attempts, trials, seeds", arguments: 0..<7)
  func neighbours(_ kind: Int) {
    let (a, b) = Self.series { i in
      var address = Self.address(i)
      var draws = Self.draws(i)
      switch kind {
      case 0: address.entity += 1
      case 1: address.week += 1
      case 2: address.process += 1
      case 3: address.draw += 1
      case 4: address.attempt += 1
      case 5: draws = Self.draws(i, trialsOn: 1)
      default: draws = Self.draws(i, seed: 6)
      }
      return (draws, address)
    }
    #expect(checkIndependence(a, b) == [])
  }

  @Test("The two uniforms of a block")
  func pair() {
    let pairs = (0..<UInt32(Self.count)).map { Self.draws($0).uniformPair(at: Self.address($0)) }
    #expect(checkIndependence(pairs.map(\.first), pairs.map(\.second)) == [])
  }

  @Test("The checker rejects dependence, linear or not")
  func checkerBites() {
    let (a, b) = Self.series { (Self.draws($0, seed: 6), Self.address($0)) }
    #expect(!checkIndependence(a, zip(a, b).map { 0.05 * $0 + 0.95 * $1 }).isEmpty)
    #expect(!checkIndependence(a, zip(a, b).map { $1 < 0.1 ? abs(2 * $0 - 1) : $1 }).isEmpty)
    #expect(!checkIndependence(a, a.map { (4 * $0).truncatingRemainder(dividingBy: 1) }).isEmpty)
  }
}
