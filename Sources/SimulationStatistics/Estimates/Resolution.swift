/// Why a number could not be put on a fixed-point scale.
public enum FixedPointError: Error, Sendable, Hashable, CustomStringConvertible {
  /// NaN or an infinity.
  case notFinite(Double)
  /// The number exceeds ``Resolution/limit``.
  case tooLarge(Double, limit: Double)
  /// Two partial sums of different resolution were merged.
  case resolutionsDiffer(Int, Int)

  public var description: String {
    switch self {
    case .notFinite(let value): "fixed point: \(value) is not a finite number"
    case .tooLarge(let value, let limit): "fixed point: \(value) exceeds ±\(limit), the limit of this resolution"
    case .resolutionsDiffer(let a, let b): "fixed point: partial sums with \(a) and \(b) fraction bits do not add up"
    }
  }
}

/// A fixed-point scale: numbers are whole multiples of 2⁻ᵏ, so that sums are exact and their order does not matter.
///
/// Choose k so that 2⁻ᵏ lies well below what a metric means (a cent, a millionth of a rate) and 2⁶²⁻ᵏ well above
/// what it can reach. Rounding a metric to the scale changes it by at most 2⁻ᵏ⁻¹.
public struct Resolution: Sendable, Hashable {
  /// k, in 0…1000.
  public let fractionBits: Int

  /// - Precondition: 0 ≤ fractionBits ≤ 1000.
  public init(fractionBits: Int) {
    precondition((0...1000).contains(fractionBits), "Resolution: fractionBits \(fractionBits) outside 0…1000")
    self.fractionBits = fractionBits
    step = Double(sign: .plus, exponent: -fractionBits, significand: 1)
    scale = Double(sign: .plus, exponent: fractionBits, significand: 1)
    limit = Double(sign: .plus, exponent: 62 - fractionBits, significand: 1)
  }

  /// The distance of two neighbouring numbers, 2⁻ᵏ.
  public let step: Double

  /// The largest magnitude, 2⁶²⁻ᵏ.
  public let limit: Double

  /// 2ᵏ.
  private let scale: Double

  /// The number in units of 2⁻ᵏ, rounded to nearest, ties to even.
  ///
  /// - Throws: ``FixedPointError`` for NaN, infinities and magnitudes over ``limit``.
  public func quantise(_ value: Double) throws(FixedPointError) -> Int64 {
    guard value.isFinite else { throw .notFinite(value) }
    guard value.magnitude <= limit else { throw .tooLarge(value, limit: limit) }
    // A power of two: exact, and not over 2^62 after the guard.
    return Int64((value * scale).rounded(.toNearestOrEven))
  }

  /// The number that a quantised value stands for. Exact for everything ``quantise(_:)`` returns: a double of more
  /// than 53 bits before its point is a multiple of the step already.
  public func value(of quantised: Int64) -> Double { Double(quantised) * step }

  /// The number of this scale nearest to a value.
  ///
  /// Round a metric so before it is stored anywhere: what a reader computes from the stored values then agrees with
  /// the exact sums, whatever the resolution.
  public func rounded(_ value: Double) throws(FixedPointError) -> Double { self.value(of: try quantise(value)) }
}
