import PortableMath
import RandomStreams
import Testing
import Verification

@testable import SalesForce

@Suite("Turnover")
struct TurnoverTests {
  private static let alone = [
    "turnover.result_weight": 0.0, "turnover.strain_weight": 0, "turnover.motivation_weight": 0,
    "turnover.pay_weight": 0, "turnover.newness_weight": 0, "turnover.vacancy": 0,
  ]

  @Test("Chances of leaving are 1 − exp(−h), h = h₀ exp(θ₂s − θ₁z − θ₃(m/m̄ − 1) − θ₄(ln pay − a))")
  func hazards() {
    var bench = Bench(
      seats: 16_000,
      [
        "turnover.base_hazard": 0.5, "turnover.strain_weight": 0.5, "turnover.motivation_weight": 0.5,
        "turnover.pay_weight": 1, "turnover.newness_weight": 0, "common.reference_motivation": 0.197,
      ], levers: [.dismissal: 0])
    bench.firm[.motivation].fill(0.197)
    let factors: [(SellerColumn, Double, Double)] = [
      (.strain, 0.8, 0.5 * 0.8), (.motivation, 0.197 * 0.4, 0.5 * 0.6), (.payRate, 0.7, -Portable.log(0.7)),
      (.talent, 0.26, 0.26),
    ]
    for seat in 0..<bench.firm.seats where seat % 5 < 4 {
      bench.firm[factors[seat % 5].0][seat] = factors[seat % 5].1
    }
    bench.beginWeek()
    bench.pass(Turnover.self)
    for kind in 0..<5 {
      let left = Sample(stride(from: kind, to: bench.firm.seats, by: 5).map { 1 - bench.firm[.filled][$0] })
      let hazard = 0.5 * Portable.exp(kind < 4 ? factors[kind].2 : 0)
      expect(
        "turnover", kind < 4 ? "chance of leaving, \(factors[kind].0)" : "chance of leaving, reference", left,
        -Portable.expm1(-hazard), sharp: 0.04)
    }
  }

  @Test("Dismissal: trailing attainment below the lever, after probation, at the end of a period only")
  func dismissal() {
    var bench = Bench(
      seats: 3, Self.alone.merging(["turnover.base_hazard": 0, "turnover.probation": 26]) { $1 },
      levers: [.dismissal: 0.3])
    bench.firm[.recordQuota].fill(2)
    bench.firm[.recordSales].fill(0.58)
    bench.firm[.tenure][1] = 25
    bench.firm[.recordSales][2] = 0.62
    bench.pass(Turnover.self)
    #expect(bench.firm[.exits] == 0, "a period had not ended")
    bench.firm[.tenure][1] = 25
    bench.firm[.periodEnded] = 1
    bench.pass(Turnover.self)
    #expect((0..<3).map { bench.firm[.filled][$0] } == [0, 1, 1])
    #expect(bench.firm[.dismissals] == 1)
  }

  @Test("Sellers who leave are counted by their place in the grid of skills before they leave")
  func quadrants() {
    var bench = Bench(seats: 4_000, Self.alone.merging(["turnover.base_hazard": 0.3]) { $1 }, levers: [.dismissal: 0])
    for seat in 0..<4_000 {
      bench.firm[.skill][seat] = seat % 4 < 2 ? 0.49 : 0.5
      bench.firm[.innovation][seat] = seat % 2 == 0 ? 0.49 : 0.5
    }
    bench.firm[.filled][0] = 0
    bench.firm[.vacancy][0] = 5
    bench.beginWeek()
    bench.pass(Turnover.self)
    func left(_ kind: Int) -> Double {
      stride(from: kind, to: 4_000, by: 4).reduce(0) { $0 + (1 - bench.firm[.filled][$1]) }
    }
    #expect(bench.firm[.salespersonWeeks] == 999 && bench.firm[.professionalWeeks] == 1_000)
    #expect(bench.firm[.salespersonExits] == left(0) - 1 && bench.firm[.professionalExits] == left(2))
    #expect(left(0) > 200 && left(2) > 200)
  }

