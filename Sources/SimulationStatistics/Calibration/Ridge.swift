import LinearAlgebra
import PortableMath

/// Two parameters that the targets do not identify, while a combination of them is: each keeps .8 of its range or more
/// among the members that fit, and the combination .35 or less of its spread under the prior.
public struct Ridge: Sendable, Hashable, CustomStringConvertible {
  /// Of two parameters; sums and differences in shares of their ranges.
  public enum Combination: String, Sendable, Hashable, CaseIterable {
    case product, ratio, sum, difference
  }

  /// What each keeps of its range.
  public static let keptRange = 0.8
  /// What the combination keeps of its spread.
  public static let keptSpread = 0.35

  public let first: String
  public let second: String
  public let combination: Combination
  /// The combination's standard deviation among members as a share of that under the prior; of logarithms for products
  /// and ratios.
  public let deviationRatio: Double

  public var description: String {
    let whole =
      switch combination {
      case .product: "product \(first)·\(second)"
      case .ratio: "ratio \(first)/\(second)"
      case .sum: "sum, in shares of their ranges,"
      case .difference: "difference, in shares of their ranges,"
      }
    let hundredths = Int((deviationRatio * 100).rounded())
    return "not identified: \(first), \(second); their \(whole) is, to \(hundredths) % of its spread before"
  }

  /// The narrowest combination; nil where none is narrow enough.
  init?(_ a: FreeParameter, _ first: [Double], _ b: FreeParameter, _ second: [Double]) {
    // The prior by a net of two dimensions.
    let net = DirectionNumbers.fractions(dimension: 1)
    let prior = (0..<1024).map { i -> (Double, Double) in
      let y = (0..<10).reduce(UInt32(0)) { i >> $1 & 1 == 1 ? $0 ^ net[$1] : $0 }
      let (u, v) = ((Double(i) + 0.5) / 1024, Double(y) * 0x1p-32)
      return (a.range.lowerBound + u * a.width, b.range.lowerBound + v * b.width)
    }
    var best: (Combination, Double)?
    for combination in Combination.allCases {
      let isLogarithmic = combination == .product || combination == .ratio
      guard !isLogarithmic || (a.range.lowerBound > 0 && b.range.lowerBound > 0) else { continue }
      func value(_ x: Double, _ y: Double) -> Double {
        switch combination {
        case .product: Portable.log(x) + Portable.log(y)
        case .ratio: Portable.log(x) - Portable.log(y)
        case .sum: (x - a.range.lowerBound) / a.width + (y - b.range.lowerBound) / b.width
        case .difference: (x - a.range.lowerBound) / a.width - (y - b.range.lowerBound) / b.width
        }
      }
      let before = SampleStatistic.deviation(prior.map { value($0.0, $0.1) })
      let ratio = SampleStatistic.deviation(zip(first, second).map { value($0, $1) }) / before
      if ratio < best?.1 ?? Self.keptSpread { best = (combination, ratio) }
    }
    guard let (combination, ratio) = best, ratio.isFinite else { return nil }
    (self.first, self.second, self.combination, deviationRatio) = (a.name, b.name, combination, ratio)
  }
}
