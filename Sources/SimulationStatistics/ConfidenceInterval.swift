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

  /// Half the width, t·s/√n.
  public var halfWidth: Double { (high - low) / 2 }
}

/// Student's t at one confidence level, each number of degrees of freedom computed once: tables have thousands of
/// rows with the same n.
public struct CriticalValues: Sendable {
  public let level: Double
  private var known: [Int: Double] = [:]

  /// - Parameter level: the confidence level, in 0…1.
  public init(level: Double = 0.95) { self.level = level }

  /// The critical value for a mean of `count` numbers; NaN for fewer than two.
  public mutating func value(count: Int) -> Double {
    guard count > 1 else { return .nan }
    if let value = known[count] { return value }
    let value = StudentT.quantile((1 + level) / 2, degreesOfFreedom: Double(count - 1))
    known[count] = value
    return value
  }
}
