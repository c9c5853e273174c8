import PortableMath

/// Whether an emulator's intervals hold what they promise: its data predicted each from all others.
public struct EmulatorReliability: Sendable, Hashable {
  /// Points.
  public let count: Int
  /// The share of outputs inside their 95 % leave-one-out interval.
  public let coverage: Double
  /// What coverage is acceptable: .92 to .98; with fewer than 100 points, as wide as the share of right intervals varies
  /// with probability .99 (exact binomial).
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

  /// The range of acceptable coverage with n points.
  static func acceptable(_ n: Int) -> ClosedRange<Double> {
    guard n < 100 else { return 0.92...0.98 }
    let inside = (0...n).filter { k in
      // P(X ≤ k) > .005 and P(X ≥ k) > .005 for X binomial(n, .95).
      upperTail(k + 1, n) < 0.995 && upperTail(k, n) > 0.005
    }
    let low = Double(inside.first ?? 0) / Double(n), high = Double(inside.last ?? n) / Double(n)
    return min(0.92, low)...max(0.98, high)
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
