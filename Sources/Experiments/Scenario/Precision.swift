/// How sure a study is to be, instead of how many trials it runs: trials go on until a metric's interval is narrow enough.
public struct Precision: Sendable, Equatable {
  /// Half of the widest interval that will do.
  public enum HalfWidth: Sendable, Equatable {
    /// In the metric's unit.
    case absolute(Double)
    /// As a share of the magnitude of what is estimated.
    case relative(Double)
  }

  /// The metric over the measured weeks.
  public let metric: String
  /// Two regimes whose difference on the same trials is to be known so well; nil for the mean of each regime that runs.
  public let between: [String]?
  public let halfWidth: HalfWidth
  /// Level of the interval.
  public let confidence: Double

  public static let usualConfidence = 0.95
  public static let confidenceRange = 0.5...0.999
  public static let absoluteRange = 1e-9...1e12
  public static let relativeRange = 1e-6...10.0
  /// Trials at most, unless a scenario says otherwise.
  public static let usualMaximum = 10_000

  public init(
    metric: String, between: [String]? = nil, halfWidth: HalfWidth, confidence: Double = usualConfidence
  ) {
    self.metric = metric
    self.between = between
    self.halfWidth = halfWidth
    self.confidence = confidence
  }

  /// `profit of pull less push`, or `profit of each regime`.
  public var subject: String {
    metric + " of " + (between.map { $0.joined(separator: " less ") } ?? "each regime")
  }
}
