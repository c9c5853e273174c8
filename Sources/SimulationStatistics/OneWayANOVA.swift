import PortableMath

/// One-way analysis of variance: do groups differ in mean?
///
/// Values are first taken relative to one of them, which is exact for numbers close together and keeps the digits of
/// data like NIST's SmLs09 (leading digits 10¹², differences 0.1).
public struct OneWayANOVA: Sendable, Hashable {
  /// Groups and values.
  public let groupCount: Int
  public let n: Int
  /// Sums of squares of group means about the grand mean, and of values about their group's mean.
  public let betweenSumOfSquares: Double
  public let withinSumOfSquares: Double
  /// k − 1 and n − k.
  public let betweenDegrees: Int
  public let withinDegrees: Int
  /// Ratio of mean squares; undefined when no value differs from its group's mean.
  public let f: Defined<Double>
  /// P(F ≥ f) when all groups have one mean.
  public let pValue: Defined<Double>
  /// Between as a share of total sum of squares; undefined for constant data.
  public let rSquared: Defined<Double>
  /// The residual standard deviation, √(within / (n − k)).
  public let residualSD: Double

  /// - Parameter groups: at least two, none empty, with more values than groups; all finite.
  /// - Throws: ``StatisticsError``.
  /// - Complexity: O(n)
  public init(groups: [[Double]]) throws(StatisticsError) {
    guard groups.count > 1 else {
      throw .tooFew(function: "ANOVA", what: "groups", count: groups.count, needed: 2)
    }
    let total = groups.reduce(0) { $0 + $1.count }
    for (j, group) in groups.enumerated() {
      guard !group.isEmpty else { throw .tooFew(function: "ANOVA", what: "values in group \(j)", count: 0, needed: 1) }
      if let row = group.firstIndex(where: { !$0.isFinite }) {
        throw .linearAlgebra(.notFinite(function: "ANOVA", argument: "groups", row: row, column: j))
      }
    }
    guard total > groups.count else {
      throw .tooFew(function: "ANOVA", what: "values", count: total, needed: groups.count + 1)
    }
    let origin = groups[0][0]
    var grand = 0.0
    var means: [Double] = []
    var within = 0.0
    for group in groups {
      let mean = Self.mean(group.lazy.map { $0 - origin })
      means.append(mean)
      grand += mean * Double(group.count)
      for value in group {
        let d = (value - origin) - mean
        within += d * d
      }
    }
    grand /= Double(total)
    var between = 0.0
    for (mean, group) in zip(means, groups) { between += Double(group.count) * (mean - grand) * (mean - grand) }
    // A group of equal values leaves rounding only.
    let isFlat = groups.allSatisfy { group in group.allSatisfy { $0 == group[0] } }
    if isFlat { within = 0 }
    let isConstant = isFlat && groups.allSatisfy { $0[0] == origin }
    if isConstant { between = 0 }
    groupCount = groups.count
    n = total
    betweenDegrees = groups.count - 1
    withinDegrees = total - groups.count
    betweenSumOfSquares = between
    withinSumOfSquares = within
    residualSD = (within / Double(withinDegrees)).squareRoot()
    rSquared = isConstant ? .failure(.constant) : .success(between / (between + within))
    if isFlat {
      (f, pValue) = (.failure(.constant), .failure(.constant))
    } else {
      let ratio = between / Double(betweenDegrees) / (within / Double(withinDegrees))
      f = .success(ratio)
      pValue = .success(FDistribution.upperTail(ratio, betweenDegrees, withinDegrees))
    }
  }

  /// The mean, with the mean of what is left added: rounding of the sum no longer counts.
  private static func mean(_ values: some Collection<Double>) -> Double {
    let n = Double(values.count)
    let first = values.reduce(0, +) / n
    return first + values.reduce(0) { $0 + ($1 - first) } / n
  }
}

/// Fisher's F distribution.
enum FDistribution {
  /// P(F ≥ f), an incomplete beta function at ν₂/(ν₂ + ν₁f).
  static func upperTail(_ f: Double, _ degrees1: Int, _ degrees2: Int) -> Double {
    guard f > 0 else { return 1 }
    let (d1, d2) = (Double(degrees1), Double(degrees2))
    return Portable.incompleteBeta(d2 / 2, d1 / 2, d2 / (d2 + d1 * f))
  }
}
