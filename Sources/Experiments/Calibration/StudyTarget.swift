import SimulationStatistics

/// A published effect or level that the model is held against: a comparison of arms as a hypothesis makes it, and what was
/// found.
public struct StudyTarget: Sendable, Equatable {
  /// Whether it takes part in the fit, or is only looked at afterwards.
  public enum Use: String, Sendable, CaseIterable { case fit, check }

  /// What a comparison is counted in: the metric's unit, a share of the baseline, or the logarithm of the ratio.
  public enum Scale: String, Sendable, CaseIterable { case raw, ratio, log }

  public enum Sign: String, Sendable, CaseIterable { case positive, negative }

  /// What was found. Only a value can be fitted.
  public enum Finding: Sendable, Equatable {
    /// With the standard deviation of what is known of it, its transfer to a firm like this included, and that of what the
    /// model cannot be expected to meet, declared before the fit.
    case value(CalibrationTarget)
    case sign(Sign)
    case range(ClosedRange<Double>)
  }

  public let name: String
  public let finding: Finding
  /// Which arms are compared, in which metric and weeks; its scale, direction and size are not used.
  public let comparison: Hypothesis
  public let scale: Scale
  /// What the comparison is divided by: an elasticity is one logarithm over another.
  public let over: Hypothesis?
  public let overScale: Scale
  public let source: String
  public let use: Use
  /// Trials of its arms; nil for the scenario's.
  public let trials: Int?

  public static let countRange = 1...200
  /// Beyond so many standard deviations a value is implausible: three leave out less than 5 % of any unimodal distribution
  /// (Pukelsheim 1994).
  static let implausible = 3.0
  public static let trialRange = 2...100_000

  public init(
    name: String, _ finding: Finding, comparison: Hypothesis, scale: Scale, over: Hypothesis? = nil,
    overScale: Scale = .raw, source: String = "", use: Use = .fit, trials: Int? = nil
  ) {
    (self.name, self.finding, self.trials) = (name, finding, trials)
    (self.comparison, self.scale, self.over, self.overScale) = (comparison, scale, over, overScale)
    (self.source, self.use) = (source, use)
  }

  /// The value that it is held against; nil for a sign or a range.
  public var aim: CalibrationTarget? {
    guard case .value(let aim) = finding else { return nil }
    return aim
  }

  var isFitted: Bool { use == .fit && aim != nil }

  /// How far a value lies off, in standard deviations of what is known of the target and of what the model may miss;
  /// infinitely far without a value, nil for a sign or a range.
  func distance(of value: Double) -> Double? {
    guard let aim else { return nil }
    return value.isNaN
      ? .infinity : (value - aim.value) / (aim.sd * aim.sd + aim.discrepancy * aim.discrepancy).squareRoot()
  }
}
