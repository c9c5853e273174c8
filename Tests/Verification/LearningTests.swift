import PortableMath
import RandomStreams
import Testing

@testable import SalesForce

@Suite("Skill: learning and forgetting")
struct LearningTests {
  @Test("V24: under full use, skill is 1 − exp(−ηt): nine tenths after 26 weeks")
  func learning() {
    var bench = Bench(seats: 3, ["skill.use": 1])
    bench.firm[.skill].fill(0)
    for week in 1...52 {
      bench.pass(Skill.self, week: week)
      guard [4, 13, 26, 52].contains(week) else { continue }
      expectExact("V24", "skill after \(week) weeks", bench.firm[.skill][1], known("V24", "skill_\(week)"))
      if week == 26 {
        expectExact("V24", "to a tenth of a percent", bench.firm[.skill][1], known("V24", "skill_26_rounded"), to: 1e-4)
      }
    }
  }

  @Test("V25: learners of many speeds together follow a power law: (1 + t/b)^−a of the gap remains")
  func mixedLearners() {
    var bench = Bench(seats: 20_000, ["skill.use": 1])
    let gain = bench.firm[.coachGain]
    bench.draws.exponential(
      entity: bench.firm.seatIdentity, week: .same(0), process: 904, draw: .same(0), into: gain)
    // Rates η·gain ~ Gamma(1, 10).
    for seat in 0..<bench.firm.seats { gain[seat] *= 0.1 / 0.08856 }
    bench.firm[.skill].fill(0)
    for week in 1...50 {
      bench.pass(Skill.self, week: week)
      guard [5, 10, 50].contains(week) else { continue }
      let left = Sample((0..<bench.firm.seats).map { 1 - bench.firm[.skill][$0] })
      expect("V25", "gap after \(week) weeks", left, known("V25", "remaining_\(week)"), sharp: 0.01)
    }
  }

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

  @Test("Skill without use halves in ln 2/δ weeks, and a week is two half-weeks")
  func forgetting() {
    var bench = Bench(seats: 2, ["skill.use": 0, "skill.forgetting_rate": 0.0243])
    bench.firm[.skill].fill(0.8)
    for week in 0..<26 { bench.pass(Skill.self, week: week) }
    let rate = -Portable.log(bench.firm[.skill][0] / 0.8) / 26
    expectExact("V24", "half-life, weeks", Portable.log(2) / rate, known("V24", "half_life_weeks"))

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
