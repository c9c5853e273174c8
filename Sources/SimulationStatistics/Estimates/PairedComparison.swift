/// Two regimes on the same trials: mean difference, its certainty, how often one beats the other, and what pairing
/// bought.
///
/// Everything rests on exact fixed-point sums of a, b, a − b and a + b, so any order or split of the trials gives the
/// same bits. Covariance is (Var(a + b) − Var(a − b))/4.
public struct PairedComparison: Sendable, Hashable {
  private let resolution: Resolution
  private var first, second, difference, total: FixedPointSum
  private var wins = 0
  private var ties = 0

  public init(_ resolution: Resolution) {
    self.resolution = resolution
    first = FixedPointSum(resolution)
    second = FixedPointSum(resolution)
    difference = FixedPointSum(resolution)
    total = FixedPointSum(resolution)
  }

  /// Takes a trial; one in which either has no value is left out.
  /// - Parameters:
  ///   - a: the first regime's value, as means are made of it.
  ///   - b: the second's.
  ///   - lived: the values as they are set against each other to see who beats whom; nil where they are the same.
  ///   - isTie: whether neither beats the other whatever `lived` says: what is equal in both by nature (nobody left, say) is
  ///     not parted by a shift that all trials get.
  /// - Throws: ``FixedPointError`` for infinities and values beyond half the resolution's limit.
  public mutating func add(
    _ a: Double, _ b: Double, lived: (a: Double, b: Double)? = nil, isTie: Bool = false
  ) throws(FixedPointError) {
    guard !a.isNaN, !b.isNaN else { return }
    let x = try resolution.quantise(a)
    let y = try resolution.quantise(b)
    // Sums of two quantised values need one bit more.
    let limit = Int64(1) << 61
    guard x.magnitude < limit, y.magnitude < limit else {
      throw .tooLarge(max(a.magnitude, b.magnitude), limit: resolution.limit / 2)
    }
    first.add(quantised: x)
    second.add(quantised: y)
    difference.add(quantised: x - y)
    total.add(quantised: x + y)
    let ahead =
      try lived.map { live throws(FixedPointError) in
        (a: try resolution.quantise(live.a), b: try resolution.quantise(live.b))
      } ?? (a: x, b: y)
    if isTie || ahead.a == ahead.b { ties += 1 } else if ahead.a > ahead.b { wins += 1 }
  }

  /// What the pairs say.
  /// - Parameters:
  ///   - critical: critical values of Student's t at the interval's level.
  ///   - nuisance: what was estimated beside the difference.
  ///   - parting: what a correction adds to the variances of the regimes (``PartingNoise``).
  public func result(
    _ critical: inout CriticalValues, nuisance: NuisanceVariance = NuisanceVariance(), parting: Double = 0
  ) -> Result {
    let n = difference.count
    guard n > 0 else { return .undefined(n: n) }
    if ties == n, difference.mean == 0, difference.variance ?? 0 == 0 { return .identical(n: n) }
    guard let estimate = MeanEstimate(difference, nuisance, parting: parting), let spread = difference.variance,
      let sum = total.variance, let a = first.variance, let b = second.variance
    else { return .undefined(n: n) }
    let interval = estimate.interval(&critical)
    let share = (Double(wins) + Double(ties) / 2) / Double(n)
    return .different(
      Difference(
        n: n, mean: estimate.mean, low: interval.low, high: interval.high, pValue: estimate.pValue,
        winShare: share, winShareInterval: .wilson(share: share, count: n, level: critical.level),
        correlation: a > 0 && b > 0 ? max(-1, min(1, (sum - spread) / 4 / (a.squareRoot() * b.squareRoot()))) : nil,
        varianceRatio: spread > 0 ? (a + b) / spread : nil))
  }

  public enum Result: Sendable, Hashable {
    /// Equal in every trial: there is nothing to test.
    case identical(n: Int)
    /// Too few trials in which both have a value.
    case undefined(n: Int)
    case different(Difference)
  }

  public struct Difference: Sendable, Hashable {
    /// Trials in which both have a value.
    public let n: Int
    /// Mean of a − b.
    public let mean: Double
    /// Ends of the t interval of the mean.
    public let low, high: Double
    /// Two-sided p of the paired t test; nil where all differences are equal.
    public let pValue: Double?
    /// P(a > b) + P(a = b)/2.
    public let winShare: Double
    /// Its interval.
    public let winShareInterval: ConfidenceInterval
    /// Between a and b over trials; nil where one never varies.
    public let correlation: Double?
    /// (Var a + Var b)/Var(a − b): by how much independent trials would have to be more numerous for the same
    /// certainty; nil where the differences never vary.
    public let varianceRatio: Double?
  }
}
