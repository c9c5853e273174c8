/// A mean over trials with everything that its error is made of.
///
/// Without anything estimated beside it, the error is s/√n with n − 1 degrees of freedom. With it variances add up, and
/// degrees of freedom are Welch's and Satterthwaite's, V²/(Σ Vₖ²/νₖ) (Satterthwaite, Biometrics Bulletin 2, 1946).
public struct MeanEstimate: Sendable, Hashable {
  /// n.
  public let count: Int
  public let mean: Double
  public let standardError: Double
  public let degreesOfFreedom: Double

  /// - Parameters:
  ///   - sum: one number a trial.
  ///   - nuisance: what was estimated beside it.
  ///   - parting: of a paired difference, what a correction adds to the variances of its arms (``PartingNoise``): s²/n is
  ///     not taken below 2.25 of it over n². It does nothing where the numbers do not vary at all.
  /// - Returns: nil for fewer than two numbers, and where the error has no bound.
  public init?(_ sum: FixedPointSum, _ nuisance: NuisanceVariance = NuisanceVariance(), parting: Double = 0) {
    guard let mean = sum.mean, let seen = sum.standardError else { return nil }
    let own = seen > 0 ? max(seen, (PartingNoise.weight * parting).squareRoot() / Double(sum.count)) : 0
    (count, self.mean) = (sum.count, mean)
    let freedom = Double(sum.count - 1), other = nuisance.variance
    guard other.isFinite else { return nil }
    guard other > 0 else {
      (standardError, degreesOfFreedom) = (own, freedom)
      return
    }
    let total = own * own + other
    standardError = total.squareRoot()
    let (a, b) = (own * own / total, other / total)
    degreesOfFreedom = 1 / (a * a / freedom + b * b / nuisance.degreesOfFreedom)
  }

  private init(count: Int, mean: Double, standardError: Double, degreesOfFreedom: Double) {
    (self.count, self.mean) = (count, mean)
    (self.standardError, self.degreesOfFreedom) = (standardError, degreesOfFreedom)
  }

  /// The same with what a further sample adds, drawn apart from all others.
  public func adding(_ other: NuisanceVariance) -> MeanEstimate {
    let variance = other.variance, total = standardError * standardError + variance
    guard variance > 0 else { return self }
    let (a, b) = (standardError * standardError / total, variance / total)
    return MeanEstimate(
      count: count, mean: mean, standardError: total.squareRoot(),
      degreesOfFreedom: 1 / (a * a / degreesOfFreedom + b * b / other.degreesOfFreedom))
  }

  /// The t interval of the mean.
  public func interval(_ critical: inout CriticalValues) -> ConfidenceInterval {
    ConfidenceInterval(
      mean: mean, standardError: standardError,
      critical: standardError > 0 ? critical.value(degreesOfFreedom: degreesOfFreedom) : 0)
  }

  /// Two-sided p of the t test of a mean of 0; nil where nothing varies.
  public var pValue: Double? {
    guard standardError > 0 else { return nil }
    return min(1, 2 * StudentT.cdf(-(mean / standardError).magnitude, degreesOfFreedom: degreesOfFreedom))
  }
}
