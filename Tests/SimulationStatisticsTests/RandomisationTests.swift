import RandomStreams
import Testing

@testable import SimulationStatistics

@Suite struct RandomisationTests {
  private static let key = StreamKey(seed: 3, trial: 0)

  @Test("All ways of a lot, each once, up to 5,000; beyond a sample that the key decides")
  func ways() throws {
    let all = try Assignments(units: 8, treated: 3, key: Self.key)
    #expect(all.isExact && all.ways.count == 56 && Set(all.ways).count == 56)
    #expect(all.ways.allSatisfy { $0.count == 3 && $0 == $0.sorted() && $0[0] >= 0 && $0[2] < 8 })
    #expect(try Assignments(units: 14, treated: 7, key: Self.key).ways.count == 3_432)
    #expect(try Assignments(units: 1_000, treated: 1, key: Self.key).ways.count == 1_000)
    let some = try Assignments(units: 16, treated: 8, key: Self.key)
    #expect(!some.isExact && some.ways.count == 4_999)
    #expect(some.ways == (try Assignments(units: 16, treated: 8, key: Self.key)).ways)
    #expect(some.ways != (try Assignments(units: 16, treated: 8, key: StreamKey(seed: 4, trial: 0))).ways)
    // Each unit in half of the ways: four standard errors of 4,999 draws.
    for unit in 0..<16 {
      let share = Double(some.ways.count { $0.contains(unit) }) / 4_999
      #expect((share - 0.5).magnitude < 4 * 0.5 / 4_999.0.squareRoot())
    }
    #expect(throws: StatisticsError.self) { try Assignments(units: 3, treated: 3, key: Self.key) }
    #expect(throws: StatisticsError.self) { try Assignments(units: 3, treated: 0, key: Self.key) }
  }

  @Test("p values and intervals by brute force")
  func bruteForce() throws {
    let outcomes = [3.1, 4.7, 2.2, 6.0, 5.1, 7.4, 4.9, 1.3, 2.8],
      isTreated = [4, 5, 6, 3].reduce(
        into: [Bool](repeating: false, count: 9)
      ) { $0[$1] = true }
    let groups = try TwoGroups(outcomes, isTreated: isTreated)
    let ways = try Assignments(units: 9, treated: 4, key: Self.key)
    let found = try groups.randomisation(ways)
    func p(_ effect: Double) throws -> Double {
      let without = zip(outcomes, isTreated).map { $1 ? $0 - effect : $0 }
      let own = try TwoGroups(without, isTreated: isTreated).difference.magnitude
      let large = try ways.ways.count { way in
        let other = try TwoGroups(without, isTreated: outcomes.indices.map(way.contains)).difference.magnitude
        return other >= own - 1e-9
      }
      return Double(large) / Double(ways.ways.count)
    }
    #expect((found.difference - groups.difference).magnitude < 1e-12)
    #expect((found.pValue - (try p(0))).magnitude < 1e-12)
    for inside in [found.low + 1e-6, found.difference, found.high - 1e-6] { #expect(try p(inside) > 0.05) }
    for outside in [found.low - 1e-6, found.high + 1e-6] { #expect(try p(outside) <= 0.05) }
  }

  @Test("Too few ways: no interval has an end")
  func tooFew() throws {
    let groups = try TwoGroups([1, 2, 8, 9], isTreated: [false, false, true, true])
    let found = try groups.randomisation(try Assignments(units: 4, treated: 2, key: Self.key))
    #expect(found.pValue == 2.0 / 6 && found.low == -.infinity && found.high == .infinity)
    #expect(throws: StatisticsError.self) {
      try groups.randomisation(try Assignments(units: 5, treated: 2, key: Self.key))
    }
  }
}
