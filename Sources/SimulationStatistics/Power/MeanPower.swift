/// How often the t test of a mean over trials tells a change of some size from noise, and says which way it goes.
///
/// The mean of n trials has the variance s²/n + u²/M(n): the second part is that of a rate that brings the trials to equal
/// cost, from M(n) further trials (``NuisanceVariance``). With V for it and ν by Welch and Satterthwaite (``MeanEstimate``)
/// the statistic of a true change δ is noncentral t, and power is P(T > t₁₋α/₂,ν), δ/√V the noncentrality: the textbook's
/// formula where nothing is corrected.
public struct MeanPower: Sendable {
  public let spread: SpreadEstimate
  /// u², the variance of the pull of one of the further trials; 0 where there are none.
  private let pull: Double
  /// M(n).
  private let pairs: @Sendable (Int) -> Int
  /// Confidence level of the test, 1 − α.
  public let confidence: Double

  /// Trials are looked for up to this number.
  public static let most = 1_000_000_000

  public init(
    _ spread: SpreadEstimate, pull: Double = 0, pairs: @escaping @Sendable (Int) -> Int = { _ in 1 },
    confidence: Double = 0.95
  ) {
    (self.spread, self.pull, self.pairs, self.confidence) = (spread, pull, pairs, confidence)
  }

  /// The same with the variance over trials at another value, such as an end of its interval.
  public func scaled(by factor: Double) -> MeanPower {
    MeanPower(
      SpreadEstimate(variance: spread.variance * factor, degreesOfFreedom: spread.degreesOfFreedom), pull: pull,
      pairs: pairs, confidence: confidence)
  }

  /// Standard error and degrees of freedom after n trials.
  private func error(_ n: Int) -> (error: Double, freedom: Double) {
    let own = spread.variance / Double(n), count = pairs(n), freedom = Double(n - 1)
    guard pull > 0, count > 1 else { return (own.squareRoot(), freedom) }
    let other = pull / Double(count), total = own + other, a = own / total, b = other / total
    return (total.squareRoot(), 1 / (a * a / freedom + b * b / Double(count - 1)))
  }

  /// n times the variance of the mean of n trials: s², and what the rate adds.
  public func wholeVariance(trials n: Int) -> Double {
    let error = error(n).error
    return error * error * Double(n)
  }

  /// P(the test tells it, and the right way).
  /// - Parameters:
  ///   - change: the true change's size, in the unit of the numbers.
  ///   - n: trials; below 2 there is no test.
  public func power(of change: Double, trials n: Int) -> Double {
    guard n > 1 else { return 0 }
    let (error, freedom) = error(n), critical = StudentT.quantile((1 + confidence) / 2, degreesOfFreedom: freedom)
    let delta = change.magnitude / error
    // Where the two are so far apart, the integral has nothing to add, and its arguments would overflow.
    if delta > 40 + critical { return 1 }
    return NoncentralT.upperTail(critical, degreesOfFreedom: freedom, noncentrality: delta)
  }

  /// The fewest trials with which a change is told with a power; nil where ``most`` do not do.
  public func trials(for change: Double, power: Double) -> Int? {
    guard change != 0 else { return nil }
    return Self.least { self.power(of: change, trials: $0) >= power }
  }

  /// The smallest change that n trials tell with a power; nil for fewer than two.
  /// - Complexity: some sixty values of ``power(of:trials:)``
  public func change(trials n: Int, power: Double) -> Double? {
    guard n > 1 else { return nil }
    var low = 0.0, high = error(n).error
    while self.power(of: high, trials: n) < power { high *= 2 }
    while high - low > 1e-12 * high {
      let middle = low + (high - low) / 2
      if self.power(of: middle, trials: n) < power { low = middle } else { high = middle }
    }
    return high
  }

  /// The least number from 2 on that does, where more always do when fewer do.
  private static func least(_ does: (Int) -> Bool) -> Int? {
    var (low, high) = (1, 2)
    while !does(high) {
      guard high < most else { return nil }
      (low, high) = (high, 2 * high)
    }
    while high - low > 1 {
      let middle = low + (high - low) / 2
      if does(middle) { high = middle } else { low = middle }
    }
    return high
  }
}
