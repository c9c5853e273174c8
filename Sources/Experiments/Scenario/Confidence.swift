/// How sure statements are: the level of all intervals. One less it is the error rate of all tests, so that the two never
/// part ways.
public struct Confidence: Sendable, Equatable {
  /// In ``range``.
  public let level: Double

  public static let usual = Confidence(0.95)
  public static let range = Precision.confidenceRange

  public init(_ level: Double) { self.level = level }

  /// α = 1 − level, without what the subtraction leaves behind the twelfth digit.
  public var errorRate: Double { ((1 - level) * 1e12).rounded() / 1e12 }

  /// The level in words: `95 %`.
  public var text: String { Self.percent(level) }

  /// The error rate in words: `5 %`.
  public var errorText: String { Self.percent(errorRate) }

  /// Where equal tails begin: `2.5 %` and `97.5 %`.
  var tails: (low: String, high: String) { (Self.percent(errorRate / 2), Self.percent(1 - errorRate / 2)) }

  private static func percent(_ share: Double) -> String {
    let value = (share * 1e11).rounded() / 1e9
    return (value == value.rounded() ? "\(Int(value))" : "\(value)") + " %"
  }
}
