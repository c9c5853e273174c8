/// What members of an ensemble come to, each with a few noisy trials: their own values without the trials' noise, and how
/// much of the spread over trials is theirs.
///
/// One-way random effects by the method of moments. With k members, rᵢ trials of member i, its mean ȳᵢ and the pooled
/// variance s² within members, the variance of the members' own values is σ² = max(0, Var(ȳᵢ) − s²·mean(1/rᵢ)). A member's
/// own value is taken for m + √(σ²/(σ² + s²/rᵢ))·(ȳᵢ − m), m the mean of all: means shrunk so that their variance is σ² and
/// not, as with the usual shrinkage, less (Louis, J. Am. Stat. Assoc. 79 (1984) 393).
///
///     let effects = try MemberEffects([[1.2, 0.8], [2.1, 1.9], [0.3, 0.1]])
///     effects.share(above: 1)
public struct MemberEffects: Sendable, Hashable {
  /// Members, and trials of all of them.
  public let members: Int
  public let trials: Int
  /// m, the mean of the members' means.
  public let mean: Double
  /// σ and s, standard deviations: of the members' own values, and of a trial around its member's.
  public let memberDeviation: Double
  public let trialDeviation: Double
  /// The members' own values, in their order.
  public let values: [Double]

  /// - Parameter trials: for each member its trials' values, all finite.
  /// - Throws: ``StatisticsError``: fewer than two members; a member without trials; no member with two, so that noise and
  ///   members cannot be told apart.
  /// - Complexity: O(trials)
  public init(_ trials: [[Double]]) throws(StatisticsError) {
    let k = Double(trials.count)
    guard trials.count > 1 else {
      throw .tooFew(function: "members' effects", what: "members", count: trials.count, needed: 2)
    }
    guard trials.allSatisfy({ !$0.isEmpty }) else {
      throw .tooFew(function: "members' effects", what: "trials of a member", count: 0, needed: 1)
    }
    let counts = trials.map { Double($0.count) }, means = zip(trials, counts).map { $0.reduce(0, +) / $1 }
    let freedom = counts.reduce(0) { $0 + $1 - 1 }
    guard freedom > 0 else {
      throw .tooFew(function: "members' effects", what: "trials of the largest member", count: 1, needed: 2)
    }
    let within =
      zip(trials, means).reduce(0) { sum, own in
        own.0.reduce(sum) { $0 + ($1 - own.1) * ($1 - own.1) }
      } / freedom
    let mean = means.reduce(0, +) / k
    let between = means.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (k - 1)
    let own = max(0, between - within * counts.reduce(0) { $0 + 1 / $1 } / k)
    (members, self.trials, self.mean) = (trials.count, trials.reduce(0) { $0 + $1.count }, mean)
    (memberDeviation, trialDeviation) = (own.squareRoot(), within.squareRoot())
    values = zip(means, counts).map { value, count in
      let total = own + within / count
      return total > 0 ? mean + (own / total).squareRoot() * (value - mean) : mean
    }
  }

  /// The share of a trial's variance that is its member's; nil where nothing varies.
  public var memberShare: Double? {
    let members = memberDeviation * memberDeviation, all = members + trialDeviation * trialDeviation
    return all > 0 ? members / all : nil
  }

  /// The share of members whose own value is above a number; those equal to it count half.
  public func share(above number: Double) -> Double {
    values.reduce(0) { $0 + ($1 > number ? 1 : $1 == number ? 0.5 : 0) } / Double(members)
  }

  /// A quantile of the members' own values, by linear interpolation at (n − 1)p.
  public func quantile(_ p: Double) -> Double { SampleStatistic.quantile(p, values.sorted()) }
}
