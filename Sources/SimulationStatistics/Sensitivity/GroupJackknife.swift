/// Estimates with intervals from groups of data that are independent of each other, each left out once.
///
/// The jackknife for groups of any size (Busing, Meijer & van der Leeden, Stat. Comput. 9 (1999) 3): with n of N units in
/// group k, hₖ = N/nₖ and pseudo-values hₖθ̂ − (hₖ − 1)θ̂₍ₖ₎, whose variance about their mean divided by hₖ − 1 and averaged
/// is that of θ̂. Intervals are θ̂ ± t(K − 1) standard errors. For the mean of single numbers these are the ordinary ones.
struct GroupJackknife {
  /// Standard errors, one an estimate.
  let standardErrors: [Double]
  /// Student's t of the level with K − 1 degrees of freedom.
  let critical: Double

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
    critical = StudentT.quantile((1 + level) / 2, degreesOfFreedom: count - 1)
  }

  func interval(_ place: Int, about value: Double) -> ConfidenceInterval {
    ConfidenceInterval(mean: value, standardError: standardErrors[place], critical: critical)
  }
}
