import PortableMath

/// Symmetric contests of n sellers for k equal prizes, by integrals of their definitions (science 1.4).
enum ContestTheory {
  /// m(n,k) = E[φ(z_U)], U ~ Beta(n−k, k), over u; the model integrates over z.
  static func marginalChance(sellers n: Int, prizes k: Int) -> Double {
    let logBeta = Portable.logGamma(Double(n - k)) + Portable.logGamma(Double(k)) - Portable.logGamma(Double(n))
    return Quadrature.unitIntegral { u, rest in
      let z = Portable.normalQuantile(min(u, rest))
      let logDensity =
        Double(n - k - 1) * Portable.log(max(u, 1e-300)) + Double(k - 1) * Portable.log(max(rest, 1e-300)) - logBeta
      return Portable.normalDensity(z) * Portable.exp(logDensity)
    }
  }

  /// The chance of a prize for somebody whose sales are lifted by `lift` standard deviations, all others being equal:
  /// ∫ φ(z − Δ) P(fewer than k of n − 1 are above z) dz.
  static func chance(sellers n: Int, prizes k: Int, lift: Double) -> Double {
    Quadrature.integral(from: lift - 9, to: lift + 9, panels: 200) { z in
      let below = Portable.normalCDF(z), above = Portable.normalCDF(-z)
      var chance = 0.0, ways = 1.0
      for winners in 0..<k {
        chance +=
          ways * Portable.pow(above, Double(winners)) * Portable.pow(below, Double(n - 1 - winners))
        ways *= Double(n - 1 - winners) / Double(winners + 1)
      }
      return Portable.normalDensity(z - lift) * chance
    }
  }
}
