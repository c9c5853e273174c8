/// Mean, standard error and skewness of independent values.
public struct Sample: Sendable {
  public private(set) var count = 0
  public private(set) var mean = 0.0
  private var squares = 0.0
  private var cubes = 0.0

  public init(_ values: some Sequence<Double> = []) { for value in values { add(value) } }

  public mutating func add(_ value: Double) {
    let before = Double(count)
    count += 1
    let n = before + 1, step = value - mean, part = step / n
    let product = step * part * before
    mean += part
    cubes += product * part * (n - 2) - 3 * part * squares
    squares += product
  }

  /// NaN for fewer than two values.
  public var variance: Double { squares / Double(count - 1) }
  public var standardError: Double { (variance / Double(count)).squareRoot() }
  /// Third central moment over the 3/2 power of the second; NaN without spread.
  var skewness: Double { Double(count).squareRoot() * cubes / (squares * squares.squareRoot()) }

  /// Values from which on the skewness is known well enough to be taken out.
  private static let many = 100

  /// (mean − expected)/SE, the skewness of the values taken out by Hall's transformation where there are many values.
  ///
  /// P(t ≤ x) = Φ(x) + γ(2x² + 1)φ(x)/(6√n) to first order: at four standard errors a skewness of .1√n multiplies the
  /// chance of one tail by eight. t + γt²/(3√n) + γ²t³/(27n) + γ/(6√n), which rises with t, has no such term (Hall 1992,
  /// J. R. Statist. Soc. B 54, 221).
  func ratio(against expected: Double) -> Double {
    let t = (mean - expected) / standardError
    guard count >= Self.many, skewness.isFinite else { return t }
    let bend = skewness / (3 * Double(count).squareRoot())
    return t + bend * t * t + bend * bend * t * t * t / 3 + bend / 2
  }
}
