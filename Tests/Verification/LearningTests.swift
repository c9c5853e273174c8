import PortableMath
import RandomStreams
import Testing

@testable import SalesForce

@Suite("Skill: learning and forgetting")
struct LearningTests {
  @Test(
    "Innovation skill is learned more slowly than value skill, from new needs, and only on a foundation of the other")
  func innovation() {
    var bench = Bench(
      seats: 3,
      [
        "buyers.new_share": 1, "skill.use": 1, "skill.innovation_learning_rate": 0.03,
        "skill.innovation_forgetting_rate": 0.018, "skill.innovation_foundation": 0.3,
      ])
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
    var none = Bench(seats: 1, ["buyers.new_share": 0, "skill.innovation_forgetting_rate": 0.018])
    for week in 0..<26 { none.pass(Skill.self, week: week) }
    expectExact("3.52", "without new needs", none.firm[.innovation][0], 0.6 * Portable.exp(-26 * 0.018), to: 1e-14)
  }

  @Test("The grid: four quadrants, read at the end of a quarter, and a technologist's way to the leaders")
  func quadrants() {
    var bench = Bench(
      seats: 4,
      [
        "skill.forgetting_rate": 0, "skill.learning_rate": 0, "skill.innovation_learning_rate": 0,
        "skill.innovation_forgetting_rate": 0, "skill.turnover_of_offers": 0,
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
    var whole = Bench(
      seats: 1,
      [
        "skill.use": 0.3, "skill.learning_rate": 0.08856, "skill.forgetting_rate": 0.018,
        "skill.turnover_of_offers": 0.02,
      ])
    var halves = Bench(
      seats: 1,
      [
        "skill.use": 0.3, "skill.learning_rate": 0.08856 / 2, "skill.forgetting_rate": 0.018 / 2,
        "skill.turnover_of_offers": 0.02 / 2,
      ])
    for firm in 0..<2 {
      for week in 0..<(10 * (firm + 1)) {
        if firm == 0 { whole.pass(Skill.self, week: week) } else { halves.pass(Skill.self, week: week) }
      }
    }
    expectExact("skill", "ten weeks in half-weeks", halves.firm[.skill][0], whole.firm[.skill][0], to: 1e-14)
  }

  /// Rates that a test may take apart.
  private static let rates = [
    "skill.use": 0.4, "skill.learning_rate": 0.09, "skill.forgetting_rate": 0.018, "skill.turnover_of_offers": 0.02,
    "skill.peer_learning": 3, "skill.schooling_forgetting": 0.018, "skill.schooling_worth": 0.02,
    "skill.schooling_reach": 0.5,
  ]

  @Test("What is known goes out of date: skill settles at A/(A + D), D = δ(1 − u) + δ_o, from either side")
  func ageing() {
    for ageing in [0, 0.02, 0.3] {
      var bench = Bench(seats: 2, Self.rates.merging(["skill.turnover_of_offers": ageing]) { $1 })
      bench.firm[.skill][0] = 0
      bench.firm[.skill][1] = 1
      let up = 0.09 * 0.4, down = 0.018 * 0.6 + ageing, rest = up / (up + down)
      for week in 0..<3 { bench.pass(Skill.self, week: week) }
      for (seat, start) in [0, 1.0].enumerated() {
        expectExact(
          "skill", "after three weeks, δ_o \(ageing)", bench.firm[.skill][seat],
          rest + (start - rest) * Portable.exp(-3 * (up + down)), to: 1e-14)
      }
      for week in 3..<2_000 { bench.pass(Skill.self, week: week) }
      for seat in 0..<2 { expectExact("skill", "in the end", bench.firm[.skill][seat], rest, to: 1e-13) }
    }
  }

  @Test("Innovation skill does not go out of date")
  func innovationKeeps() {
    let paths = [0, 0.3].map { ageing in
      var bench = Bench(
        seats: 1, Self.rates.merging(["skill.turnover_of_offers": ageing, "skill.innovation_foundation": 0]) { $1 })
      for week in 0..<26 { bench.pass(Skill.self, week: week) }
      return bench.firm[.innovation][0]
    }
    #expect(paths[0] == paths[1])
  }

  @Test(
    "Hours of training add up and fade at δ_x; craft = 1 − (1 − v)(1 − r(1 − e^{−κ x/r})); without training craft is skill"
  )
  func schooling() {
    var bench = Bench(seats: 2, Self.rates, levers: [.training: 3])
    bench.firm[.filled][1] = 0
    bench.firm[.schooling][1] = 10
    let keep = Portable.exp(-0.018)
    for week in 1...20 {
      bench.pass(Skill.self, week: week)
      let hours = [3 * (1 - Portable.pow(keep, Double(week))) / (1 - keep), 10 * Portable.pow(keep, Double(week))]
      for seat in 0..<2 {
        expectExact("training", "hours not forgotten", bench.firm[.schooling][seat], hours[seat], to: 1e-13)
        expectExact(
          "training", "craft", bench.firm[.craft][seat],
          1 - (1 - bench.firm[.skill][seat]) * (1 + 0.5 * Portable.expm1(-0.04 * hours[seat])), to: 1e-14)
      }
    }
    var none = Bench(seats: 1, Self.rates)
    for week in 0..<5 {
      none.pass(Skill.self, week: week)
      #expect(none.firm[.craft][0] == none.firm[.skill][0] && none.firm[.schooling][0] == 0)
    }
    // Training by itself teaches nothing that use does not: it comes on top.
    var trained = Bench(seats: 1, Self.rates, levers: [.training: 3])
    for week in 0..<5 { trained.pass(Skill.self, week: week) }
    #expect(trained.firm[.skill][0] == none.firm[.skill][0] && trained.firm[.craft][0] > none.firm[.craft][0])
  }

  @Test("One module of training leaves behind what e^{−κ_T x} says, and half of it after ln 2/δ_x")
  func module() {
    var bench = Bench(
      seats: 1, Self.rates.merging(["skill.schooling_forgetting": 0.01, "skill.turnover_of_offers": 0]) { $1 },
      levers: [.training: 4])
    bench.pass(Skill.self)
    bench[.training] = 0
    for week in 1...50 { bench.pass(Skill.self, week: week) }
    expectExact("training", "after 50 weeks", bench.firm[.schooling][0], 4 * Portable.exp(-0.5), to: 1e-13)
  }

  @Test("A mentor teaches as a partner does who is as far ahead; of the two the one further ahead counts")
  func mentor() {
    func learn(mentor: Double, ahead: Double) -> Double {
      var bench = Bench(seats: 2, Self.rates)
      bench.firm[.skill][0] = 0.2
      bench.firm[.skill][1] = 0.9
      bench.firm[.mentor][0] = mentor
      bench.firm[.peerSkill][0] = ahead
      bench.pass(Skill.self)
      return bench.firm[.skill][0]
    }
    let alone = learn(mentor: -1, ahead: 0), guided = learn(mentor: 1, ahead: 0)
    expectExact("mentor", "as a partner", guided, learn(mentor: -1, ahead: 0.7), to: 1e-15)
    #expect(guided > alone && learn(mentor: 1, ahead: 0.3) == guided && learn(mentor: 1, ahead: 0.8) > guided)
    let up = 0.09 * 0.4 * (1 + 3 * 0.7), down = 0.018 * 0.6 + 0.02, rest = up / (up + down)
    expectExact("mentor", "in a week", guided, rest + (0.2 - rest) * Portable.exp(-(up + down)), to: 1e-14)
    // Somebody who is behind teaches nothing.
    var behind = Bench(seats: 2, Self.rates)
    behind.firm[.skill][0] = 0.2
    behind.firm[.skill][1] = 0.1
    behind.firm[.mentor][0] = 1
    behind.pass(Skill.self)
    #expect(behind.firm[.skill][0] == alone)
  }
}
