import PortableMath
import SalesForce

/// What somebody who applies can expect to earn.
enum Offers {
  static let expectedPay = Check(
    "offer", "expected pay of an applicant",
    law: "α + (βS + E[Δβ (X − Q)⁺ + B T 1{X ≥ Q}]/T + W/10) σ_Q/13, X ~ N(S T, T), S = S̄ e^t, by quadrature",
    source: "science 1.5; model, section 7",
    parameters: [
      CheckParameter("salary", "α", 0.6, in: 0...3, unit: "pay units", "base salary of a week"),
      CheckParameter("commission", "β", 0.08, in: 0...0.5, "commission rate"),
      CheckParameter("accelerator", "Δβ", 0.05, in: 0...0.5, "commission added above quota"),
      CheckParameter("bonus", "B", 0.2, in: 0...2, unit: "σ_Q per quarter", "bonus for reaching quota"),
      CheckParameter("prize", "W", 0.1, in: 0...2, unit: "σ_Q per quarter", "prize of a tenth of the sellers"),
      CheckParameter("weeks", "T", 13, in: 4...26, unit: "weeks", whole: true, "length of the quota period"),
      CheckParameter("sales", "S̄", 1.4, in: 0...5, unit: "σ_Q per quarter", "what those who are there sell"),
      CheckParameter("quota", "Q", 1.3, in: 0...6, unit: "σ_Q per period", "their mean quota"),
      CheckParameter("ahead", "t", 0.3, in: -1...1, unit: "log", "how much more of talent the applicant has"),
    ],
    expected: { p in
      let quarters = p["weeks"] / 13, sold = p["sales"] * Portable.exp(p["ahead"])
      let unit = dealMean * (4 * Portable.exp(dealSpread * dealSpread)).squareRoot()
      let mean = sold * quarters, sd = quarters.squareRoot(), edge = (p["quota"] - mean) / sd
      let lump = integral(from: edge) { z in
        p["accelerator"] * (mean + sd * z - p["quota"]) + p["bonus"] * quarters
      }
      let quarterly = p["commission"] * sold + lump / quarters + p["prize"] / 10
      return [Expectation("pay of a week", p["salary"] + unit / 13 * quarterly, .exact(1e-9))]
    },
    measured: { p, session in
      var bench = Bench(
        seats: 20, seed: session.seed,
        [
          "common.deal_mean": dealMean, "common.deal_log_sd": dealSpread, "hiring.talent_log_sd": 0,
          "hiring.talent_log_sd_complex": 0,
        ],
        levers: [
          .salary: p["salary"], .commission: p["commission"], .accelerator: p["accelerator"], .bonus: p["bonus"],
          .contest: p["prize"], .quotaPeriod: p["weeks"],
        ])
      bench.firm[.periodLength] = p["weeks"]
      bench.firm[.talent].fill(-p["ahead"])
      bench.firm[.salesRate].fill(p["sales"])
      bench.firm[.fullQuota].fill(p["quota"])
      bench.firm[.filled][7] = 0
      bench.firm[.vacancy][7] = 0
      bench.pass("hiring")
      return [.exact(bench.firm[.payRate][7])]
    })

  private static let dealMean = 16.25, dealSpread = 0.8

  /// ∫ φ(z) f(z) dz above a point.
  private static func integral(from low: Double, of f: (Double) -> Double) -> Double {
    let start = min(12, max(-12, low))
    return Quadrature.integral(from: start, to: 12, panels: 96) { Portable.normalDensity($0) * f($0) }
  }
}
