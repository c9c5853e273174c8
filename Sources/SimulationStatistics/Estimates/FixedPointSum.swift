/// Count, mean, variance, minimum and maximum of numbers on a fixed-point scale, exactly.
///
/// Sum (128 bits) and sum of squares (256 bits) are whole numbers, so any order of ``add(_:)`` and any split into
/// partial sums that are merged later gives the same value, bit for bit. n·Σq² − (Σq)² is formed in 256 bits without
/// rounding, so no cancellation can hurt: mean and variance are the correctly rounded results for the quantised
/// numbers (outside the subnormal range).
///
///     var sum = FixedPointSum(Resolution(fractionBits: 20))
///     for value in [1.5, 2.5, 4] { try sum.add(value) }
///     sum.mean      // 2.6666666666666665
///     sum.variance  // 1.5833333333333333
///
/// The bounds: |q| ≤ 2⁶² and n < 2⁶² give Σq < 2¹²⁴, Σq² < 2¹⁸⁶ and n·Σq² < 2²⁴⁸.
///
/// - Complexity: O(1) memory; about 20 ns an addition.
public struct FixedPointSum: Sendable, Hashable {
  public let resolution: Resolution
  /// How many numbers were added, n.
  public private(set) var count = 0
  private var sum: Int128 = 0
  private var squares = UInt256.zero
  private var least = Int64.max
  private var greatest = Int64.min

  public init(_ resolution: Resolution) { self.resolution = resolution }

  /// Adds a number, rounded to the resolution.
  ///
  /// - Throws: ``FixedPointError`` for a number which the scale cannot hold; the sum is then unchanged.
  public mutating func add(_ value: Double) throws(FixedPointError) { add(quantised: try resolution.quantise(value)) }

  /// Adds a number given in units of the resolution.
  ///
  /// - Precondition: |value| ≤ 2⁶².
  public mutating func add(quantised value: Int64) {
    precondition(value.magnitude <= 1 << 62, "FixedPointSum: \(value) exceeds 2^62")
    count += 1
    sum += Int128(value)
    let square = UInt128(value.magnitude) * UInt128(value.magnitude)
    squares += UInt256(low: square)
    least = min(least, value)
    greatest = max(greatest, value)
  }

  /// Adds all numbers of another partial sum.
  ///
  /// - Throws: ``FixedPointError/resolutionsDiffer(_:_:)``.
  public mutating func merge(_ other: FixedPointSum) throws(FixedPointError) {
    guard resolution == other.resolution else {
      throw .resolutionsDiffer(resolution.fractionBits, other.resolution.fractionBits)
    }
    count += other.count
    sum += other.sum
    squares += other.squares
    least = min(least, other.least)
    greatest = max(greatest, other.greatest)
  }

  /// The sum, rounded once; 0 when nothing was added.
  public var total: Double { signed(UInt256(low: sum.magnitude).ratio(to: 1, exponent: -resolution.fractionBits)) }

  /// The mean x̄; nil when nothing was added.
  public var mean: Double? {
    guard count > 0 else { return nil }
    return signed(UInt256(low: sum.magnitude).ratio(to: UInt128(count), exponent: -resolution.fractionBits))
  }

  /// The sample variance s² = (n·Σq² − (Σq)²) / (n (n − 1)); nil for fewer than two numbers.
  public var variance: Double? {
    guard count > 1 else { return nil }
    let spread = squares.times(UInt64(count)) - UInt256.product(sum.magnitude, sum.magnitude)
    return spread.ratio(to: UInt128(count) * UInt128(count - 1), exponent: -2 * resolution.fractionBits)
  }

  /// The standard deviation s; nil for fewer than two numbers.
  public var standardDeviation: Double? { variance?.squareRoot() }

  /// The Monte Carlo standard error of the mean, s/√n; nil for fewer than two numbers.
  public var standardError: Double? { standardDeviation.map { $0 / Double(count).squareRoot() } }

  /// The least number; nil when nothing was added.
  public var minimum: Double? { count > 0 ? resolution.value(of: least) : nil }

  /// The greatest number; nil when nothing was added.
  public var maximum: Double? { count > 0 ? resolution.value(of: greatest) : nil }

  private func signed(_ magnitude: Double) -> Double { sum < 0 ? -magnitude : magnitude }
}
