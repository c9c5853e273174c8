/// One row of `sensitivity.csv`: a number that says how the answer hangs on a setting, on two of them, or on chance.
public struct SensitivityEntry: Sendable, Equatable {
  /// What is measured.
  public enum Measure: String, Sendable, CaseIterable {
    case answer, low, high
    case first, total, firstOfAll = "first_of_all", totalOfAll = "total_of_all", noise
    case second
    case mu, muStar = "mu_star", sigma, noiseOfEffect = "noise_of_effect"

    /// The measure that settings are put in order by.
    public static func ranking(_ method: SensitivityPlan.Method) -> Measure {
      switch method {
      case .morris: .muStar
      case .sobol: .total
      }
    }
  }

  /// How an effect stands to what is claimed.
  public enum Verdict: String, Sendable, CaseIterable { case holds, fails, open }

  /// The hypothesis or metric.
  public let subject: String
  public let method: SensitivityPlan.Method
  /// From 1, by the ranking measure; nil for what is no setting's.
  public let rank: Int?
  /// Name and path of the setting, both of two of them with `_x_` between, and the range of one; nil for the answer itself
  /// and for noise.
  public let input, path: String?
  public let low, high: Double?
  public let measure: Measure
  public let n: Int
  public let value, standardError, ciLow, ciHigh: Double?
  public let verdict: Verdict?
  /// What stands in the table where a row is about no setting alone.
  public static let all = "(all)"

  /// Words for what a reader may stumble over; may be empty.
  public let remark: String
}
