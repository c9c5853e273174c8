import PortableMath
import RandomStreams
import Testing

@testable import SalesForce

@Suite("Beliefs: words, deeds and what they do")
struct BeliefTests {
  /// Two wins and eight failures a week, for ever.
  private static func settle(
    _ parameters: [String: Double], seats: Int = 4, weeks: Int = 600, levers: [LeverName: Double] = [:],
    set: (borrowing Firm) -> Void = { _ in }
  ) -> Bench {
    let plain = [
      "feedback.politeness": 0, "feedback.failure_weight": 1, "beliefs.rewriting": 0, "beliefs.memory": 1e9,
      "beliefs.prior_deals": 0.1,
    ]
    var bench = Bench(seats: seats, plain.merging(parameters) { $1 }, levers: levers)
    bench.start(Beliefs.self)
    set(bench.firm)
    for week in 0..<weeks {
      bench.firm[.wins].fill(2)
      bench.firm[.failures].fill(8)
      bench.pass(Beliefs.self, week: week)
    }
    return bench
  }

  @Test("V20: failures at weight ω lead to the belief p/(p + ω(1−p))")
  func asymmetry() {
    for (omega, name) in [(0.5, "belief"), (0.25, "belief_quarter")] {
      let bench = Self.settle(["feedback.failure_weight": omega])
      expectExact("V20", "belief, ω \(omega)", bench.firm[.belief][0], known("V20", name), to: 1e-4)
      expectExact("V20", "truth beside it", bench.firm[.winChance][0], 0.2, to: 1e-4)
    }
  }

  @Test("2.1: who hears no flattery, forgets nothing and counts failures in full is right")
  func unbiased() {
    let bench = Self.settle([:])
    expectExact("2.1", "belief", bench.firm[.belief][0], 0.2, to: 1e-4)
  }

  @Test("V22: of the words' bias b = (1−p)φ the share R₁⁻¹/(R₁⁻¹ + R₂⁻¹) stays")
  func residualBias() {
    for (variance, share) in [(4.0, known("V22", "share_4")), (1, known("V22", "share_1"))] {
      let bench = Self.settle(
        ["feedback.politeness": 0.5, "feedback.deeds_variance": variance], seats: 1_000, weeks: 800)
      let beliefs = Sample((0..<1_000).map { bench.firm[.belief][$0] })
      // Deeds lag six weeks of eight hundred behind words.
      let late = 6.0 / 800 * 0.4 * (1 - share) * share
      expect("V22", "belief, R₂ \(variance)", beliefs, 0.2 + 0.4 * share + late, sharp: 0.002)
    }
  }

  @Test("2.2, 2.13: buyer data take bias away, the lag only delays it")
  func buyerData() {
    func bias(_ data: Double, lag: Double = 6) -> Double {
      let bench = Self.settle(
        ["feedback.politeness": 0.15, "beliefs.memory": 52, "beliefs.lag": lag], seats: 400, levers: [.buyerData: data])
      return Sample((0..<400).map { bench.firm[.belief][$0] - bench.firm[.winChance][$0] }).mean
    }
    let none = bias(0), half = bias(0.5), full = bias(1)
    #expect(none > 1.5 * half && half > 1.4 * full && full > 0)
    #expect((bias(0, lag: 1) - none).magnitude < 0.02)
  }

  @Test("2.10: hindsight and a critic's candour move the belief in opposite ways; dead deals are chased longer")
  func memory() {
    let base = Self.settle(["feedback.failure_weight": 0.5, "beliefs.memory": 52]).firm[.belief][0]
    let kind = Self.settle(
      ["feedback.failure_weight": 0.5, "beliefs.memory": 52, "beliefs.rewriting": 0.01]
    ).firm[.belief][0]
    let frank = Self.settle(["feedback.failure_weight": 0.5, "beliefs.memory": 52]) { $0[.candour].fill(2) }
      .firm[.belief][0]
    #expect(kind > base + 0.02 && frank < base - 0.02)
    // Two polite refusals a week, chased for lag × (1 + ξ) weeks each.
    let chase = Self.settle(["feedback.politeness": 0.25, "beliefs.sunk_cost": 1], seats: 2_000)
    expect("2.10", "dead deals", Sample((0..<2_000).map { chase.firm[.deadDeals][$0] }), 2 * 6 * 2, sharp: 0.5)
  }

  @Test("2.3: optimism of .13 costs θ_f × .13 of effort after the floor, and slack works without it")
  func drag() {
    for (fantasy, slack) in [(0.5, 0.1), (0, 0.1)] {
      var bench = Bench(
        seats: 2,
        [
          "beliefs.fantasy": fantasy, "beliefs.slack": slack, "beliefs.memory": 1e9, "beliefs.rewriting": 0,
        ], levers: [.monitoring: 1, .activityFloor: 2])
      bench.start(Beliefs.self)
      for (seat, optimism) in [(0, 0.0), (1, 0.13)] {
        bench.firm[.believedWins][seat] = 1e6 * (0.2 + optimism)
        bench.firm[.believedFailures][seat] = 1e6 * (0.8 - optimism)
        bench.firm[.trueWins][seat] = 1e6 * 0.2
        bench.firm[.trueFailures][seat] = 1e6 * 0.8
      }
      bench.pass(Beliefs.self)
      bench.pass(Effort.self)
      bench.pass(Prospecting.self)
      let effort = bench.firm[.effort], prospecting = bench.firm[.prospectingDrag]
      expectExact("2.3", "effort, θ_f \(fantasy)", effort[1] / effort[0], 1 - fantasy * 0.13, to: 1e-6)
      expectExact("2.3", "prospecting", prospecting[1] / prospecting[0], 1 - slack * 0.13, to: 1e-6)
    }
  }

  @Test("A newcomer has no memories of the predecessor's")
  func newcomer() {
    var bench = Self.settle(["feedback.failure_weight": 0.5])
    let old = bench.firm[.believedFailures][0]
    bench.firm[.tenure][0] = 0
    bench.pass(Beliefs.self, week: 700)
    #expect(bench.firm[.believedFailures][0] < 0.1 * old)
    #expect(bench.firm[.believedFailures][1] > old)
  }
}
