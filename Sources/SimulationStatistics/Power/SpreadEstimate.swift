/// A variance over trials with what is known of its own error.
public struct SpreadEstimate: Sendable, Hashable {
  /// s².
  public let variance: Double
  /// Degrees of freedom that s² is worth: n − 1 for normal numbers, fewer for heavy tails, 2/(Var s²/s⁴) with the sample's own
  /// kurtosis (Box, Biometrika 40, 1953).
  public let degreesOfFreedom: Double

  /// - Parameter values: one number a trial, without NaN.
  /// - Returns: nil for fewer than three, and where nothing varies.
  /// - Complexity: O(n)
  public init?(_ values: [Double]) {
    let n = Double(values.count)
    guard values.count > 2 else { return nil }
    let mean = values.reduce(0, +) / n
    var (second, fourth) = (0.0, 0.0)
    for value in values {
      let square = (value - mean) * (value - mean)
      second += square
      fourth += square * square
    }
    guard second > 0 else { return nil }
    variance = second / (n - 1)
    let kurtosis = fourth * n / (second * second), spread = (kurtosis - (n - 3) / (n - 1)) / n
    degreesOfFreedom = min(n - 1, max(1, 2 / spread))
  }

  /// - Parameters:
  ///   - variance: s², above 0.
  ///   - nu: degrees of freedom, at least 1.
  public init(variance: Double, degreesOfFreedom nu: Double) {
    (self.variance, degreesOfFreedom) = (variance, nu)
  }

  /// Factors that take s² to the ends of its interval, ν/χ².
  /// - Parameter level: confidence level, in 0…1.
  public func factors(level: Double) -> (low: Double, high: Double) {
    let nu = degreesOfFreedom
    return (
      nu / ChiSquare.quantile((1 + level) / 2, degreesOfFreedom: nu),
      nu / ChiSquare.quantile((1 - level) / 2, degreesOfFreedom: nu)
    )
  }
}
