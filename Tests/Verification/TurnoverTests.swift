import PortableMath
import RandomStreams
import Testing
import Verification

@testable import SalesForce

@Suite("Turnover")
struct TurnoverTests {
  private static let alone = [
    "turnover.result_weight": 0.0, "turnover.strain_weight": 0, "turnover.motivation_weight": 0,
    "turnover.pay_weight": 0, "turnover.vacancy": 0,
  ]

  @Test("Chances of leaving are 1 − exp(−h), h = h₀ exp(θ₂s − θ₁z − θ₃(m/m̄ − 1) − θ₄(ln pay − a))")
  func hazards() {
    var bench = Bench(seats: 16_000, ["turnover.base_hazard": 0.5], levers: [.dismissal: 0])
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
    var bench = Bench(seats: 3, Self.alone.merging(["turnover.base_hazard": 0]) { $1 }, levers: [.dismissal: 0.3])
    for column in [SellerColumn.pastQuota1, .pastQuota2] { bench.firm[column].fill(1) }
    bench.firm[.pastSales1].fill(0.29)
    bench.firm[.pastSales2].fill(0.29)
    bench.firm[.tenure][1] = 25
    bench.firm[.pastSales2][2] = 0.33
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
}
