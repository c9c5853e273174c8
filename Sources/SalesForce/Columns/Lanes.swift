import PortableMath

/// Eight neighbouring seats of a column at once, `column[lane: k]`: what the processor does to several numbers with one
/// instruction.
///
/// Operations and their order are those of a loop over seats, and so are the bits. What stands behind the last seat is
/// padding and means nothing: whatever is added up, counted or looked for over seats stays a loop over seats.
typealias Lanes = SIMD8<Double>

extension SIMD8 where Scalar == Double {
  typealias Condition = SIMDMask<MaskStorage>

  // Swift's own `max` and `min`, which of the two they take where both are equal or one is no number included.
  @inline(__always)
  static func max(_ x: Self, _ y: Self) -> Self { x.replacing(with: y, where: y .>= x) }
  @inline(__always)
  static func max(_ x: Double, _ y: Self) -> Self { max(Self(repeating: x), y) }
  @inline(__always)
  static func max(_ x: Self, _ y: Double) -> Self { max(x, Self(repeating: y)) }
  @inline(__always)
  static func min(_ x: Self, _ y: Self) -> Self { x.replacing(with: y, where: y .< x) }
  @inline(__always)
  static func min(_ x: Double, _ y: Self) -> Self { min(Self(repeating: x), y) }
  @inline(__always)
  static func min(_ x: Self, _ y: Double) -> Self { min(x, Self(repeating: y)) }

  /// `condition ? x : y`, lane by lane.
  @inline(__always)
  static func choose(_ condition: Condition, _ x: Self, _ y: Self) -> Self { y.replacing(with: x, where: condition) }
  @inline(__always)
  static func choose(_ condition: Condition, _ x: Double, _ y: Self) -> Self {
    choose(condition, Self(repeating: x), y)
  }
  @inline(__always)
  static func choose(_ condition: Condition, _ x: Self, _ y: Double) -> Self {
    choose(condition, x, Self(repeating: y))
  }
  @inline(__always)
  static func choose(_ condition: Condition, _ x: Double, _ y: Double) -> Self {
    choose(condition, Self(repeating: x), Self(repeating: y))
  }
}
