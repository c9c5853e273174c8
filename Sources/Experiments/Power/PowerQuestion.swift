import PortableMath
import SalesForce
import SimulationStatistics

/// What is to be told from noise: the change of a metric between two regimes, or a hypothesis that is right by so much.
public struct PowerQuestion: Sendable {
  public enum Subject: Sendable {
    /// The regime's mean less that of the other, on the same trials, at a design point.
    case difference(metric: String, regime: String, against: String, point: Int)
    /// The effect of a hypothesis beyond the end of its region. It has one: claims of `about` have two.
    case claim(Hypothesis)
  }

  public let subject: Subject
  /// Size of the true change, above 0, in the unit of the metric or of the hypothesis's scale.
  public let change: Double
  /// Level of the test, before any adjustment for other comparisons.
  public let confidence: Double

  /// Powers that are answered for.
  public static let powers = [0.8, 0.9]

  public init(_ subject: Subject, change: Double, confidence: Double = 0.95) {
    (self.subject, self.change, self.confidence) = (subject, change, confidence)
  }

  /// `profit of pull less push`, or the hypothesis's name.
  public var name: String {
    switch subject {
    case .difference(let metric, let regime, let against, _): "\(metric) of \(regime) less \(against)"
    case .claim(let hypothesis): "hypothesis \(hypothesis.name)"
    }
  }

  /// Unit of the change.
  public var unit: String {
    switch subject {
    case .difference(let metric, _, _, _): Metric.allCases.first { $0.card.name == metric }?.card.unit ?? ""
    case .claim(let hypothesis):
      switch hypothesis.scale {
      case .ratio: "share of what it is compared with"
      case .sd: "standard deviations"
      case .raw:
        Metric.allCases.first { $0.card.name == hypothesis.metric }?.card.unit
          ?? WeeklyMetric.allCases.first { $0.card.name == hypothesis.metric }?.card.unit ?? ""
      }
    }
  }

  /// The hypothesis as pilots run it; nil where there is none.
  var claim: Hypothesis? {
    guard case .claim(let hypothesis) = subject else { return nil }
    // Without its knock-out runs, which say nothing of its own effect.
    return Hypothesis(
      name: hypothesis.name, kind: hypothesis.kind, metric: hypothesis.metric, weeks: hypothesis.weeks,
      regime: hypothesis.regime, against: hypothesis.against, changes: hypothesis.changes, at: hypothesis.at,
      direction: hypothesis.direction, size: hypothesis.size, value: hypothesis.value, scale: hypothesis.scale)
  }

  /// Regimes that have to run.
  var regimes: [String] {
    switch subject {
    case .difference(_, let regime, let against, _): [regime, against]
    case .claim(let hypothesis): [hypothesis.regime] + (hypothesis.against.map { [$0] } ?? [])
    }
  }

  /// The change in the unit of the numbers that trials give: on the scale of ratios these are logarithms.
  func inner(_ change: Double) -> Double {
    guard let ratio else { return change }
    return ratio.sign * (Portable.log1p(ratio.end + ratio.sign * change) - Portable.log1p(ratio.end))
  }

  /// The way back.
  func outer(_ inner: Double) -> Double {
    guard let ratio else { return inner }
    return ratio.sign * (Portable.expm1(Portable.log1p(ratio.end) + ratio.sign * inner) - ratio.end)
  }

  /// End of the region on the scale of ratios, and on which side of it the claim wants the effect.
  private var ratio: (end: Double, sign: Double)? {
    guard case .claim(let hypothesis) = subject, hypothesis.scale == .ratio else { return nil }
    let region = hypothesis.region
    return region.low.isFinite ? (region.low, 1) : (region.high, -1)
  }
}
