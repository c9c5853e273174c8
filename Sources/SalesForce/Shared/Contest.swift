import PortableMath

/// Marginal chance of winning a symmetric contest.
package enum Contest {
  /// m(n,k) = E[φ(z_U)], U ~ Beta(n−k, k): what a unit of effort, in standard deviations of the sales noise, adds to
  /// the chance of one of k equal prizes among n equal sellers (Lazear & Rosen 1981; science 1.4).
  ///
  /// As an integral over z it is ∫ φ(z)² Φ(z)^{n−k−1} (1−Φ(z))^{k−1} dz / B(n−k, k), whose integrand dies out
  /// on both sides: the trapezoid rule converges geometrically, and 2,000 steps over ±10 leave less than 1e-12.
  /// - Parameters:
  ///   - n: sellers, at least 2; fewer have nobody to beat and the result is 0.
  ///   - k: prizes, 1 up to n − 1.
  /// - Complexity: O(steps).
  package static func marginalChance(n: Int, k: Int) -> Double {
    guard n >= 2, k >= 1, k < n else { return 0 }
    let logBeta =
      Portable.logGamma(Double(n - k)) + Portable.logGamma(Double(k)) - Portable.logGamma(Double(n))
    let steps = 2_000, reach = 10.0
    let width = 2 * reach / Double(steps)
    var sum = 0.0
    for step in 0...steps {
      let z = -reach + width * Double(step)
      let logDensity = -0.5 * z * z - 0.9189385332046727
      let logIntegrand =
        2 * logDensity + Double(n - k - 1) * Portable.log(Portable.normalCDF(z))
        + Double(k - 1) * Portable.log(Portable.normalCDF(-z)) - logBeta
      sum += Portable.exp(logIntegrand)
    }
    return sum * width
  }
}

/// Winners of the firm's sales contest.
package enum ContestSize {
  /// A tenth of the seats, at least one.
  package static func winners(seats: Int) -> Int { max(1, Int((PayTerms.winners * Double(seats)).rounded())) }
}
