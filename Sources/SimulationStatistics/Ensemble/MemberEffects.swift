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
  /// What is known of each member.
  let summaries: [Summary]

  /// A member's trials: mean, number, and sum of squares around the mean.
  struct Summary: Sendable, Hashable { let mean, count, squares: Double }

  /// - Parameter trials: for each member its trials' values, all finite.
  /// - Throws: ``StatisticsError``: fewer than two members; a member without trials; no member with two, so that noise and
  ///   members cannot be told apart.
  /// - Complexity: O(trials)
  public init(_ trials: [[Double]]) throws(StatisticsError) {
    guard trials.count > 1 else {
      throw .tooFew(function: "members' effects", what: "members", count: trials.count, needed: 2)
    }
    guard trials.allSatisfy({ !$0.isEmpty }) else {
      throw .tooFew(function: "members' effects", what: "trials of a member", count: 0, needed: 1)
    }
    let summaries = trials.map { own in
      let count = Double(own.count), mean = own.reduce(0, +) / count
      return Summary(mean: mean, count: count, squares: own.reduce(0) { $0 + ($1 - mean) * ($1 - mean) })
    }
    guard let parts = VarianceParts(summaries, weight: { _ in 1 }) else {
      throw .tooFew(function: "members' effects", what: "trials of the largest member", count: 1, needed: 2)
    }
    self.summaries = summaries
    (members, self.trials, mean) = (trials.count, trials.reduce(0) { $0 + $1.count }, parts.mean)
    (memberDeviation, trialDeviation) = (parts.own.squareRoot(), parts.within.squareRoot())
    values = summaries.map { parts.value(of: $0) }
  }

  /// Mean and variances of members that count with weights whose sum is their number.
  struct VarianceParts {
    let mean, own, within: Double

    /// nil where no member that counts has two trials.
    init?(_ members: [Summary], weight: (Int) -> Double) {
      var (sum, squares, freedom, inverse) = (0.0, 0.0, 0.0, 0.0)
      for (place, member) in members.enumerated() {
        let weight = weight(place)
        sum += weight * member.mean
        squares += weight * member.squares
        freedom += weight * (member.count - 1)
        inverse += weight / member.count
      }
      guard freedom > 0 else { return nil }
      let k = Double(members.count), mean = sum / k
      var between = 0.0
      for (place, member) in members.enumerated() {
        between += weight(place) * (member.mean - mean) * (member.mean - mean)
      }
      (self.mean, within) = (mean, squares / freedom)
      own = max(0, between / (k - 1) - within * inverse / k)
    }

    /// A member's own value.
    func value(of member: Summary) -> Double {
      let total = own + within / member.count
      return total > 0 ? mean + (own / total).squareRoot() * (member.mean - mean) : mean
    }
  }

  /// The share of a trial's variance that is its member's; nil where nothing varies.
  public var memberShare: Double? {
    let members = memberDeviation * memberDeviation, all = members + trialDeviation * trialDeviation
    return all > 0 ? members / all : nil
  }

  /// The share of members whose own value is above a number; those equal to it count half.
  public func share(above number: Double) -> Double { share(from: number, to: .infinity) }

  /// The share of members whose own value lies between two numbers; those equal to one count half.
  public func share(from low: Double, to high: Double) -> Double {
    values.reduce(0) { $0 + Self.part($1, low, high) } / Double(members)
  }

  static func part(_ value: Double, _ low: Double, _ high: Double) -> Double {
    value > low && value < high ? 1 : value == low || value == high ? 0.5 : 0
  }

  /// A quantile of the members' own values, by linear interpolation at (n − 1)p.
  public func quantile(_ p: Double) -> Double { SampleStatistic.quantile(p, values.sorted()) }
}
