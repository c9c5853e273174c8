import CVectorMath

extension Portable {
  /// φ(x), the density of the standard normal distribution. Relative error below 1e-15 for |x| ≤ 37.
  /// - Complexity: O(1)
  public static func normalDensity(_ x: Double) -> Double {
    guard Swift.abs(x) < 40 else { return x.isNaN ? x : 0 }
    // x² is split at 26 bits: rounded, its error would be multiplied by x²/2
    let coarse = Double(bitPattern: x.bitPattern & 0xffff_ffff_f800_0000)
    return exp(-0.5 * coarse * coarse) * exp(-0.5 * (x - coarse) * (x + coarse)) * 0x1.9884533d43651p-2
  }

  /// Φ(x), the distribution function of the standard normal. Relative error below 1e-15, in the lower tail down to x
  /// = −37 too.
  ///
  /// e^(−x²/2) times a polynomial for Mills' ratio in (|x| − 4)/(|x| + 4).
  /// - Complexity: O(1)
  public static func normalCDF(_ x: Double) -> Double { rm_normal_cdf1(x) }

  /// Φ⁻¹(p) for 0 ≤ p ≤ 1 (∓∞ at the ends, NaN outside). Relative error below 2e-15 down to p = 1e-300.
  ///
  /// Wichura, AS 241, Applied Statistics 37 (1988) 477-484.
  /// - Complexity: O(1)
  public static func normalQuantile(_ p: Double) -> Double { rm_normal_quantile1(p) }
}
