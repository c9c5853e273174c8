/// An output as the emulator predicts it from all other points.
public struct LeftOut: Sendable, Hashable {
  /// The mean output that was found.
  public let output: Double
  /// What the other points say of it.
  public let mean: Double
  /// The variance of that: smooth part, trend, nugget and the mean's own noise.
  public let variance: Double
  /// (output − mean)/√variance: standard normal where the emulator is right.
  public var standardised: Double { (output - mean) / variance.squareRoot() }
}
