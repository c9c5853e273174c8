import PortableMath
import SalesForce

/// V7, V8, V10, V11: effort under a quota, the exact solution.
enum Quotas {
  static let bonus = CheckParameter("bonus", "B", 1, in: 0.05...3, unit: "σ_Q", "bonus for reaching quota")
  static let cost = CheckParameter("cost", "c", 0.5, in: 0.2...4, "curvature of the cost of effort")
  static let quota = CheckParameter("quota", "Q", 1, in: -2...4, unit: "σ_Q", "quota, from sales of 0")
  private static let commission = CheckParameter("commission", "β", 0, in: 0...1, "commission rate")

  private static func theory(_ p: Point) -> QuotaTheory {
    QuotaTheory(bonus: p["bonus"], cost: p["cost"], quota: p["quota"], commission: p["commission"])
  }

  /// Sellers on whom nothing but the pay plan works, and of it nothing but this quarter's.
  static func bench(
    _ p: Point, _ session: Session, seats: Int, trial: Int = 0, risk: Double, levers: [LeverName: Double]
  ) -> Bench {
    var bench = Bench(
      seats: seats, seed: session.seed, trial: UInt32(trial),
      [
        "common.risk_aversion": risk, "common.cost_curvature": p["cost"], "common.substitution_simple": 0,
        "effort.foresight": 0,
      ], levers: levers)
    bench.keepPayAlone()
    bench.firm[.quota].fill(p["quota"])
    return bench
  }

  private static func firstEffort(
    _ p: Point, _ session: Session, risk: Double, levers: [LeverName: Double]
  ) -> Measurement {
    var seller = bench(p, session, seats: 1, risk: risk, levers: levers)
    seller.pass("effort")
    return .exact(seller.firm[.effort][0])
  }

  /// Figures of pairs of sellers who follow the shipped pass, as they would be if they decided all the time.
  ///
  /// What decisions in steps h cost is of first order in h (an Euler scheme's weak error): twice the figure in single
  /// steps less that in double ones, on the same draws, has it no more.
  private static func quarters(
    _ p: Point, _ session: Session, risk: Double = 0, levers: [LeverName: Double],
    _ read: @Sendable (FineQuarter) -> [[Double]]
  ) throws -> [Sample] {
    let blocks = try session.map(session.repetitions(96, atLeast: 4)) { block in
      let figures = [1, 2].map { stride in
        var sellers = bench(p, session, seats: 256, trial: block, risk: risk, levers: levers)
        return read(FineQuarter(&sellers, stride: stride))
      }
      return zip(figures[0], figures[1]).map { fine, coarse in zip(fine, coarse).map { 2 * $0 - $1 } }
    }
    return (blocks.first ?? []).indices.map { figure in Sample(blocks.flatMap { $0[figure] }) }
  }

  /// Some sellers reach quota and some do not: what pay and effort depend on can be seen.
  private static let undecided = Constraint(
    "attainment", in: 0.005...0.995, "else too few sellers are near quota to show what it does"
  ) { theory($0).attainment }

  static let riskNeutral = Check(
    "V7", "a quota bonus in fine steps, risk neutral",
    law: "logit P* = logit P₀ + B/(cσ²); V = β²/(2c) + cσ² ln[1 + (e^{B/(cσ²)} − 1) Φ(d)]; e = V_S/c",
    source: "science 1.5", parameters: [bonus, cost, quota, commission], constraints: [undecided],
    expected: { p in
      let exact = theory(p)
      return [
        Expectation("first effort", exact.firstEffort, .exact(1e-9), known: Known("V7", "first_effort")),
        Expectation("attainment", exact.attainment, .sampled(sharp: 0.02), known: Known("V7", "attainment")),
        Expectation("value", exact.value, .sampled(sharp: 0.02), known: Known("V7", "value")),
        Expectation("cost of effort", exact.effortCost, .sampled(sharp: 0.01), known: Known("V7", "cost")),
        Expectation("mean sales", exact.meanSales, .sampled(sharp: 0.03), known: Known("V7", "mean_sales")),
        Expectation("share within ¼ above quota", exact.justAbove(0.25), .sampled(sharp: 0.02)),
      ]
    },
    measured: { p, session in
      let levers: [LeverName: Double] = [.bonus: p["bonus"], .commission: p["commission"]], quota = p["quota"]
      let readings = try quarters(p, session, levers: levers) { quarter in
        [
          quarter.pairs { sales, _ in sales >= quota ? 1 : 0 },
          quarter.pairs { (sales, cost) in p["commission"] * sales + (sales >= quota ? p["bonus"] : 0) - cost },
          quarter.pairs { $1 }, quarter.pairs { sales, _ in sales },
          quarter.pairs { sales, _ in sales >= quota && sales < quota + 0.25 ? 1 : 0 },
        ]
      }
      return [firstEffort(p, session, risk: 0, levers: levers)] + readings.map { .mean($0) }
    })

  /// Weeks shown; the last week's spread explodes, so it is not asked for.
  private static let shownWeeks = [1, 4, 7, 10, 12]

