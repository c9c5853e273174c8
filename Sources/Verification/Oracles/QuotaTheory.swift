import PortableMath

/// A quarter under bonus and commission: the exact solution of science 1.5 at the start, S = 0, σ = T = 1.
struct QuotaTheory {
  let bonus, cost, quota, commission, risk: Double

  /// - Parameter risk: absolute risk aversion r; 1/θ takes the place of c σ².
  init(bonus: Double, cost: Double, quota: Double, commission: Double = 0, risk: Double = 0) {
    self.bonus = bonus
    self.cost = cost
    self.quota = quota
    self.commission = commission
    self.risk = risk
  }

  /// θ = 1/(c σ²) − r.
  private var theta: Double { 1 / cost - risk }

  /// Distance to quota under commission's tilt, θβ/… in standard deviations.
  private var d: Double { theta * commission - quota }

  /// (e^{θB} − 1)/θ, B at θ = 0.
  private var jump: Double { theta == 0 ? bonus : Portable.expm1(theta * bonus) / theta }

  /// V = β²θ/2 + ln[1 + (e^{θB} − 1) Φ(d)]/θ.
  var value: Double {
    let above = Portable.normalCDF(d)
    let bonusValue = theta == 0 ? bonus * above : Portable.log1p(theta * jump * above) / theta
    return theta * commission * commission / 2 + bonusValue
  }

  /// e₀ = V_S/c.
  var firstEffort: Double {
    let slope = jump * Portable.normalDensity(d) / (1 + theta * jump * Portable.normalCDF(d))
    return (commission + slope) / cost
  }

  // Risk neutral from here on: under optimal effort S has the density of the no-effort normal times e^{G/(cσ²)}.

  /// P*; logit P* = logit Φ(d) + B/(cσ²).
  var attainment: Double {
    1 / (1 + Portable.exp(-bonus / cost) * Portable.normalCDF(-d) / Portable.normalCDF(d))
  }

  /// E[S_T] = e₀: effort is a martingale.
  var meanSales: Double { firstEffort }

  /// Expected cost of effort, E[G] − V.
  var effortCost: Double { commission * meanSales + bonus * attainment - value }

  /// Chance of ending between quota and `width` above it: e^{B/(cσ²)} times the no-effort normal, divided by the norm.
  func justAbove(_ width: Double) -> Double {
    let band = Portable.normalCDF(width - d) - Portable.normalCDF(-d)
    return band / (Portable.normalCDF(d) + Portable.exp(-bonus / cost) * Portable.normalCDF(-d))
  }
}
