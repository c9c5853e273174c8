import PortableMath
import RandomStreams
import Testing
import Verification

@testable import SalesForce

@Suite("Pressure and discounts")
struct PressureTests {
  /// Deals that are all alike, and nobody in a hurry: see `UrgencyTests`.
  private static let alike = [
    "prospecting.size_odds": 0, "prospecting.size_pace": 0, "common.merit_log_sd": 0, "pressure.own_urgency": 0,
    "common.cost_curvature": 0.5, "common.reference_effort": 0.494,
  ]

  /// A pull plan, so many weeks before the quota period's end.
  private func bench(seats: Int = 8, weeksLeft: Double, arrivals: Double = 20, _ parameters: [String: Double] = [:])
    -> Bench
  {
    var bench = Bench(
      seats: seats,
      Self.alike.merging([
        "prospecting.arrival_rate": arrivals, "pressure.discount": 0.45, "pressure.price_elasticity": 2.6,
        "pressure.controllable": 0.5,
      ]) { $1 }.merging(parameters) { $1 },
      lists: [
        "stages.advance": [0.20, 0.15, 0.20, 0.25], "stages.loss": [0.06, 0.05, 0.04, 0.05],
        "stages.no_decision": [0.06, 0.07, 0.08, 0.07],
      ],
      levers: [.commission: 0.1, .bonus: 0.1, .accelerator: 0.05])
    bench.firm[.periodLength] = 13
    bench.firm[.periodWeek] = 13 - weeksLeft
    return bench
  }

  /// β + Δβ/2 + B φ(0).
  private let later = 0.1 + 0.025 + 0.1 * 0.3989422804014327

  @Test(
    "What a sale now is worth beyond one later presses by e^{−R₄w}/(c ē₀); what is worth less does not; force adds up")
  func push() {
    for weeksLeft in [1.0, 4, 13] {
      var bench = bench(weeksLeft: weeksLeft)
      bench.firm[.slope].fill(later - 0.05)
      bench.firm[.slope][1] = later + 0.2
      bench.firm[.slope][2] = later + 0.2
      bench.firm[.exacted][2] = 0.3
      bench.firm[.slope][3] = later + 0.2
      bench.firm[.filled][3] = 0
      bench.pass(Pressure.self)
      let rate = -Portable.log1p(-0.37)
      let push = 0.2 * Portable.exp(-rate * weeksLeft) / (0.5 * 0.494)
      for (seat, expected) in [0, push, push + 0.3, 0].enumerated() {
        expectExact("pressure", "P of seat \(seat), \(weeksLeft) weeks left", bench.firm[.pressure][seat], expected)
      }
    }
  }

  @Test("The floor's effort beyond the seller's own is exacted")
  func exacted() {
    for monitoring in [0, 0.05, 0.8] {
      var bench = Bench(
        seats: 1, ["common.cost_curvature": 0.5, "common.reference_effort": 0.494],
        levers: [.activityFloor: 1.5, .monitoring: monitoring])
      bench.pass(Effort.self)
      let free = bench.firm[.effort][0] - bench.firm[.exacted][0] * 0.494
      let held = max(free, min(1.5 * 0.494, free + monitoring / 0.5))
      expectExact("pressure", "effort under monitoring \(monitoring)", bench.firm[.effort][0], held)
      #expect((bench.firm[.exacted][0] > 0) == (monitoring > 0))
    }
  }

  @Test(
    "Above what a customer bears, loss and no decision are e^{η(P−θ)} times as likely; information wears patience out")
  func tolerance() {
    for information in [0, 2.0] {
      var bench = bench(seats: 1_000, weeksLeft: 10, arrivals: 40, ["buyers.pressure_weight": 2])
      bench.firm[.information] = information
      bench.pass(Prospecting.self)
      let stages = bench.firm.opportunities.stage, group = bench.firm.opportunities.group
      let stride = bench.firm.scratch.stride, seat = bench.firm.opportunities.seat
      for row in 0..<stages.count { group[row] = seat[row] + UInt32(stride * (row % 4)) }
      bench.firm[.pressure].fill(0.6)
      bench.pass(Pipeline.self)
      for (degree, bears) in [0.1, 0.25, 0.5, 1].enumerated() {
        let factor = Portable.exp(2 * max(0, 0.6 - bears * Portable.exp(-0.3 * information)))
        let total = -Portable.log1p(-0.32) / 0.32
        let (up, rest) = (total * 0.20, total * 0.12 * factor)
        let rows = (0..<stages.count).filter { $0 % 4 == degree }
        let gone = Sample(rows.map { stages[$0] == OpportunityPool.closed ? 1 : 0 })
        expect(
          "pressure", "share driven off, degree \(degree), I \(information)", gone,
          -Portable.expm1(-(up + rest)) * rest / (up + rest), sharp: 0.02)
      }
    }
  }