  @Test("Somebody new is exp(θ₅ e^{−t/τ}) times as likely to leave, which fades with tenure")
  func newness() {
    var bench = Bench(
      seats: 20_000,
      Self.alone.merging([
        "turnover.base_hazard": 0.1, "turnover.newness_weight": 1.5, "turnover.newness_time": 80,
      ]) { $1 }, levers: [.dismissal: 0])
    let tenures = [0.0, 40, 80, 300, 2_000]
    for seat in 0..<20_000 { bench.firm[.tenure][seat] = tenures[seat % 5] }
    bench.beginWeek()
    bench.pass(Turnover.self)
    for (kind, tenure) in tenures.enumerated() {
      let left = Sample(stride(from: kind, to: 20_000, by: 5).map { 1 - bench.firm[.filled][$0] })
      let hazard = 0.1 * Portable.exp(1.5 * Portable.exp(-tenure / 80))
      expect("turnover", "chance of leaving at tenure \(tenure)", left, -Portable.expm1(-hazard), sharp: 0.04)
    }
  }

  @Test("Sellers in their first two years and past their fifth are counted before anybody leaves, exits among them")
  func recentAndSettled() {
    var bench = Bench(seats: 4_000, Self.alone.merging(["turnover.base_hazard": 0.3]) { $1 }, levers: [.dismissal: 0])
    // With this week: 104, 105, 260, 261 weeks.
    for seat in 0..<4_000 { bench.firm[.tenure][seat] = [103, 104, 259, 260][seat % 4] }
    bench.firm[.filled][0] = 0
    bench.firm[.vacancy][0] = 5
    bench.beginWeek()
    bench.pass(Turnover.self)
    func left(_ kind: Int) -> Double {
      stride(from: kind, to: 4_000, by: 4).reduce(0) { $0 + (1 - bench.firm[.filled][$1]) }
    }
    #expect(bench.firm[.recentWeeks] == 999 && bench.firm[.settledWeeks] == 1_000)
    #expect(bench.firm[.recentExits] == left(0) - 1 && bench.firm[.settledExits] == left(3))
    #expect(left(0) > 200 && left(3) > 200)
  }

  @Test("First tenures are whole weeks from 1 on, geometric with the mean of their card")
  func firstTenures() {
    var bench = Bench(seats: 20_000, ["turnover.first_tenure": 80])
    bench.start(Turnover.self)
    let tenures = (0..<20_000).map { bench.firm[.tenure][$0] }
    #expect(tenures.allSatisfy { $0 >= 1 && $0 == $0.rounded() })
    expect("tenure", "mean", Sample(tenures), 1 + 1 / Portable.expm1(1.0 / 80), sharp: 2.5)
    expect(
      "tenure", "share beyond two years", Sample(tenures.map { $0 > 104 ? 1 : 0 }), Portable.exp(-104.0 / 80),
      sharp: 0.015)
    var new = Bench(seats: 50, ["turnover.first_tenure": 0])
    new.start(Turnover.self)
    #expect((0..<50).allSatisfy { new.firm[.tenure][$0] == 1 })
  }

  @Test("Steady sales are dismissed, or not, whatever the length of periods", arguments: [4, 13, 26])
  func steadyRecord(period: Int) {
    var bench = Bench(
      seats: 3,
      Self.alone.merging(["turnover.base_hazard": 0, "pay.firm_weight": 0, "pay.planned": 1]) { $1 },
      levers: [.dismissal: 0.5, .quotaRatchet: 0, .quotaPeriod: Double(period)])
    bench.start(Pay.self)
    var dismissed = [Int?](repeating: nil, count: 3)
    for week in 0..<208 {
      bench.beginWeek()
      for (seat, share) in [0.3, 0.48, 0.52].enumerated() {
        bench.firm[.sales][seat] = share * 1.452 / 13 * bench.common.salesUnit
      }
      bench.pass(Pay.self, week: 500 + week)
      bench.pass(Turnover.self, week: 500 + week)
      for seat in 0..<3 where bench.firm[.filled][seat] == 0 && dismissed[seat] == nil { dismissed[seat] = week + 1 }
    }
    // From attainment 1 to x + (1 − x) e^{−t/52} < ½: after 52 ln(.7/.2) = 65.1 and 52 ln(.52/.02) = 169.4 weeks.
    for (seat, weeks) in [65.14, 169.42].enumerated() {
      #expect(dismissed[seat] == Int((weeks / Double(period)).rounded(.up)) * period)
    }
    #expect(dismissed[2] == nil)
  }
}
