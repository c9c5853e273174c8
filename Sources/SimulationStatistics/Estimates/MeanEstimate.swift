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

  /// A mean less another that rests on independent trials (Welch), each with what was estimated beside it.
  ///
  /// - Parameters:
  ///   - a: one number a trial.
  ///   - b: the same of the other sample.
  ///   - nuisances: what was estimated beside each.
  ///   - sharesNuisances: whether that has random draws in common. How the two go together is then not known, and their
  ///     standard errors are added up, which is no less than what they can come to.
  /// - Returns: nil for fewer than two numbers in either, and where an error has no bound.
  public static func difference(
    of a: FixedPointSum, less b: FixedPointSum, _ nuisances: (NuisanceVariance, NuisanceVariance),
    sharesNuisances: Bool
  ) -> MeanEstimate? {
    guard let x = MeanEstimate(a), let y = MeanEstimate(b) else { return nil }
    let (first, second) = nuisances
    var parts = [x, y].map { (variance: $0.standardError * $0.standardError, freedom: $0.degreesOfFreedom) }
    if sharesNuisances {
      let error = first.variance.squareRoot() + second.variance.squareRoot()
      parts.append((error * error, min(first.degreesOfFreedom, second.degreesOfFreedom)))
    } else {
      parts += [first, second].map { ($0.variance, $0.degreesOfFreedom) }
    }
    let total = parts.reduce(0) { $0 + $1.variance }
    guard total.isFinite else { return nil }
    let weights = parts.reduce(0) { $0 + $1.variance * $1.variance / $1.freedom }
    return MeanEstimate(
      count: min(x.count, y.count), mean: x.mean - y.mean, standardError: total.squareRoot(),
      degreesOfFreedom: total > 0 ? total * total / weights : x.degreesOfFreedom + y.degreesOfFreedom)
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
