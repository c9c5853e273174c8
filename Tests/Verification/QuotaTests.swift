import PortableMath
import RandomStreams
import Testing

@testable import SalesForce

/// A quarter lived by sellers who choose effort by the shipped pass at each of many fine steps.
struct FineQuarter {
  /// Shares of a quarter that are left at each step, and the steps' lengths: a hundredth of a week, and towards the
  /// deadline a fiftieth of what is left, since effort sprints there.
  static let steps: [(left: Double, length: Double)] = {
    var steps: [(Double, Double)] = [], left = 1.0
    while left > 1e-5 {
      let length = min(1.0 / 1_300, left / 50)
      steps.append((left, length))
      left -= length
    }
    return steps
  }()

  /// Sales of each seller at the end, and what his effort cost, σ_Q.
  private(set) var sales: [Double] = []
  private(set) var cost: [Double]
  /// Mean effort of each week, by week and pair of sellers.
  private(set) var weekly: [[Double]]

  /// - Parameter bench: levers, risk aversion and quota set; seats even: neighbours have mirrored luck.
  init(_ bench: inout Bench) {
    let seats = bench.firm.seats, pairs = seats / 2
    let luck = ColumnBuffer<Double>(count: pairs, repeating: 0), z = luck.column
    let names = bench.firm.seatIdentity.prefix(pairs)
    let booked = bench.firm[.periodSales], effort = bench.firm[.effort], half = bench.common.costCurvature / 2
    cost = Array(repeating: 0, count: seats)
    weekly = Array(repeating: Array(repeating: 0, count: pairs), count: 13)
    bench.firm[.periodLength] = Common.quarter
    for (number, step) in Self.steps.enumerated() {
      bench.firm[.periodWeek] = Common.quarter * (1 - step.left)
      bench.pass(Effort.self)
      bench.draws.normal(entity: names, week: .same(UInt32(number)), process: 901, draw: .same(0), into: z)
      let sd = step.length.squareRoot(), week = min(12, Int(bench.firm[.periodWeek] + 1e-9))
      for pair in 0..<pairs {
        let (a, b, shock) = (effort[2 * pair], effort[2 * pair + 1], sd * z[pair])
        booked[2 * pair] += a * step.length + shock
        booked[2 * pair + 1] += b * step.length - shock
        cost[2 * pair] += half * (a * a) * step.length
        cost[2 * pair + 1] += half * (b * b) * step.length
        weekly[week][pair] += (a + b) / 2 * step.length * Common.quarter
      }
    }
    sales = (0..<seats).map { booked[$0] }
  }

  /// Mean and standard error over pairs of a function of sales and cost.
  func mean(_ value: (_ sales: Double, _ cost: Double) -> Double) -> Sample {
    Sample(
      (0..<sales.count / 2).map {
        (value(sales[2 * $0], cost[2 * $0]) + value(sales[2 * $0 + 1], cost[2 * $0 + 1])) / 2
      })
  }
}

@Suite("Effort under a quota: the exact solution")
struct QuotaTests {
  private func bench(
    seats: Int, risk: Double, bonus: Double, commission: Double = 0, accelerator: Double = 0
  ) -> Bench {
    var bench = Bench(
      seats: seats,
      ["common.risk_aversion": risk, "common.cost_curvature": 0.5, "common.substitution_simple": 0],
      levers: [.bonus: bonus, .commission: commission, .accelerator: accelerator])
    bench.keepPayAlone()
    bench.firm[.quota].fill(1)
    return bench
  }

  private func firstEffort(risk: Double, bonus: Double, commission: Double = 0, accelerator: Double = 0) -> Double {
    var bench = bench(seats: 1, risk: risk, bonus: bonus, commission: commission, accelerator: accelerator)
    bench.pass(Effort.self)
    return bench.firm[.effort][0]
  }

  @Test("V7, V8: a quota bonus shifts the log-odds of attainment by B/(cσ²), and mean effort stays flat")
  func riskNeutral() {
    expectExact("V7", "first effort", firstEffort(risk: 0, bonus: 1), known("V7", "first_effort"))
    var bench = bench(seats: 4_096, risk: 0, bonus: 1)
    let quarter = FineQuarter(&bench)
    let attained = quarter.mean { sales, _ in sales >= 1 ? 1 : 0 }
    expect("V7", "attainment", attained, known("V7", "attainment"), sharp: 0.035)
    expect("V7", "value", quarter.mean { ($0 >= 1 ? 1 : 0) - $1 }, known("V7", "value"), sharp: 0.03)
    expect("V7", "cost", quarter.mean { $1 }, known("V7", "cost"), sharp: 0.015)
    expect("V7", "mean sales", quarter.mean { sales, _ in sales }, known("V7", "mean_sales"), sharp: 0.05)
    for week in 0..<12 {
      expect(
        "V8", "mean effort of week \(week)", Sample(quarter.weekly[week]), known("V7", "first_effort"),
        sharp: 0.02 + 0.005 * Double(week))
    }
    // Terminal density is the no-effort normal, times exp(B/(cσ²)) above quota.
    let above = quarter.mean { sales, _ in sales >= 1 && sales < 1.25 ? 1 : 0 }
    let share = (Portable.normalCDF(1.25) - Portable.normalCDF(1)) * known("V7", "bunching")
    let norm = 1 + (known("V7", "bunching") - 1) * Portable.normalCDF(-1)
    expect("V7", "bunching just above quota", above, share / norm, sharp: 0.03)
  }

  @Test("V10: under risk aversion the value is the certainty equivalent, also at r c σ² = 1")
  func riskAverse() {
    expectExact("V10", "first effort, r 1", firstEffort(risk: 1, bonus: 1), known("V10", "first_effort_r1"))
    expectExact("V10", "first effort, r 2", firstEffort(risk: 2, bonus: 1), known("V10", "first_effort_r2"))
    var bench = bench(seats: 2_048, risk: 2, bonus: 1)
    let quarter = FineQuarter(&bench)
    // V = −ln E[exp(−r(G − cost))]/r, so exp(−rV) is a mean.
    let utility = quarter.mean { Portable.exp(-2 * (($0 >= 1 ? 1 : 0) - $1)) }
    expect("V10", "expected utility, r 2", utility, Portable.exp(-2 * known("V10", "value_r2")), sharp: 0.06)
  }

  @Test("V11: effort under commission, accelerator and bonus together")
  func combinations() {
    expectExact(
      "V11", "commission and bonus", firstEffort(risk: 0, bonus: 1, commission: 0.25),
      known("V11", "first_effort_commission_bonus"))
    expectExact(
      "V11", "accelerator", firstEffort(risk: 0, bonus: 0, commission: 0.25, accelerator: 0.25),
      known("V11", "first_effort_accelerator"))
    expectExact(
      "V11", "accelerator and bonus", firstEffort(risk: 0, bonus: 1, commission: 0.25, accelerator: 0.25),
      known("V11", "first_effort_accelerator_bonus"))
  }
}
