import SalesForce

/// V1-V3: commission, an unmeasured task, team pay.
enum LinearPay {
  static let costRange = 0.05...10.0

  static let commission = Check(
    "V1", "effort and surplus under commission", law: "e = β/c; surplus β/c − β²/(2c) − rβ²/2; β* = 1/(1 + r c σ²)",
    source: "science 1.1; Holmström & Milgrom 1987",
    parameters: [
      CheckParameter("risk", "r", 2, in: 0...20, unit: "1/σ_Q", "absolute risk aversion"),
      CheckParameter("cost", "c", 0.5, in: costRange, "curvature of the cost of effort"),
      CheckParameter("commission", "β", 0.5, in: 0...1, "commission rate"),
    ],
    expected: { p in
      let (r, c, beta) = (p["risk"], p["cost"], p["commission"])
      let best = 1 / (1 + r * c)
      return [
        Expectation("effort", beta / c, .exact(1e-12), known: Known("V1", "effort")),
        Expectation(
          "surplus", beta / c - beta * beta / (2 * c) - r * beta * beta / 2, .exact(1e-12),
          known: Known("V1", "surplus")),
        Expectation("best commission", best, .exact(1e-9), known: Known("V1", "best_commission")),
        // A parabola's best point on a grid is the nearest; a tie takes the lower.
        Expectation("best commission of a grid of 41", (best * 40 - 1e-9).rounded() / 40, .exact(1e-12)),
      ]
    },
    measured: { p, session in
      var bench = Bench(
        seats: 5, seed: session.seed,
        [
          "common.risk_aversion": p["risk"], "common.cost_curvature": p["cost"], "common.substitution_simple": 0,
          "effort.professional_floor": 0,
        ])
      bench.keepPayAlone()
      let grid = (0...40).map { Double($0) / 40 }
      let values = grid.map { surplus(&bench, commission: $0, motivation: 0) }
      let top = grid.indices.max { values[$0] < values[$1] } ?? 0
      let best = peak { surplus(&bench, commission: $0, motivation: 0) }
      let asked = surplus(&bench, commission: p["commission"], motivation: 0)
      return [.exact(bench.firm[.effort][3]), .exact(asked), .exact(best), .exact(grid[top])]
    })

  static let multitask = Check(
    "V2", "best commission beside a task that nobody measures",
    law: "β* = (p₁ − γp₂)/(1 + r σ² c (1 − γ²)), p₁ = p₂ = 1",
    source: "science 1.3; Holmström & Milgrom 1991",
    parameters: [
      CheckParameter("risk", "r", 1, in: 0.05...20, unit: "1/σ_Q", "absolute risk aversion"),
      CheckParameter("cost", "c", 1, in: costRange, "curvature of the cost of effort"),
      CheckParameter("substitution", "γ", 0.5, in: 0...0.95, "how much the two tasks crowd each other out"),
    ],
    expected: { p in
      let gamma = p["substitution"]
      return [
        Expectation(
          "best commission", (1 - gamma) / (1 + p["risk"] * p["cost"] * (1 - gamma * gamma)), .exact(1e-8),
          known: Known("V2", "best_commission"))
      ]
    },
    measured: { p, session in
      var bench = Bench(
        seats: 5, seed: session.seed,
        [
          "common.risk_aversion": p["risk"], "common.cost_curvature": p["cost"],
          "common.substitution_simple": p["substitution"], "common.crowding": 0, "effort.professional_floor": 0,
        ])
      bench.keepPayAlone()
      bench.firm[.autonomy].fill(1)
      // Motivation moves both tasks, so that neither is at its corner.
      return [.exact(peak { surplus(&bench, commission: $0, motivation: 20) })]
    })

  static let team = Check(
    "V3", "effort where commission is pooled in a team", law: "e = β/(n c)", source: "science 1.3; Holmström 1982",
    parameters: [
      CheckParameter("team", "n", 4, in: 2...50, whole: true, "sellers who share"),
      CheckParameter("commission", "β", 0.5, in: 0...1, "commission rate"),
      CheckParameter("cost", "c", 0.5, in: costRange, "curvature of the cost of effort"),
    ],
    expected: { p in
      let each = p["commission"] / p["cost"]
      return [
        Expectation("effort", each / p["team"], .exact(1e-12), known: Known("V3", "effort")),
        Expectation("effort for team mates", each * (1 - 1 / p["team"]), .exact(1e-12)),
      ]
    },
    measured: { p, session in
      var bench = Bench(
        seats: 3 * p.whole("team"), span: p.whole("team"), seed: session.seed,
        ["common.cost_curvature": p["cost"], "common.substitution_simple": 0, "effort.professional_floor": 0],
        levers: [.commission: p["commission"], .teamShare: 1])
      bench.keepPayAlone()
      bench.pass("effort")
      return [.exact(bench.firm[.effort][1]), .exact(bench.firm[.supportEffort][1])]
    })

  /// Quarterly surplus of a seller: output and intrinsic pleasure less the ledger's cost of effort and risk premium.
  private static func surplus(_ bench: inout Bench, commission: Double, motivation: Double) -> Double {
    bench[.commission] = commission
    bench.firm[.motivation].fill(motivation)
    bench.beginWeek()
    bench.pass("effort")
    bench.pass("ledger")
    let quarter = Reference.quarter / bench.common.salesUnit / Double(bench.firm.seats)
    let (sell, help) = (bench.firm[.effort][0], bench.firm[.supportEffort][0])
    return (1 + motivation) * (sell + (motivation > 0 ? help : 0))
      - quarter * (bench.firm[.effortCost] + bench.firm[.riskPremium])
  }

  /// Where a function that is a parabola peaks.
  private static func peak(_ value: (Double) -> Double) -> Double {
    let (left, middle, right) = (value(0), value(0.5), value(1))
    return 0.5 + 0.25 * (left - right) / (left - 2 * middle + right)
  }
}
