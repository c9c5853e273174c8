import PortableMath

/// A two-sided interval for a mean, x̄ ± t·s/√n.
public struct ConfidenceInterval: Sendable, Hashable {
  public let low: Double
  public let high: Double

  /// - Parameters:
  ///   - mean: x̄.
  ///   - standardError: s/√n.
  ///   - critical: Student's t at (1 + level)/2 with n − 1 degrees of freedom: see ``CriticalValues``.
  public init(mean: Double, standardError: Double, critical: Double) {
    let halfWidth = critical * standardError
    low = mean - halfWidth
    high = mean + halfWidth
  }

  /// The interval of a sum's mean; nil for fewer than two numbers.
  public init?(of sum: FixedPointSum, level: Double = 0.95) {
    guard let mean = sum.mean, let error = sum.standardError else { return nil }
    let critical = StudentT.quantile((1 + level) / 2, degreesOfFreedom: Double(sum.count - 1))
    self.init(mean: mean, standardError: error, critical: critical)
  }

  /// Wilson's score interval of a probability (J. Am. Stat. Assoc. 22, 1927): inside 0…1, and not of width 0 where all
  /// trials agree. Ties that count half make the share vary less than it allows for.
  /// - Parameters:
  ///   - share: what was found, 0…1.
  ///   - count: n > 0.
  ///   - level: confidence level, in 0…1.
  public static func wilson(share: Double, count: Int, level: Double) -> ConfidenceInterval {
    let n = Double(count), z = Portable.normalQuantile((1 + level) / 2), factor = 1 / (1 + z * z / n)
    let centre = factor * (share + z * z / (2 * n))
    let half = factor * z * (share * (1 - share) / n + z * z / (4 * n * n)).squareRoot()
    // At the ends the two parts cancel but for rounding.
    return ConfidenceInterval(
      low: share > 0 ? max(0, centre - half) : 0, high: share < 1 ? min(1, centre + half) : 1)
  }

  init(low: Double, high: Double) { (self.low, self.high) = (low, high) }

  /// Half the width, t·s/√n.
  public var halfWidth: Double { (high - low) / 2 }
}

/// Student's t at one confidence level, each number of degrees of freedom computed once: tables have thousands of
/// rows with the same n.
public struct CriticalValues: Sendable {
  public let level: Double
  private var known: [Double: Double] = [:]

  /// - Parameter level: the confidence level, in 0…1.
  public init(level: Double = 0.95) { self.level = level }

  /// The critical value for ν degrees of freedom, whole or not; NaN for ν ≤ 0.
  public mutating func value(degreesOfFreedom nu: Double) -> Double {
    if let value = known[nu] { return value }
    let value = StudentT.quantile((1 + level) / 2, degreesOfFreedom: nu)
    known[nu] = value
    return value
  }

  /// The critical value for a mean of `count` numbers; NaN for fewer than two.
  public mutating func value(count: Int) -> Double { value(degreesOfFreedom: Double(count - 1)) }
}
