import PortableMath
import RandomStreams
import SalesForce

/// V9, V12: a quarter of thirteen weekly decisions.
enum WeeklyDecisions {
  private static let bonus = CheckParameter("bonus", "B", 1, in: 0.2...2, unit: "σ_Q", "bonus for reaching quota")
  private static let cost = CheckParameter("cost", "c", 0.5, in: 0.25...2, "curvature of the cost of effort")
  private static let quota = CheckParameter("quota", "Q", 1, in: -1...2, unit: "σ_Q", "quota, from sales of 0")

  private static func oracle(_ p: Point, discount: Double = 0) -> WeeklyOracle {
    WeeklyOracle(bonus: p["bonus"], cost: p["cost"], quota: p["quota"], discount: discount)
  }

  /// Efforts of the shipped pass on the oracle's grid, by week.
  static func shippedPolicy(_ p: Point, _ session: Session) -> [[Double]] {
    let grid = WeeklyOracle.grid
    var bench = Quotas.bench(p, session, seats: grid.count, risk: 0, levers: [.bonus: p["bonus"]])
    for (seat, sales) in grid.enumerated() { bench.firm[.periodSales][seat] = sales }
    return (0..<WeeklyOracle.weeks).map { week in
      bench.firm[.periodWeek] = Double(week)
      bench.pass("effort")
      return grid.indices.map { bench.firm[.effort][$0] }
    }
  }

  static let thirteen = Check(
    "V9", "thirteen weekly decisions: dynamic programme and shipped policy",
    law:
      "V_k(S) = max_e E[V_{k+1}(S + eΔ + √Δ Z)] − c e²Δ/2; the shipped closed form, decided weekly, by the same recursion",
    source: "science 1.5; model, section 10", parameters: [bonus, cost, quota],
    constraints: [
      Constraint(
        "attainment under decisions all the time", in: 0.002...0.998,
        "else too few sellers are near quota to show what it does"
      ) { QuotaTheory(bonus: $0["bonus"], cost: $0["cost"], quota: $0["quota"]).attainment }
    ],
    expected: { p in
      let oracle = oracle(p), best = oracle.best()
      let e = Closed(p)
      let weekly = oracle.follow(
        (0..<WeeklyOracle.weeks).map { week in WeeklyOracle.grid.map { e.effort(sales: $0, week: week) } })
      return [
        Expectation(
          "best policy, simulated", best.value, .sampled(sharp: 0.008),
          known: Known("V9", "oracle", to: 2e-5)),
        Expectation(
          "shipped policy, by recursion", weekly.value, .exact(1e-9), known: Known("V9", "weekly_closed_form", to: 2e-6)
        ),
        Expectation(
          "shipped policy, simulated", weekly.value, .sampled(sharp: 0.008),
          known: Known("V9", "weekly_closed_form", to: 2e-6)),
        Expectation(
          "its attainment", weekly.attainment, .sampled(sharp: 0.012), known: Known("V9", "weekly_attainment", to: 2e-6)
        ),
      ]
    },
    measured: { p, session in
      let best = oracle(p).best().policy, shipped = shippedPolicy(p, session)
      let blocks = try session.map(session.repetitions(96)) { block -> [[Double]] in
        let draws = session.draws(block)
        let optimal = live(p, best, draws), weekly = live(p, shipped, draws)
        return [optimal.value, weekly.value, weekly.attained]
      }
      func mean(_ figure: Int) -> Measurement { .mean(Sample(blocks.flatMap { $0[figure] })) }
      return [mean(0), .exact(oracle(p).follow(shipped).value), mean(1), mean(2)]
    })

  /// Mean effort grows with the discount rate, exactly so in discrete time: c e_k = e^{−ρΔ} E[c e_{k+1}]. Nothing in the
  /// model discounts; this tests the reasoning, as the hockey stick of quarters is often put down to discounting.
  static let discounting = Check(
    "V12", "mean effort over the quarter under discounting", subject: .oracle, law: "E[e_t] = e₀ e^{ρt}",
    source: "science 1.5",
    parameters: [
      bonus, cost, quota, CheckParameter("discount", "ρT", 0.3, in: 0...1.5, "discount rate of a quarter"),
    ],
    constraints: [
      // B Φ(d) − c m²Δ⁻¹/2 is concave in the move m of the last week where B max φ′ < c.
      Constraint("bonus/cost", in: 0...4, "from 4.13 on the best last effort jumps, which a grid cannot follow") {
        $0["bonus"] / $0["cost"]
      }
    ],
    expected: { p in
      [Expectation("last mean effort over the first", Portable.exp(p["discount"]), .near(2e-3))]
    },
    measured: { p, _ in
      let oracle = oracle(p, discount: p["discount"]), policy = oracle.best().policy
      let ratio = oracle.follow(policy).lastEffort / WeeklyOracle.interpolate(policy[0], at: 0)
      // The last decision is twelve weeks after the first.
      return [.exact(Portable.pow(ratio, 13.0 / 12))]
    })

  /// Pairs of mirrored sellers who take their efforts from a policy on the grid.
  private static func live(
    _ p: Point, _ policy: [[Double]], _ draws: Draws
  ) -> (value: [Double], attained: [Double]) {
    var values: [Double] = [], attained: [Double] = []
    for seller in 0..<1_024 as Range<UInt32> {
      var sales = [0.0, 0], costs = [0.0, 0]
      for week in 0..<WeeklyOracle.weeks {
        let shock =
          WeeklyOracle.step.squareRoot()
          * draws.normal(at: DrawAddress(entity: seller, week: UInt32(week), process: 910, draw: 0))
        for (side, sign) in [1.0, -1].enumerated() {
          let effort = WeeklyOracle.interpolate(policy[week], at: sales[side])
          costs[side] += p["cost"] / 2 * effort * effort * WeeklyOracle.step
          sales[side] += effort * WeeklyOracle.step + sign * shock
        }
      }
      let reached = sales.map { $0 >= p["quota"] ? 1.0 : 0 }
      attained.append((reached[0] + reached[1]) / 2)
      values.append(p["bonus"] * attained[attained.count - 1] - (costs[0] + costs[1]) / 2)
    }
    return (values, attained)
  }

  /// e = σ(K − 1) φ(d)/{√τ [1 + (K − 1) Φ(d)]}: science 1.5 as it stands there.
  private struct Closed {
    private let quota, gain: Double

    init(_ p: Point) {
      quota = p["quota"]
      gain = Portable.expm1(p["bonus"] / p["cost"])
    }

    func effort(sales: Double, week: Int) -> Double {
      let tau = Double(WeeklyOracle.weeks - week) / Double(WeeklyOracle.weeks), d = (sales - quota) / tau.squareRoot()
      return gain * Portable.normalDensity(d) / (tau.squareRoot() * (1 + gain * Portable.normalCDF(d)))
    }
  }
}
