import PortableMath

/// The two-stage procedure of Rinott (Commun. Stat. Theory Methods 7, 1978) for independent alternatives: after n₀
/// observations of each, alternative i gets (h sᵢ/δ)² in all, and the highest mean is the best with a probability of P where
/// it is ahead by δ.
public enum Rinott {
  /// h(k, n₀, P): the root of ∫(∫Φ(h/√((n₀ − 1)(1/x + 1/y))) f(x)dx)^(k − 1) f(y)dy = P, f the density of χ² with n₀ − 1 degrees of
  /// freedom. Within 1e-6 of published tables.
  /// - Parameters:
  ///   - alternatives: k, at least 2.
  ///   - first: n₀, at least 5.
  ///   - confidence: P, in 1/k…1.
  ///   - sharesDraws: whether alternatives meet common random numbers.
  /// - Throws: `StatisticsError.needsIndependence` under common random numbers, `.argument` out of range.
  /// - Complexity: some ten thousand values of Φ for each of about 40 steps.
  public static func constant(
    alternatives: Int, first: Int, confidence: Double, sharesDraws: Bool
  ) throws(StatisticsError) -> Double {
    try BudgetAllocation.refuse("Rinott's procedure", sharesDraws)
    guard alternatives > 1, first >= 5, confidence > 1 / Double(alternatives), confidence < 1 else {
      throw .argument(
        function: "Rinott", argument: "alternatives, first, confidence",
        value: "\(alternatives), \(first), \(confidence)", expected: "2 or more, 5 or more, a share in 1/k…1")
    }
    let freedom = Double(first - 1), grid = Grid(freedom)
    var (low, high) = (0.0, 4.0)
    while grid.probability(high, alternatives, freedom) < confidence { (low, high) = (high, 2 * high) }
    while high - low > 1e-9 * high {
      let middle = (low + high) / 2
      if grid.probability(middle, alternatives, freedom) < confidence { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }

  /// Squares of χ on an even grid: the trapezoidal rule is exact to rounding for a density as smooth as this.
  private struct Grid {
    let squares, weights: [Double]

    init(_ freedom: Double) {
      let centre = freedom.squareRoot(), step = 0.1
      let points = (1...Int((centre + 7) / step)).map { Double($0) * step }.filter { ($0 - centre).magnitude < 7 }
      // Logarithms of the density of χ, but for a constant that the weights' sum takes out.
      let heights = points.map { Portable.exp((freedom - 1) * Portable.log($0 / centre) - ($0 * $0 - freedom) / 2) }
      let sum = heights.reduce(0, +)
      squares = points.map { $0 * $0 }
      weights = heights.map { $0 / sum }
    }

    func probability(_ h: Double, _ alternatives: Int, _ freedom: Double) -> Double {
      squares.indices.reduce(0) { outer, y in
        let inner = squares.indices.reduce(0.0) { sum, x in
          sum + weights[x] * Portable.normalCDF(h / (freedom * (1 / squares[x] + 1 / squares[y])).squareRoot())
        }
        return outer + weights[y] * Portable.pow(inner, Double(alternatives - 1))
      }
    }
  }
}
