/// One coefficient of a regression.
public struct Coefficient: Sendable, Hashable {
  /// The column of the design; `intercept` for the constant.
  public let name: String
  /// In units of the response (logits in a logistic regression) for each unit of the column.
  public let estimate: Double
  public let standardError: Double
  /// Estimate in standard errors: Student's t in least squares, z in a logistic regression.
  public let statistic: Double
  /// Two-sided, for the hypothesis that the coefficient is 0.
  public let pValue: Double
  /// Ends of the confidence interval.
  public let ciLow: Double
  public let ciHigh: Double

  /// - Parameters:
  ///   - critical: the reference distribution's quantile at (1 + level)/2.
  ///   - tail: its upper tail beyond a number ≥ 0.
  init(name: String, estimate: Double, standardError: Double, critical: Double, tail: (Double) -> Double) {
    self.name = name
    self.estimate = estimate
    self.standardError = standardError
    // A perfect fit has no error; the statistic is then infinite, or 0 for an estimate of 0.
    statistic = estimate == 0 ? 0 : estimate / standardError
    pValue = min(1, 2 * tail(statistic.magnitude))
    ciLow = estimate - critical * standardError
    ciHigh = estimate + critical * standardError
  }
}
