/// Estimates with intervals from groups of data that are independent of each other, each left out once.
///
/// The jackknife for groups of any size (Busing, Meijer & van der Leeden, Stat. Comput. 9 (1999) 3): with n of N units in
/// group k, hₖ = N/nₖ and pseudo-values hₖθ̂ − (hₖ − 1)θ̂₍ₖ₎, whose variance about their mean divided by hₖ − 1 and averaged
/// is that of θ̂. Intervals are θ̂ ± t standard errors with K − 1 degrees of freedom. For the mean of single numbers these are the ordinary ones.
struct GroupJackknife {
  /// Standard errors and their degrees of freedom, one an estimate.
  let standardErrors: [Double]
  private let degrees: [Double]
  private let level: Double

  /// - Parameters:
  ///   - estimates: from all groups.
  ///   - sizes: units of each group, none 0; at least two groups.
  ///   - level: the confidence level, in 0…1.
  ///   - without: the estimates without a group.
  init(_ estimates: [Double], sizes: [Int], level: Double, without: (Int) -> [Double]) {
    let total = Double(sizes.reduce(0, +)), count = Double(sizes.count)
    let left = sizes.indices.map(without)
    standardErrors = estimates.indices.map { place in
      let theta = estimates[place]
      var centre = count * theta
      for (group, size) in sizes.enumerated() { centre -= (1 - Double(size) / total) * left[group][place] }
      var variance = 0.0
      for (group, size) in sizes.enumerated() {
        let h = total / Double(size), gap = h * theta - (h - 1) * left[group][place] - centre
        variance += gap * gap / (h - 1)
      }
      return (variance / count).squareRoot()
    }
    degrees = estimates.map { _ in count - 1 }
    self.level = level
  }

  private init(standardErrors: [Double], degrees: [Double], level: Double) {
    (self.standardErrors, self.degrees, self.level) = (standardErrors, degrees, level)
  }

  /// With another's variances added, of groups that cross these; degrees of freedom after Welch and Satterthwaite.
  func crossed(with other: GroupJackknife) -> GroupJackknife {
    let variances = zip(standardErrors, other.standardErrors).map { ($0 * $0, $1 * $1) }
    return GroupJackknife(
      standardErrors: variances.map { ($0 + $1).squareRoot() },
      degrees: zip(variances, zip(degrees, other.degrees)).map { variance, degrees in
        let (a, b) = variance, below = a * a / degrees.0 + b * b / degrees.1
        return below > 0 ? (a + b) * (a + b) / below : min(degrees.0, degrees.1)
      }, level: level)
  }

  func interval(_ place: Int, about value: Double) -> ConfidenceInterval {
    let critical = StudentT.quantile((1 + level) / 2, degreesOfFreedom: degrees[place])
    return ConfidenceInterval(mean: value, standardError: standardErrors[place], critical: critical)
  }

  func index(_ place: Int, _ value: Double) -> SensitivityIndex {
    SensitivityIndex(value, standardError: standardErrors[place], interval: interval(place, about: value))
  }
}
