import PortableMath

/// A treatment's effect as one estimator has it, with its error.
public struct EffectEstimate: Sendable, Hashable {
  /// In the outcome's unit.
  public let value: Double
  public let standardError: Double
  /// Of the t distribution that it is judged by; infinite for the normal one.
  public let degreesOfFreedom: Double

  public init(value: Double, standardError: Double, degreesOfFreedom: Double) {
    (self.value, self.standardError, self.degreesOfFreedom) = (value, standardError, degreesOfFreedom)
  }

  /// The two-sided interval; it leaves out 0 exactly where the test at 1 − level rejects.
  /// - Parameter critical: of the level; each number of degrees of freedom is worked out once.
  public func interval(_ critical: inout CriticalValues) -> ConfidenceInterval {
    let factor =
      degreesOfFreedom.isFinite
      ? critical.value(degreesOfFreedom: degreesOfFreedom) : Portable.normalQuantile((1 + critical.level) / 2)
    return ConfidenceInterval(mean: value, standardError: standardError, critical: factor)
  }
}