  /// Deals in the last stage, of sellers to whom a sale now is worth a multiple of one later.
  private func closing(worth: Double, weeksLeft: Double) -> Bench {
    var bench = bench(seats: 1_000, weeksLeft: weeksLeft)
    bench.pass(Prospecting.self)
    for (key, rate) in [
      (OpportunityColumn.advance, bench.common.stages.advance[4]), (.loss, bench.common.stages.loss[4]),
      (.undecided, bench.common.stages.undecided[4]),
    ] { bench.firm.opportunities[key].fill(rate) }
    bench.firm.opportunities.stage.fill(4)
    bench.firm[.slope].fill(worth * later)
    bench.pass(Pressure.self)
    return bench
  }

  @Test(
    "Discounts are given where they pay the seller: not under plain commission, not early, on half of the deals else")
  func discounts() {
    for (worth, weeksLeft, share) in [
      (1.0, 1.0, 0.0), (1.4, 1, 0), (1.7, 1, 0.5), (1.7, 2, 0.5), (1.7, 3, 0), (9, 3, 0),
    ] {
      let bench = closing(worth: worth, weeksLeft: weeksLeft)
      let discount = bench.firm.opportunities[.discount]
      let given = Sample((0..<discount.count).map { discount[$0] > 0 ? 1 : 0 })
      #expect((given.mean - share).magnitude < 0.02, "worth \(worth), \(weeksLeft) weeks left: \(given.mean)")
    }
  }

  @Test("A discounted deal is won as the seller reckons, at its price, and the rest is booked as given away")
  func wins() {
    var bench = closing(worth: 1.7, weeksLeft: 1)
    let discount = bench.firm.opportunities[.discount], value = bench.firm.opportunities[.value]
    let given = (0..<discount.count).map { discount[$0] }, worth = (0..<discount.count).map { value[$0] }
    bench.beginWeek()
    bench.firm[.pressure].fill(0)
    bench.pass(Pipeline.self, week: 1)
    // Closed rows tell apart who won: revenue and what was given away add up to the list value of wins.
    let choice = bench.firm.opportunities[.choice], stage = bench.firm.opportunities.stage
    let total = -Portable.log1p(-0.37) / 0.37, rest = total * 0.12
    var list = 0.0, away = 0.0
    // All sellers reckon alike, and give the same one of the three.
    let size = given.max() ?? 0
    #expect([0.15, 0.3, 0.45].contains { (size - $0).magnitude < 1e-12 })
    for (what, isGiven, lift) in [("full price", false, 1.0), ("discount", true, Portable.pow(1 - size, -2.6))] {
      let up = total * 0.25 * lift
      let rows = given.indices.filter { (given[$0] > 0) == isGiven }
      let won = rows.filter { stage[$0] == OpportunityPool.closed && choice[$0] * (up + rest) < up }
      expect(
        "pressure", "won in a week, \(what)", Sample(rows.map { won.contains($0) ? 1 : 0 }),
        -Portable.expm1(-(up + rest)) * up / (up + rest), sharp: 0.05)
      for row in won {
        list += worth[row]
        away += given[row] * worth[row]
      }
    }
    expectExact("pressure", "given away", bench.firm[.discounts], away)
    expectExact("pressure", "revenue", bench.firm[.revenue], list - away)
  }

  @Test("A discount only loses the seller money where there is no deadline")
  func rule() {
    let stages = closing(worth: 1, weeksLeft: 1).common.stages
    let endless = DiscountRule(stages, weeks: 1e6, discount: 0.15, elasticity: 2.6)
    #expect(endless.gain(now: 1, later: 1) < 0 && endless.gain(now: 1, later: 0) < 0)
    // By hand: p₀ .2500, p₁ .3558, s₀ .6757, s₁ .7607 in the last week.
    let last = DiscountRule(stages, weeks: 1, discount: 0.15, elasticity: 2.6)
    let lift = DiscountRule.lift(0.15, elasticity: 2.6)
    expectExact("pressure", "lift", lift, Portable.pow(0.85, -2.6))
    let (up, rest) = (0.25, 0.12)
    let scale = -Portable.log1p(-0.37) / 0.37
    let all = scale * (up * lift + rest), s1 = up * lift / (up * lift + rest), s0 = up / 0.37
    let p1 = -s1 * Portable.expm1(-all), p0 = s0 * 0.37
    expectExact(
      "pressure", "gain", last.gain(now: 3, later: 2),
      3 * (0.85 * p1 - p0) + 2 * (0.85 * (s1 - p1) - (s0 - p0)))
  }
}
