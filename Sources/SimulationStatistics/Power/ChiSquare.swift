import PortableMath

/// The chi-square distribution, as far as intervals of a variance need it.
enum ChiSquare {
  /// The value below which a fraction p of the distribution lies, by bisection to the last bit.
  /// - Parameters:
  ///   - p: in 0…1, both excluded.
  ///   - nu: degrees of freedom, above 0.
  /// - Complexity: some seventy incomplete gamma functions
  static func quantile(_ p: Double, degreesOfFreedom nu: Double) -> Double {
    guard p > 0, p < 1, nu > 0 else { return .nan }
    var low = 0.0, high = max(1, nu)
    while Portable.incompleteGamma(nu / 2, high / 2) < p { high *= 2 }
    while true {
      let middle = low + (high - low) / 2
      guard middle > low, middle < high else { return high }
      if Portable.incompleteGamma(nu / 2, middle / 2) < p { low = middle } else { high = middle }
    }
  }
}
