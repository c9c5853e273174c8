import PortableMath
import RandomStreams
import Testing

@testable import SalesForce

@Suite("Skill: learning and forgetting")
struct LearningTests {
  @Test(
    "Innovation skill is learned more slowly than value skill, from new needs, and only on a foundation of the other")
  func innovation() {
    var bench = Bench(seats: 3, ["buyers.new_share": 1, "skill.use": 1])
    for (seat, skill) in [0.9, 0.29, 0.9].enumerated() { bench.firm[.skill][seat] = skill }
    bench.firm[.innovation].fill(0.2)
    bench.firm[.filled][2] = 0
    bench.pass(Skill.self)
    let learned = 1 - 0.8 * Portable.exp(-0.03), faded = 0.2 * Portable.exp(-0.018)
    for (seat, expected) in [learned, faded, 0.2].enumerated() {
      expectExact("3.54", "innovation of seat \(seat)", bench.firm[.innovation][seat], expected, to: 1e-14)
    }
    // From then on the second has a foundation too.
    bench.pass(Skill.self, week: 1)
    #expect(bench.firm[.innovation][1] > faded)
    var none = Bench(seats: 1, ["buyers.new_share": 0])
    for week in 0..<26 { none.pass(Skill.self, week: week) }
    expectExact("3.52", "without new needs", none.firm[.innovation][0], 0.6 * Portable.exp(-26 * 0.018), to: 1e-14)
  }

  @Test("The grid: four quadrants, read at the end of a quarter, and a technologist's way to the leaders")
  func quadrants() {
    var bench = Bench(
      seats: 4,
      [
        "skill.forgetting_rate": 0, "skill.learning_rate": 0, "skill.innovation_learning_rate": 0,
        "skill.innovation_forgetting_rate": 0,
      ])
    let grid: [(Double, Double, Double)] = [(0.6, 0.6, 1), (0.6, 0.4, 2), (0.4, 0.6, 3), (0.4, 0.4, 4)]
    func stand(_ places: [Int], week: Int) {
      for (seat, place) in places.enumerated() {
        bench.firm[.skill][seat] = grid[place - 1].0
        bench.firm[.innovation][seat] = grid[place - 1].1
      }
      bench.pass(Skill.self, week: week)
    }
    stand([1, 2, 3, 4], week: 11)
    #expect((0..<4).allSatisfy { bench.firm[.quadrant][$0] == 1 }, "not yet the end of a quarter")
    stand([3, 3, 3, 2], week: 12)
    #expect((0..<4).map { bench.firm[.quadrant][$0] } == [3, 3, 3, 2])
    stand([1, 2, 4, 1], week: 25)
    stand([1, 1, 1, 1], week: 38)
    expectExact("3.54", "straight: 3-1 and 3-4-1", bench.firm[.straightLeaders], 2)
    expectExact("3.54", "by way of 2: 3-2-1", bench.firm[.roundaboutLeaders], 1)
  }

  @Test("A week is two half-weeks")
  func halfWeeks() {
    var whole = Bench(seats: 1, ["skill.use": 0.3])
    var halves = Bench(
      seats: 1,
      ["skill.use": 0.3, "skill.learning_rate": 0.08856 / 2, "skill.forgetting_rate": 0.018 / 2])
    for firm in 0..<2 {
      for week in 0..<(10 * (firm + 1)) {
        if firm == 0 { whole.pass(Skill.self, week: week) } else { halves.pass(Skill.self, week: week) }
      }
    }
    expectExact("skill", "ten weeks in half-weeks", halves.firm[.skill][0], whole.firm[.skill][0], to: 1e-14)
  }
}
