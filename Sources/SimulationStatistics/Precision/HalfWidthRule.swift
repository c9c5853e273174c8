/// When to stop running trials: once every interval that is watched is narrow enough.
///
/// Rounds are predicted instead of doubled. A half-width h falls as 1/√n, so after n trials the target h* should be met at
/// n·(h/h*)²; the next round goes a tenth beyond that, and no round is shorter than a batch or longer than all before it:
/// n′ = clamp(1.1·n·(h/h*)², n + batch, 2n). Doubling alone runs a third to two thirds more than are needed. A rule that
/// looks at the spread and stops when it is small stops too early at times (Chow & Robbins, Ann. Math. Stat. 36, 1965; Law
/// & Kelton, Manag. Sci. 28, 1982): few looks, none before ``first`` trials, and the tenth keep what that costs in
/// coverage below a hundredth for normal readings and two for skewed ones.
///
/// A decision depends on the intervals after n trials and on nothing else: whoever repeats the looks, repeats the rounds.
///
///     let rule = HalfWidthRule(target: .absolute(0.02), maximum: 10_000)
///     rule.decision(after: 50, [.init(mean: 1.3, halfWidth: 0.05)])  // .goOn(to: 100)
public struct HalfWidthRule: Sendable, Hashable {
  /// How narrow is narrow enough.
  public enum Target: Sendable, Hashable {
    /// A half-width in the reading's unit, above 0.
    case absolute(Double)
    /// A half-width as a share of the mean's magnitude, above 0.
    case share(Double)

    /// The half-width that will do for this mean.
    public func halfWidth(at mean: Double) -> Double {
      switch self {
      case .absolute(let width): width
      case .share(let share): share * mean.magnitude
      }
    }
  }

  /// An interval as it is after some trials: mean ± half-width.
  public struct Interval: Sendable, Hashable {
    public let mean, halfWidth: Double

    public init(mean: Double, halfWidth: Double) { (self.mean, self.halfWidth) = (mean, halfWidth) }

    /// The interval of an estimate with its whole variance.
    public init(_ estimate: MeanEstimate, _ critical: inout CriticalValues) {
      self.init(mean: estimate.mean, halfWidth: estimate.interval(&critical).halfWidth)
    }
  }

  public enum Reason: String, Sendable, Hashable, Codable {
    /// Every interval is narrow enough.
    case reached
    /// There are as many trials as there may be.
    case maximum
  }

  public enum Decision: Sendable, Hashable {
    case stop(Reason)
    /// Run trials until there are so many, then look again.
    case goOn(to: Int)
    /// A share of this mean cannot be had: it is too near 0. The half-width is what the maximum of trials would give.
    case nearZero(place: Int, halfWidth: Double)
  }

  /// Trials before the first look.
  public static let first = 50
  /// Trials of a round at least.
  public static let batch = 25
  /// How far a round goes beyond what is predicted.
  static let margin = 1.1

  public let target: Target
  /// Trials at most.
  public let maximum: Int

  /// - Precondition: the target is above 0 and finite, the maximum at least 1.
  public init(target: Target, maximum: Int) {
    let width = target.halfWidth(at: 1)
    precondition(width > 0 && width.isFinite, "HalfWidthRule: a target of \(width)")
    precondition(maximum > 0, "HalfWidthRule: a maximum of \(maximum)")
    (self.target, self.maximum) = (target, maximum)
  }

  /// Trials of the first round.
  public var start: Int { min(Self.first, maximum) }

  /// What to do after n trials.
  /// - Parameters:
  ///   - n: trials so far, at least 1.
  ///   - intervals: what is watched; nil for what has no interval yet, as with fewer than two values.
  /// - Complexity: O(intervals)
  public func decision(after n: Int, _ intervals: [Interval?]) -> Decision {
    if widest(intervals) <= 1 { return .stop(.reached) }
    if n >= maximum { return .stop(.maximum) }
    if let refusal = refusal(n, intervals) { return refusal }
    let most = 2 * n
    return .goOn(to: min(max(n + Self.batch, min(predicted(after: n, intervals) ?? most, most)), maximum))
  }

  /// Trials that should do, a tenth to spare, whatever the maximum; nil where all is narrow enough, where an interval is
  /// missing, and where they would be more than can be counted.
  public func predicted(after n: Int, _ intervals: [Interval?]) -> Int? {
    let excess = widest(intervals), trials = (needed(n, excess) * Self.margin).rounded(.up)
    return excess > 1 && trials < 0x1p53 ? Int(trials) : nil
  }

  private func widest(_ intervals: [Interval?]) -> Double { intervals.map { $0.map(excess) ?? .infinity }.max() ?? 0 }

  /// Half-width in units of what is wanted; 0 where nothing varies, which is as narrow as can be.
  public func excess(_ interval: Interval) -> Double {
    interval.halfWidth == 0 ? 0 : interval.halfWidth / target.halfWidth(at: interval.mean)
  }

  /// Trials after which a half-width that is now so many times too large should be met.
  private func needed(_ n: Int, _ excess: Double) -> Double { Double(n) * excess * excess }

  /// Refuses a share of a mean that may be 0, once the maximum of trials would not do even if the mean lay at the far end
  /// of its interval.
  private func refusal(_ n: Int, _ intervals: [Interval?]) -> Decision? {
    guard case .share(let share) = target else { return nil }
    for (place, interval) in intervals.enumerated() {
      guard let interval, interval.mean.magnitude <= interval.halfWidth else { continue }
      let farthest = interval.mean.magnitude + interval.halfWidth
      if needed(n, interval.halfWidth / (share * farthest)) > Double(maximum) {
        return .nearZero(
          place: place, halfWidth: interval.halfWidth * (Self.margin * Double(n) / Double(maximum)).squareRoot())
      }
    }
    return nil
  }
}
