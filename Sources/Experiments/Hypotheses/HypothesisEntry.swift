/// One row of `hypotheses.csv`: what was claimed, what was found, and what is found without the mechanism in question.
public struct HypothesisEntry: Sendable, Equatable {
  /// One score: of the arms as they are, or of their knock-out runs.
  public struct Score: Sendable, Equatable {
    public enum Verdict: String, Sendable, CaseIterable {
      case supported
      /// Surely on the other side of the value, or surely farther from it than a claim of nearness allows.
      case contradicted
      /// Surely smaller than the size claimed, though not surely on the other side.
      case smaller
      case undecided
    }

    /// Trials in which every arm has a value.
    public var n = 0
    /// In the unit of the scale, with the ends of its interval.
    public var effect, low, high: Double?
    public var pValue: Double?
    /// Holm's adjustment over all hypotheses of the file.
    public var pAdjusted: Double?
    public var verdict = Verdict.undecided
    /// What the correction to equal cost has added to the effect; nil where nothing is corrected.
    public var correction: Double?
    /// `ok`, `identical`, `constant`, `undefined` or `not run`.
    public var status: String
  }

  public let hypothesis, kind, claims, statement, metric, arms, at, change, direction, scale, knockOut: String
  public let regime: String
  public let against: String?
  public let firstWeek, lastWeek: Int?
  public let value, size: Double
  public internal(set) var score: Score
  /// nil where no mechanism is named.
  public internal(set) var without: Score?
  /// nil where no mechanism is named or one of the two effects cannot be estimated.
  public internal(set) var contribution: Contribution?
  /// nil unless the claim is supported and names a mechanism.
  public internal(set) var survives: Survival?

  /// - Parameter level: chance of a wrong verdict, at most.
  init(
    _ hypothesis: Hypothesis, arms: String, score: Score, without: Score?, contribution: Contribution?, level: Double
  ) {
    self.hypothesis = hypothesis.name
    kind = hypothesis.kind.rawValue
    claims = hypothesis.claims.joined(separator: " ")
    statement = hypothesis.statement
    metric = hypothesis.metric
    (firstWeek, lastWeek) = (hypothesis.weeks?.lowerBound, hypothesis.weeks?.upperBound)
    self.arms = arms
    regime = hypothesis.regime
    against = hypothesis.against
    change = hypothesis.changes.map { "\($0.factor) \($0.from) to \($0.to)" }.joined(separator: ", ")
    at = hypothesis.at.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
    direction = hypothesis.direction.rawValue
    (value, size) = (hypothesis.value, hypothesis.size)
    scale = hypothesis.scale.rawValue
    knockOut = hypothesis.knockOut.joined(separator: " ")
    self.score = score
    self.without = without
    self.contribution = contribution
    survives = survival(level)
  }
}
