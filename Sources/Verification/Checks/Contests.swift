import PortableMath
import SalesForce

/// V4-V6: effort in contests, and what lifting a rival costs.
enum Contests {
  private static let prize = CheckParameter("prize", "W", 2, in: 0...10, unit: "σ_Q", "each prize")
  private static let cost = CheckParameter(
    "cost", "c", 0.5, in: LinearPay.costRange, "curvature of the cost of effort")

  static let duel = Check(
    "V4", "effort in a duel", law: "e = W/(2 c σ √π)", source: "science 1.4; Lazear & Rosen 1981",
    parameters: [prize, cost],
    expected: { p in
      [
        Expectation(
          "effort", p["prize"] / (2 * p["cost"] * Double.pi.squareRoot()), .exact(1e-9), known: Known("V4", "effort"))
      ]
    },
    measured: { p, session in [.exact(effort(sellers: 2, p, session))] })

  static let topTenth = Check(
    "V5", "effort in a contest for the best tenth", law: "e = W m(n,k)/c, m(n,k) = E[φ(z_U)], U ~ Beta(n−k, k)",
    source: "science 1.4", parameters: [prize, cost, sellers(in: 2...1_000)],
    expected: { p in
      [1, 10].map { factor in
        let n = factor * p.whole("sellers"), slope = ContestTheory.marginalChance(sellers: n, prizes: winners(n))
        return Expectation(
          factor == 1 ? "effort" : "effort among ten times as many", p["prize"] * slope / p["cost"], .exact(1e-9),
          known: Known("V5", factor == 1 ? "effort_10" : "effort_100"))
      }
    },
    measured: { p, session in
      [1, 10].map { .exact(effort(sellers: $0 * p.whole("sellers"), p, session)) }
    })

  static let privateCost = Check(
    "V6", "what lifting one rival costs a contestant", law: "W (P(the lifted wins) − k/n)/(n − 1) → W m(n,k) Δ/(n − 1)",
    source: "science 1.4; simulated contests",
    parameters: [
      prize, sellers(in: 2...200),
      CheckParameter("lift", "Δ", 0.5, in: 0.05...3, unit: "σ_Q", "what the rival gains"),
    ],
    expected: { p in
      let n = p.whole("sellers"), k = winners(n)
      return [1.0, 2].map { factor in
        let chance = ContestTheory.chance(sellers: n, prizes: k, lift: factor * p["lift"])
        return Expectation(
          factor == 1 ? "private cost" : "private cost of twice the lift",
          p["prize"] * (chance - Double(k) / Double(n)) / Double(n - 1), .sampled(sharp: 0.003),
          known: Known("V6", factor == 1 ? "cost_of_lift_0.5" : "cost_of_lift_1.0"))
      }
    },
    measured: { p, session in
      let blocks = try session.map(session.repetitions(64)) { block in
        [1.0, 2].map { costs(of: $0 * p["lift"], p, session, block: block) }
      }
      return [0, 1].map { figure in .mean(Sample(blocks.flatMap { $0[figure] })) }
    })

  private static func sellers(in range: ClosedRange<Double>) -> CheckParameter {
    CheckParameter("sellers", "n", 10, in: range, whole: true, "contestants; a tenth of them win")
  }

  private static func winners(_ sellers: Int) -> Int { ContestSize.winners(seats: sellers) }

  private static func effort(sellers: Int, _ p: Point, _ session: Session) -> Double {
    var bench = Bench(
      seats: sellers, seed: session.seed, ["common.cost_curvature": p["cost"], "common.substitution_simple": 0],
      levers: [.contest: p["prize"]])
    bench.keepPayAlone()
    bench.pass("effort")
    return bench.firm[.effort][sellers - 1]
  }

  /// What the others lose, each, in contests that the shipped pass pays: once with and once without the lift.
  private static func costs(of lift: Double, _ p: Point, _ session: Session, block: Int) -> [Double] {
    let n = p.whole("sellers"), contests = 512
    var bench = Bench(
      seats: n, seed: session.seed, trial: UInt32(block), levers: [.contest: p["prize"], .salary: 0])
    let luck = ColumnBuffer<Double>(count: n, repeating: 0), z = luck.column
    return (0..<contests).map { contest in
      bench.draws.normal(
        entity: bench.firm.seatIdentity, week: .same(UInt32(contest)), process: 900, draw: .same(0), into: z)
      var prizes = 0.0
      for lifted in [0, lift] {
        for seat in 0..<n { bench.firm[.periodSales][seat] = z[seat] + (seat == n - 1 ? lifted : 0) }
        bench.firm[.sales].fill(0)
        bench.firm[.periodWeek] = bench.firm[.periodLength] - 1
        bench.pass("pay")
        let paid = (0..<n - 1).reduce(0.0) { $0 + bench.firm[.variablePay][$1] } / bench.common.salesUnit
        prizes = lifted == 0 ? paid : prizes - paid
      }
      return prizes / Double(n - 1)
    }
  }
}
