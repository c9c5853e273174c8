import RandomStreams
import Testing

@testable import SimulationStatistics

/// Parts of a whole: known games, and that parts add up however they are found.
@Suite struct ShapleyTests {
  private static let key = StreamKey(seed: 4, trial: 0)

  private static func value(_ terms: [ShapleyDesign.Term], _ design: ShapleyDesign, _ v: (UInt64) -> Double) -> Double {
    terms.reduce(0) { $0 + $1.weight * v(design.coalitions[$1.coalition]) }
  }

  /// The glove game: one left glove, two right ones; a pair is worth 1. Shapley values 2/3, 1/6, 1/6.
  @Test("The glove game has its values")
  func gloves() {
    let design = ShapleyDesign(players: 3, pairs: 2, key: Self.key)
    #expect(design.isExact && design.coalitions.count == 8)
    let parts = (0..<3).map { Self.value(design.part(of: $0), design) { $0 & 1 == 1 && $0 & 6 != 0 ? 1 : 0 } }
    for (part, known) in zip(parts, [2.0 / 3, 1.0 / 6, 1.0 / 6]) { #expect((part - known).magnitude < 1e-12) }
  }

  /// The airport game: players who need runways of costs 1, 2, …, k pay Σⱼ≤ᵢ 1/(k − j + 1) (Littlechild & Owen, Management Sci.
  /// 20 (1973) 370).
  @Test("The airport game has its values, exactly for six players")
  func airport() {
    let design = ShapleyDesign(players: 6, pairs: 2, key: Self.key)
    func v(_ coalition: UInt64) -> Double { Double(64 - coalition.leadingZeroBitCount) }
    var known = 0.0
    for player in 0..<6 {
      known += 1 / Double(6 - player)
      #expect((Self.value(design.part(of: player), design, v) - known).magnitude < 1e-12)
    }
  }

  /// 200 pairs of orders of fifteen players: the largest player's mean over pairs has a standard error near .15, that of the
  /// others is smaller; four of them are allowed.
  @Test("Of many players orders are drawn: near the exact values, and adding up in every pair")
  func drawn() {
    let players = 15, design = ShapleyDesign(players: players, pairs: 200, key: Self.key)
    #expect(!design.isExact && design.orders.count == 400)
    #expect(Set(design.coalitions).count == design.coalitions.count)
    func v(_ coalition: UInt64) -> Double { Double(64 - coalition.leadingZeroBitCount) }
    var known = 0.0, sum = 0.0
    for player in 0..<players {
      known += 1 / Double(players - player)
      let part = Self.value(design.part(of: player), design, v)
      sum += part
      #expect((part - known).magnitude < 0.6, "\(player): \(part), \(known)")
    }
    #expect((sum - v(design.coalitions[1])).magnitude < 1e-9)
    let parts = (0..<players).map { design.parts(of: $0) }
    for pair in 0..<200 {
      let all = parts.reduce(0) { $0 + Self.value($1[pair], design, v) }
      #expect((all - 15).magnitude < 1e-9)
    }
    let more = ShapleyDesign(players: players, pairs: 201, key: Self.key)
    #expect(more.orders.prefix(400) == design.orders[...])
  }

  @Test("Whoever moves first and whoever moves last is there, and additive games give every player their own")
  func additive() {
    for players in [1, 2, 5, 9, 40] {
      let design = ShapleyDesign(players: players, pairs: 3, key: Self.key)
      func v(_ coalition: UInt64) -> Double {
        (0..<players).reduce(0) { $0 + (coalition >> UInt64($1) & 1 == 1 ? Double($1) - 1.5 : 0) }
      }
      for player in 0..<players {
        for terms in [design.alone(player), design.last(player), design.part(of: player)] + design.parts(of: player) {
          #expect((Self.value(terms, design, v) - (Double(player) - 1.5)).magnitude < 1e-9, "\(players) \(player)")
        }
      }
    }
  }
}