  static let flatEffort = Check(
    "V8", "mean effort by week of the quarter", law: "E[e_t] = e₀: effort is a martingale", source: "science 1.5",
    parameters: [bonus, cost, quota, commission], constraints: [undecided],
    expected: { p in
      shownWeeks.map { week in
        Expectation(
          "mean effort of week \(week)", theory(p).firstEffort, .sampled(sharp: 0.015 + 0.004 * Double(week)),
          known: Known("V7", "first_effort"))
      }
    },
    measured: { p, session in
      let levers: [LeverName: Double] = [.bonus: p["bonus"], .commission: p["commission"]]
      return try quarters(p, session, levers: levers) { quarter in shownWeeks.map { quarter.weekly[$0 - 1] } }
        .map { .mean($0) }
    })

  static let riskAverse = Check(
    "V10", "a quota bonus under risk aversion",
    law: "θ = 1/(cσ²) − r; V = ln[1 + (e^{θB} − 1) Φ(d)]/θ; at r c σ² = 1: V = B Φ(d)", source: "science 1.5",
    parameters: [
      bonus, cost, quota, CheckParameter("risk", "r", 2, in: 0...5, unit: "1/σ_Q", "absolute risk aversion"),
    ],
    constraints: [
      // Utility e^{−r·net} rests on the few who miss, or on the few who do not.
      Constraint(
        "attainment of a risk-neutral seller", in: 0.005...0.995,
        "else too few sellers are near quota to show what it does"
      ) { QuotaTheory(bonus: $0["bonus"], cost: $0["cost"], quota: $0["quota"]).attainment }
    ],
    expected: { p in
      func theory(_ risk: Double) -> QuotaTheory {
        QuotaTheory(bonus: p["bonus"], cost: p["cost"], quota: p["quota"], risk: risk)
      }
      return [
        Expectation(
          "first effort", theory(p["risk"]).firstEffort, .exact(1e-9), known: Known("V10", "first_effort_r2")),
        Expectation("value", theory(p["risk"]).value, .sampled(sharp: 0.02), known: Known("V10", "value_r2")),
        Expectation(
          "first effort, half as averse", theory(p["risk"] / 2).firstEffort, .exact(1e-9),
          known: Known("V10", "first_effort_r1")),
      ]
    },
    measured: { p, session in
      let levers: [LeverName: Double] = [.bonus: p["bonus"]], risk = p["risk"]
      // V = −ln E[exp(−r(G − cost))]/r: the certainty equivalent.
      let readings = try quarters(p, session, risk: risk, levers: levers) { quarter in
        [
          quarter.pairs { sales, cost in
            let net = (sales >= p["quota"] ? p["bonus"] : 0) - cost
            return risk == 0 ? net : Portable.exp(-risk * net)
          }
        ]
      }
      let value: Measurement =
        risk == 0
        ? .mean(readings[0])
        : .function(readings[0], of: { -Portable.log($0) / risk }, back: { Portable.exp(-risk * $0) })
      return [
        firstEffort(p, session, risk: risk, levers: levers), value,
        firstEffort(p, session, risk: risk / 2, levers: levers),
      ]
    })

  /// Expectations come from quadrature of the certainty equivalent, of which the model's closed form is the derivative.
  static let combinations = Check(
    "V11", "effort under commission, accelerator and bonus together",
    law: "e₀ = V_S/c, V = θ⁻¹ ln E[exp(θ G(S + σ√τ Z))], by quadrature", source: "science 1.5; model, section 2",
    parameters: [
      CheckParameter("commission", "β", 0.25, in: 0...1, "commission rate"),
      CheckParameter("accelerator", "Δβ", 0.25, in: 0...1, "commission added above quota"),
      CheckParameter("bonus", "B", 1, in: 0...3, unit: "σ_Q", "bonus for reaching quota"), cost, quota,
      CheckParameter("risk", "r", 0, in: 0...5, unit: "1/σ_Q", "absolute risk aversion"),
    ],
    expected: { p in
      plans(p).map { plan in
        let oracle = CertaintyEquivalent(
          commission: p["commission"], accelerator: plan.accelerator, bonus: plan.bonus, quota: p["quota"],
          theta: 1 / p["cost"] - p["risk"])
        return Expectation(
          "first effort, \(plan.name)", oracle.slope(0, q: 1) / p["cost"], .exact(1e-8),
          known: Known("V11", "first_effort_\(plan.known)", to: 1e-8))
      }
    },
    measured: { p, session in
      plans(p).map {
        firstEffort(
          p, session, risk: p["risk"],
          levers: [.commission: p["commission"], .accelerator: $0.accelerator, .bonus: $0.bonus])
      }
    })

  private static func plans(_ p: Point) -> [(name: String, known: String, accelerator: Double, bonus: Double)] {
    [
      ("accelerator and bonus", "accelerator_bonus", p["accelerator"], p["bonus"]),
      ("accelerator alone", "accelerator", p["accelerator"], 0),
      ("bonus alone", "commission_bonus", 0, p["bonus"]),
    ]
  }
}
