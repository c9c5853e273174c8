import PortableMath
import RandomStreams

/// How sure one can be of what members of an ensemble come to, by drawing the members anew, each with all of its trials.
///
/// A replicate estimates the variances, and so the members' own values, again: the intervals hold what is uncertain in taking
/// the trials' noise out. Percentiles are wider than 2.5 and 97.5 %, by as much as Student's t exceeds the normal (the
/// expanded percentile interval: Hesterberg, Am. Stat. 69 (2015) 371, section 3.2). The interval of a share holds Wilson's
/// as well, since resampling members that all agree shows no doubt at all. With plain percentiles of 100 replicates, which are
/// narrower, intervals of the share covered the true one .89 to 1 in 36 planted cases (20 to 200 members of 4 trials whose
/// noise is .5 to 8 times the members' spread).
///
///     let resampling = MemberResampling(members: 50, key: StreamKey(seed: 1, trial: 0))
///     let sure = resampling.intervals(of: effects, share: (0, .infinity))
public struct MemberResampling: Sendable {
  /// Intervals, and standard errors of quantiles.
  public struct Intervals: Sendable, Hashable {
    /// Of the share of members between two numbers.
    public let share: ConfidenceInterval
    /// Of the members' 5 % and 95 % quantiles.
    public let lowError, highError: Double
  }

  /// The number of members that are drawn anew.
  public let members: Int
  private let replicates: Int
  /// How often each member was drawn, a row a replicate.
  private let counts: [Double]
  /// A standard normal number a replicate.
  private let shifts: [Double]

  /// - Parameters:
  ///   - members: 2 or more.
  ///   - replicates: 40 or more.
  ///   - key: of the draws.
  /// - Complexity: O(members · replicates)
  public init(members: Int, replicates: Int = 400, key: StreamKey) {
    precondition(members > 1 && replicates >= 40, "MemberResampling: \(members) members, \(replicates) replicates")
    (self.members, self.replicates) = (members, replicates)
    counts = ResamplingCounts(trialCount: members, key: key).counts(replicates: 0..<UInt32(replicates)).elements
    let draws = Draws(key)
    shifts = (0..<replicates).map {
      draws.normal(at: DrawAddress(entity: 0, week: UInt32($0), process: ResamplingCounts.process, draw: 1))
    }
  }

  /// - Parameters:
  ///   - effects: of so many members.
  ///   - region: the ends of what the share is of.
  ///   - level: confidence level of the interval.
  ///   - commonError: standard error of what was estimated beside the trials and moves all members alike; 0 where nothing was.
  /// - Returns: nil where that error is not finite, or hardly a replicate tells members and noise apart.
  /// - Complexity: O(members · replicates), and sorting members once
  public func intervals(
    of effects: MemberEffects, share region: (low: Double, high: Double), level: Double = 0.95, commonError: Double = 0
  ) -> Intervals? {
    precondition(effects.members == members, "MemberResampling: \(effects.members) members of \(members)")
    guard commonError.isFinite else { return nil }
    let all = effects.summaries, ascending = all.indices.sorted { all[$0].mean < all[$1].mean }
    var shares: [Double] = [], lows: [Double] = [], highs: [Double] = []
    var values = [(value: Double, weight: Double)](repeating: (0, 0), count: members)
    for replicate in 0..<replicates {
      let row = replicate * members
      guard let parts = MemberEffects.VarianceParts(all, weight: { counts[row + $0] }) else { continue }
      let shift = commonError * shifts[replicate]
      var share = 0.0
      for (place, member) in ascending.enumerated() {
        values[place] = (parts.value(of: all[member]) + shift, counts[row + member])
        share += values[place].weight * MemberEffects.part(values[place].value, region.low, region.high)
      }
      shares.append(share / Double(members))
      // Members with fewer trials are drawn nearer to the mean, which can change their order.
      if zip(values, values.dropFirst()).contains(where: { $0.value > $1.value }) {
        values.sort { $0.value < $1.value }
      }
      lows.append(quantile(0.05, values))
      highs.append(quantile(0.95, values))
    }
    guard shares.count >= replicates / 2 else { return nil }
    let k = Double(members), found = effects.share(from: region.low, to: region.high)
    let tail = Portable.normalCDF(
      -(k / (k - 1)).squareRoot() * StudentT.quantile((1 + level) / 2, degreesOfFreedom: k - 1))
    shares.sort()
    let wilson = ConfidenceInterval.wilson(share: found, count: members, level: level)
    return Intervals(
      share: ConfidenceInterval(
        low: min(wilson.low, SampleStatistic.quantile(tail, shares)),
        high: max(wilson.high, SampleStatistic.quantile(1 - tail, shares))),
      lowError: SampleStatistic.deviation(lows), highError: SampleStatistic.deviation(highs))
  }

  /// The quantile of ascending values that count with whole weights, by linear interpolation at (n − 1)p.
  private func quantile(_ p: Double, _ values: [(value: Double, weight: Double)]) -> Double {
    let place = p * Double(members - 1), whole = place.rounded(.down)
    var passed = 0.0, lower: Double?
    for (value, weight) in values where weight > 0 {
      passed += weight
      if let lower, passed > whole + 1 { return lower + (place - whole) * (value - lower) }
      if lower == nil, passed > whole {
        if passed > whole + 1 { return value }
        lower = value
      }
    }
    return lower ?? values[members - 1].value
  }
}
