import PortableMath

/// A variance as a function of a size, from pilots that were really run at several sizes: log v = a + b log size.
///
/// By weighted least squares; a logarithm of s² has the variance 2/ν. A firm of independent sellers would have b = −1; common
/// managers, markets and experts make it fall more slowly. The ends of its interval are those of the line, so that pilots
/// which lie off it widen nothing: ``lackOfFit`` says whether they do.
public struct SizeCurve: Sendable {
  public let intercept, exponent: Double
  private let centre: Double
  /// Variances of the line's height at ``centre`` and of its exponent.
  private let varianceOfHeight, varianceOfExponent: Double
  /// p of the hypothesis that the logarithms lie on a line; 1 for two sizes, which always do.
  public let lackOfFit: Double

  /// - Parameter pilots: sizes above 0, two different ones at least, each with its variance.
  /// - Returns: nil for fewer.
  public init?(_ pilots: [(size: Double, spread: SpreadEstimate)]) {
    guard Set(pilots.map(\.size)).count > 1 else { return nil }
    let points = pilots.map { pilot in
      (
        x: Portable.log(pilot.size), y: Portable.log(pilot.spread.variance), weight: pilot.spread.degreesOfFreedom / 2
      )
    }
    let weight = points.reduce(0) { $0 + $1.weight }
    let centre = points.reduce(0) { $0 + $1.weight * $1.x } / weight
    let height = points.reduce(0) { $0 + $1.weight * $1.y } / weight
    let squares = points.reduce(0) { $0 + $1.weight * ($1.x - centre) * ($1.x - centre) }
    let exponent = points.reduce(0) { $0 + $1.weight * ($1.x - centre) * ($1.y - height) } / squares
    (self.centre, self.exponent, intercept) = (centre, exponent, height - exponent * centre)
    (varianceOfHeight, varianceOfExponent) = (1 / weight, 1 / squares)
    let misfit = points.reduce(0) { sum, point in
      let off = point.y - height - exponent * (point.x - centre)
      return sum + point.weight * off * off
    }
    lackOfFit = points.count > 2 ? 1 - Portable.incompleteGamma(Double(points.count - 2) / 2, misfit / 2) : 1
  }

  /// The variance at a size, with the factor that takes it to either end of its interval.
  /// - Parameters:
  ///   - size: above 0.
  ///   - level: confidence level, in 0…1.
  public func variance(at size: Double, level: Double) -> (value: Double, factor: Double) {
    let x = Portable.log(size), off = x - centre
    let error = (varianceOfHeight + varianceOfExponent * off * off).squareRoot()
    return (
      Portable.exp(intercept + exponent * x), Portable.exp(Portable.normalQuantile((1 + level) / 2) * error)
    )
  }

  /// Standard error of the exponent.
  public var exponentError: Double { varianceOfExponent.squareRoot() }
}
