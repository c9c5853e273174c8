/// A published effect or level that the model is held against: a comparison of arms as a hypothesis makes it, with the value
/// that was found and how sure it is.
public struct CalibrationTarget: Sendable, Equatable {
  /// Whether it takes part in the fit, or is only looked at afterwards.
  public enum Use: String, Sendable, CaseIterable { case fit, check }

  /// What a comparison is counted in: the metric's unit, a share of the baseline, or the logarithm of the ratio.
  public enum Scale: String, Sendable, CaseIterable { case raw, ratio, log }

  public let name: String
  /// Which arms are compared, in which metric and weeks; its scale, direction and size are not used.
  public let comparison: Hypothesis
  public let scale: Scale
  /// What the comparison is divided by: an elasticity is one logarithm over another.
  public let over: Hypothesis?
  public let overScale: Scale
  public let value: Double
  /// Standard deviation of what is known of the value, its transfer to a firm like this included.
  public let sd: Double
  /// Standard deviation of what the model cannot be expected to meet, declared before the fit; at most `sd`.
  public let discrepancy: Double
  public let source: String
  public let use: Use

  public static let countRange = 1...200

  public init(
    name: String, comparison: Hypothesis, scale: Scale, over: Hypothesis? = nil, overScale: Scale = .raw, value: Double,
    sd: Double, discrepancy: Double = 0, source: String = "", use: Use = .fit
  ) {
    (self.name, self.comparison, self.scale, self.over, self.overScale) = (name, comparison, scale, over, overScale)
    (self.value, self.sd, self.discrepancy, self.source, self.use) = (value, sd, discrepancy, source, use)
  }
}
