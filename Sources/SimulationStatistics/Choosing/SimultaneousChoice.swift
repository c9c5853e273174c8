/// Which alternatives cannot be told from the best, and by how much the others are worse at least.
///
/// Multiple comparisons with the best (Edwards & Hsu, J. Am. Stat. Assoc. 78, 1983), by intervals for paired differences
/// that hold at all sample sizes (``TimeUniformInterval``): it does not matter how the trials were distributed, nor why they
/// ended. An alternative is worse where some other is ahead of it by more than the half-width; all others belong to the set.
///
/// Let the k − 1 differences to the best, whichever that is, lie in their intervals together: each at α/(k − 1). Then
/// nothing puts the best out of the set. Since it is one of the set, an alternative outside is worse than it by the least
/// that it is behind any of the set, less the half-width. So with the confidence both are true: the best is in the set, and every
/// alternative outside is worse than the best by what is said of it or more.
public struct SimultaneousChoice: Sendable {
  public enum Status: String, Sendable, Hashable, CaseIterable {
    /// In the set.
    case undistinguished
    case worse
    /// Too few observations to say anything.
    case unseen
  }

  public struct Standing: Sendable, Hashable {
    public let status: Status
    public let observations: Int
    /// How far the leader is ahead, with the simultaneous interval; nil for the leader, and without common observations.
    public let lead, low, high: Double?
    /// By how much it is worse than the best at least, 0 or more; nil for those of the set.
    public let worseBy: Double?
  }

  /// The one of the set that is ahead; nil where nothing has been seen.
  public let leader: Int?
  /// By the place of the alternative.
  public let standings: [Standing]

  /// Share of the error that is left to the draws where something is estimated beside them.
  public static let drawsShare = 0.8

  /// - Parameters:
  ///   - sums: all trials.
  ///   - first: n₀, observations below which an alternative is unseen.
  ///   - confidence: 1 − α.
  ///   - preferred: the alternative that a procedure has chosen.
  ///   - nuisance: what was estimated beside the difference of two alternatives.
  ///   - parting: what a correction adds to their variances (``PartingNoise``).
  /// - Complexity: O(k²)
  public init(
    _ sums: PairedSums, first: Int, confidence: Double, preferred: Int? = nil,
    nuisance: (_ i: Int, _ j: Int) -> NuisanceVariance = { _, _ in NuisanceVariance() },
    parting: (_ i: Int, _ j: Int) -> Double = { _, _ in 0 }
  ) {
    let count = sums.alternatives, all = 0..<count
    let margins = SimultaneousMargins(alternatives: count, confidence: confidence)
    func halfWidth(_ i: Int, _ j: Int) -> Double {
      let observations = sums.count(i, j)
      guard observations >= first, let seen = sums.variance(i, j) else { return .infinity }
      let variance = seen > 0 ? max(seen, PartingNoise.weight * parting(i, j) / Double(observations)) : 0
      return margins.halfWidth(count: observations, variance: variance, nuisance(i, j))
    }
    let isBeaten = all.map { i in
      all.contains { j in j != i && (sums.mean(j, i) ?? -.infinity) - halfWidth(i, j) > 0 }
    }
    let seen = all.filter { sums.count($0) >= first }
    var set = seen.filter { !isBeaten[$0] }
    // Intervals that contradict each other in a circle tell nobody apart.
    if set.isEmpty { set = seen }
    let leader = preferred.flatMap { set.contains($0) ? $0 : nil } ?? sums.ahead(among: set)
    self.leader = leader
    standings = all.map { i in
      let isIn = set.contains(i), status: Status = isIn ? .undistinguished : sums.count(i) >= first ? .worse : .unseen
      var (lead, low, high): (Double?, Double?, Double?) = (nil, nil, nil)
      if let leader, leader != i, let mean = sums.mean(leader, i) {
        let half = halfWidth(leader, i)
        lead = mean
        if half.isFinite { (low, high) = (mean - half, mean + half) }
      }
      let least = isIn ? nil : set.map { (sums.mean($0, i) ?? -.infinity) - halfWidth($0, i) }.min()
      return Standing(
        status: status, observations: sums.count(i), lead: lead, low: low, high: high,
        worseBy: status == .worse ? max(0, least ?? 0) : nil)
    }
  }

  /// Places of those that cannot be told from the best, in order.
  public var set: [Int] { standings.indices.filter { standings[$0].status == .undistinguished } }
}

/// Half-widths that hold together for the differences of some alternatives to one of them.
public struct SimultaneousMargins: Sendable {
  private let error: Double

  /// - Parameters:
  ///   - alternatives: k, at least 2.
  ///   - confidence: of all of them together.
  public init(alternatives: Int, confidence: Double) {
    error = (1 - confidence) / Double(max(1, alternatives - 1))
  }

  /// For the mean of some differences, at any time.
  public func halfWidth(count: Int, variance: Double, _ nuisance: NuisanceVariance) -> Double {
    guard nuisance.variance > 0 else {
      return TimeUniformInterval.halfWidth(count: count, variance: variance, error: error)
    }
    return TimeUniformInterval.halfWidth(
      count: count, variance: variance, error: SimultaneousChoice.drawsShare * error) + slack(nuisance)
  }

  /// The part of it that is owed to what was estimated beside the draws.
  public func slack(_ nuisance: NuisanceVariance) -> Double {
    guard nuisance.variance > 0 else { return 0 }
    let share = (1 - SimultaneousChoice.drawsShare) * error
    return StudentT.quantile(1 - share / 2, degreesOfFreedom: nuisance.degreesOfFreedom)
      * nuisance.variance.squareRoot()
  }
}
