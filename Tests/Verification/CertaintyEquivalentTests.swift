import PortableMath
import Testing
import Verification

@testable import SalesForce

@Suite("Effort: the full combination against quadrature")
struct CertaintyEquivalentTests {
  struct Plan: Sendable, CustomTestStringConvertible {
    let commission, accelerator, bonus: Double
    var testDescription: String { "β \(commission), Δβ \(accelerator), B \(bonus)" }
  }

  private static let plans = [
    Plan(commission: 0.1, accelerator: 0.05, bonus: 0.1), Plan(commission: 0.25, accelerator: 0.25, bonus: 1),
    Plan(commission: 0, accelerator: 0.5, bonus: 0.5), Plan(commission: 0.4, accelerator: 0, bonus: 2),
  ]

  @Test(
    "V_S is the derivative of the certainty equivalent, for every plan, risk aversion, time left and standing",
    arguments: plans, [0, 1.5, 2, 4])
  func derivative(plan: Plan, risk: Double) {
    let standings = [-1.0, 0, 0.6, 0.95, 1, 1.05, 1.5, 2.5]
    var bench = Bench(
      seats: standings.count,
      [
        "common.risk_aversion": risk, "common.cost_curvature": 0.5, "common.substitution_simple": 0,
        "effort.foresight": 0,
      ],
      levers: [.commission: plan.commission, .accelerator: plan.accelerator, .bonus: plan.bonus])
    bench.keepPayAlone()
    bench.firm[.quota].fill(1)
    let oracle = CertaintyEquivalent(
      commission: plan.commission, accelerator: plan.accelerator, bonus: plan.bonus, quota: 1, theta: 2 - risk)
    var worst = 0.0
    for gone in [0.0, 7, 12] {
      bench.firm[.periodWeek] = gone
      for (seat, standing) in standings.enumerated() { bench.firm[.periodSales][seat] = standing }
      bench.pass(Effort.self)
      let q = ((13 - gone) / 13).squareRoot()
      for (seat, standing) in standings.enumerated() {
        let exact = oracle.slope(standing, q: q), got = bench.firm[.slope][seat]
        worst = max(worst, (got - exact).magnitude / max(exact.magnitude, 1e-3))
        expectExact("V_S", "effort", bench.firm[.effort][seat], got / 0.5, to: 1e-14)
      }
    }
    expectExact("V_S", "worst relative error, \(plan.testDescription), r \(risk)", worst, 0)
  }

  @Test("Expected sales count .66 of the own rate and what other motives add: Ŝ = S + (h + b/c′)τ")
  func expectedSales() {
    var bench = Bench(
      seats: 2,
      [
        "common.risk_aversion": 1.5, "common.cost_curvature": 0.5, "common.substitution_simple": 0.4,
        "common.crowding": 0, "effort.foresight": 0, "effort.professional_floor": 0, "effort.expected_share": 0.66,
      ], levers: [.commission: 0.1, .accelerator: 0.05, .bonus: 0.3])
    bench.keepPayAlone()
    bench.firm[.autonomy].fill(1)
    bench.firm[.periodWeek] = 3
    bench.firm[.periodSales].fill(0.2)
    bench.firm[.salesRate].fill(1.1)
    bench.firm[.motivation].fill(0.3)
    bench.pass(Effort.self)
    let joint = 0.5 * (1 - 0.16), drive = 0.3 - 0.4 * 0.3, left = 10.0 / 13
    let oracle = CertaintyEquivalent(
      commission: 0.1, accelerator: 0.05, bonus: 0.3, quota: Reference.quota, theta: 1 / joint - 1.5)
    let slope = oracle.slope(0.2 + (0.66 * 1.1 + drive / joint) * left, q: left.squareRoot())
    expectExact("V_S", "value of a booked unit", bench.firm[.slope][0], slope)
    let sell = (slope + drive) / joint
    expectExact("V_S", "selling effort", bench.firm[.effort][0], sell)
    expectExact("V_S", "helping effort", bench.firm[.supportEffort][0], (0.3 - 0.4 * 0.5 * sell) / 0.5)
  }
}
