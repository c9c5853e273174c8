/// A parameter that a calibration may move, and how far.
public struct FreeParameter: Sendable, Equatable {
  /// As in `model.parameters`: `prospecting.hours_elasticity`.
  public let path: String
  /// What is plausible before any target is looked at.
  public let range: ClosedRange<Double>

  public static let countRange = 1...40

  public init(path: String, range: ClosedRange<Double>) {
    self.path = path
    self.range = range
  }

  /// The value at a place of the unit interval.
  func value(at share: Double) -> Double { range.lowerBound + share * (range.upperBound - range.lowerBound) }

  /// The place of a value in the unit interval.
  func share(of value: Double) -> Double { (value - range.lowerBound) / (range.upperBound - range.lowerBound) }
}
