import PortableMath
import RandomStreams
import Testing

@testable import SalesForce

@Suite("Effort under linear pay, teams and contests")
struct PayTests {
  /// Quarterly surplus of a seller: output and intrinsic pleasure less the ledger's cost of effort and risk premium.
  private func surplus(_ bench: inout Bench, commission: Double, motivation: Double) -> Double {
    bench[.commission] = commission
    bench.firm[.motivation].fill(motivation)
    bench.beginWeek()
    bench.pass(Effort.self)
    bench.pass(Ledger.self)
    let quarter = Common.quarter / bench.common.salesUnit / Double(bench.firm.seats)
    let (sell, help) = (bench.firm[.effort][0], bench.firm[.supportEffort][0])
    return (1 + motivation) * (sell + (motivation > 0 ? help : 0))
      - quarter * (bench.firm[.effortCost] + bench.firm[.riskPremium])
  }

  /// Where a function that is a parabola peaks.
  private func peak(_ value: (Double) -> Double, near x: Double, step: Double) -> Double {
    let (left, middle, right) = (value(x - step), value(x), value(x + step))
    return x + step / 2 * (left - right) / (left - 2 * middle + right)
  }

  @Test("V1: effort under commission is β/c, and the surplus peaks at β = 1/(1 + r c σ²)")
  func linearPay() {
    var bench = Bench(
      seats: 5, ["common.risk_aversion": 2, "common.cost_curvature": 0.5, "common.substitution_simple": 0])
    bench.keepPayAlone()
    let best = surplus(&bench, commission: 0.5, motivation: 0)
    expectExact("V1", "effort", bench.firm[.effort][3], known("V1", "effort"))
    expectExact("V1", "surplus", best, known("V1", "surplus"))
    let grid = (0...20).map { Double($0) / 20 }
    let values = grid.map { surplus(&bench, commission: $0, motivation: 0) }
    let top = grid[values.indices.max { values[$0] < values[$1] } ?? 0]
    expectExact("V1", "best commission of a grid", top, known("V1", "best_commission"))
    let exact = peak({ surplus(&bench, commission: $0, motivation: 0) }, near: 0.3, step: 0.1)
    expectExact("V1", "best commission", exact, known("V1", "best_commission"))
  }

  @Test("V2: with a task nobody measures the best commission is (p₁ − γp₂)/(1 + r σ² c (1 − γ²))")
  func multitask() {
    var bench = Bench(
      seats: 5,
      [
        "common.risk_aversion": 1, "common.cost_curvature": 1, "common.substitution_simple": 0.5, "common.crowding": 0,
      ])
    bench.keepPayAlone()
    let exact = peak({ surplus(&bench, commission: $0, motivation: 2) }, near: 0.2, step: 0.1)
    #expect(bench.firm[.supportEffort][0] > 0)
    expectExact("V2", "best commission", exact, known("V2", "best_commission"))
  }

  @Test("V3: pooling commission in a team of n leaves effort β/(n c)")
  func team() {
    var bench = Bench(
      seats: 12, span: 4, ["common.cost_curvature": 0.5, "common.substitution_simple": 0],
      levers: [.commission: 0.5, .teamShare: 1])
    bench.keepPayAlone()
    bench.pass(Effort.self)
    for seat in 0..<12 { expectExact("V3", "effort", bench.firm[.effort][seat], known("V3", "effort")) }
    expectExact("V3", "return of helping", bench.firm[.supportEffort][0], 0.5 * 0.75 / 0.5)
  }

  private func contestEffort(seats: Int) -> Double {
    var bench = Bench(
      seats: seats, ["common.cost_curvature": 0.5, "common.substitution_simple": 0], levers: [.contest: 2])
    bench.keepPayAlone()
    bench.pass(Effort.self)
    return bench.firm[.effort][0]
  }

  @Test("V4: effort in a duel is ΔW/(2cσ√π)")
  func duel() { expectExact("V4", "effort", contestEffort(seats: 2), known("V4", "effort")) }

  @Test("V5: effort in a contest for a tenth of the seats is W m(n,k)/c")
  func contests() {
    expectExact("V5", "effort, 10 sellers", contestEffort(seats: 10), known("V5", "effort_10"))
    expectExact("V5", "effort, 100 sellers", contestEffort(seats: 100), known("V5", "effort_100"))
  }

  @Test(
    "The marginal chance of a prize is E[φ(z_U)], U ~ Beta(n−k, k)",
    arguments: [
      (2, 1), (10, 1), (10, 2), (10, 5), (20, 2), (100, 10),
    ])
  func marginalChance(n: Int, k: Int) {
    expectExact(
      "contest", "m(\(n),\(k))", Contest.marginalChance(n: n, k: k), known("contest", "m(\(n),\(k))"), to: 1e-12)
  }

  @Test(
    "V6: lifting a rival costs a contestant W(P(lifted wins) − k/n)/(n − 1), in contests that are paid",
    arguments: [
      (0.5, "cost_of_lift_0.5"), (1.0, "cost_of_lift_1.0"),
    ])
  func privateCost(lift: Double, name: String) {
    var bench = Bench(seats: 10, levers: [.contest: 2, .salary: 0])
    let luck = ColumnBuffer<Double>(count: 10, repeating: 0)
    var cost = Sample()
    for contest in 0..<12_000 {
      let z = luck.column
      bench.draws.normal(
        entity: bench.firm.seatIdentity, week: .same(UInt32(contest)), process: 900, draw: .same(0), into: z)
      var prizes = 0.0
      for lifted in [0, lift] {
        for seat in 0..<10 { bench.firm[.periodSales][seat] = z[seat] + (seat == 9 ? lifted : 0) }
        bench.firm[.sales].fill(0)
        bench.firm[.periodWeek] = bench.firm[.periodLength] - 1
        bench.pass(Pay.self)
        let paid = (0..<9).reduce(0.0) { $0 + bench.firm[.variablePay][$1] } / bench.common.salesUnit
        prizes = lifted == 0 ? paid : prizes - paid
      }
      cost.add(prizes / 9)
    }
    expect("V6", "private cost of a lift of \(lift)", cost, known("V6", name), sharp: 0.005)
  }
}
