import SalesForce

/// What a study chooses by: which of its regimes, and of its design's points, cannot be beaten in a metric.
public struct SelectionPlan: Sendable, Equatable {
  /// How trials are distributed.
  public enum Method: String, Sendable, CaseIterable {
    /// Kim & Nelson's fully sequential procedure: whoever falls behind is not simulated any more.
    case kn
    /// Optimal allocation of a budget of runs: most of them for those that are hard to tell from the best.
    case ocba
    /// Rinott's two stages, for independent streams.
    case rinott
  }

  /// What is good.
  public enum Aim: String, Sendable, CaseIterable {
    case highest, lowest

    /// What makes the higher number the better one.
    var sign: Double { self == .highest ? 1 : -1 }
  }

  public let metric: String
  public let aim: Aim
  public let method: Method
  /// δ, the difference that does not matter, in the metric's unit; nil for `ocba`, which needs none.
  public let indifference: Double?
  /// n₀, trials of every alternative before anything is decided.
  public let first: Int
  public let confidence: Double
  /// Runs of all alternatives together; nil except for `ocba`.
  public let runs: Int?

  public static let usualFirst = 20
  public static let firstRange = 5...10_000
  public static let indifferenceRange = 1e-9...1e12
  public static let runRange = 10...100_000_000
  /// Trials of an alternative at most, unless a scenario says otherwise.
  public static let usualMaximum = 2_000
  /// Alternatives: all pairs of them are compared.
  public static let alternativeRange = 2...500

  public init(
    metric: String = "profit", aim: Aim = .highest, method: Method = .kn, indifference: Double? = nil,
    first: Int = usualFirst, confidence: Double = Precision.usualConfidence, runs: Int? = nil
  ) {
    (self.metric, self.aim, self.method) = (metric, aim, method)
    (self.indifference, self.first, self.confidence, self.runs) = (indifference, first, confidence, runs)
  }

  /// Runs of `ocba` for so many alternatives unless the scenario says otherwise: three times the first.
  public static func usualRuns(_ alternatives: Int, first: Int) -> Int { 3 * alternatives * first }
}
