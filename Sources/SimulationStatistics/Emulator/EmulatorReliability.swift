import PortableMath

/// Whether an emulator's intervals hold what they promise: its data predicted each from all others.
public struct EmulatorReliability: Sendable, Hashable {
  /// Points.
  public let count: Int
  /// The share of outputs inside their 95 % leave-one-out interval.
  public let coverage: Double
  /// What coverage is acceptable: .92 to .98, or as wide as the share of right intervals varies by chance where that is
  /// wider (up to some 400 points). See ``errorRate``.
  public let acceptable: ClosedRange<Double>
  /// Q² = 1 − Σ(y − prediction from the others)²/Σ(y − ȳ)²: the share of the outputs' variance that is predicted.
  public let qSquared: Double
  /// R² = 1 − Σ(y − fit)²/Σ(y − ȳ)², of the outputs that were fitted.
  public let rSquared: Double
  /// The largest of the standardised leave-one-out errors, by size.
  public let largestError: Double

  /// Why the emulator is refused; nil where it is not.
  public var refusal: String? {
    guard !acceptable.contains(coverage) else { return nil }
    let range = "\(Self.percent(acceptable.lowerBound)) to \(Self.percent(acceptable.upperBound))"
    let fault = coverage < acceptable.lowerBound ? "too narrow" : "too wide"
    return "its 95 % intervals hold \(Self.percent(coverage)) % of \(count) outputs left out, expected \(range): "
      + "they are \(fault)"
  }

  /// Whether the coverage is acceptable.
  public var isReliable: Bool { refusal == nil }

  init(leftOut: [LeftOut], residuals: [Double]) {
    count = leftOut.count
    let n = Double(count), critical = Portable.normalQuantile(0.975)
    coverage = Double(leftOut.count { $0.standardised.magnitude <= critical }) / n
    largestError = leftOut.reduce(0) { max($0, $1.standardised.magnitude) }
    let mean = leftOut.reduce(0) { $0 + $1.output / n }
    let total = leftOut.reduce(0) { $0 + ($1.output - mean) * ($1.output - mean) }
    qSquared = 1 - leftOut.reduce(0) { $0 + ($1.output - $1.mean) * ($1.output - $1.mean) } / total
    rSquared = 1 - residuals.reduce(0) { $0 + $1 * $1 } / total
    acceptable = Self.acceptable(count)
  }

  /// How often an emulator whose intervals are right is refused, at most: its errors left out count as independent, half of
  /// the rate on either side. From some 400 points on .92 to .98 leaves more room than that.
  public static let errorRate = 0.01

  /// The range of acceptable coverage with n points.
  ///
  /// Of right intervals X ~ binomial(n, .95) hold their output. The range begins at the least k with P(X ≤ k) above half the
  /// error rate, and ends at the greatest with P(X ≥ k) above it, unless .92 and .98 lie farther out.
  /// - Complexity: O(log n)
  static func acceptable(_ n: Int) -> ClosedRange<Double> {
    let low = first(in: 0...n) { upperTail($0 + 1, n) < 1 - errorRate / 2 }
    let high = first(in: 0...n) { upperTail($0 + 1, n) <= errorRate / 2 }
    return min(0.92, Double(low) / Double(n))...max(0.98, Double(high) / Double(n))
  }

  /// The least number that is so, where all after it are so too and the last is.
  private static func first(in range: ClosedRange<Int>, _ isSo: (Int) -> Bool) -> Int {
    var (low, high) = (range.lowerBound, range.upperBound)
    while low < high {
      let middle = (low + high) / 2
      if isSo(middle) { high = middle } else { low = middle + 1 }
    }
    return low
  }

  /// P(X ≥ k), X the number of right intervals.
  private static func upperTail(_ k: Int, _ n: Int) -> Double {
    if k <= 0 { return 1 }
    if k > n { return 0 }
    return Portable.incompleteBeta(Double(k), Double(n - k + 1), 0.95)
  }

  private static func percent(_ share: Double) -> String {
    let tenths = Int((share * 1000).rounded())
    return tenths.isMultiple(of: 10) ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
  }
}
