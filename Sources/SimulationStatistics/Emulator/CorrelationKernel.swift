import PortableMath

/// How the correlation of an emulator's outputs falls with the distance of inputs.
///
/// The distance is r² = Σ (xⱼ − x'ⱼ)²/ℓⱼ², one length ℓⱼ an input. Source: Rasmussen & Williams, Gaussian Processes for
/// Machine Learning (2006), 4.2.
public enum CorrelationKernel: String, Sendable, Hashable, CaseIterable {
  /// exp(−r²/2): outputs that have all derivatives.
  case squaredExponential = "squared_exponential"
  /// (1 + s + s²/3)·exp(−s), s = √5·r: outputs that have two derivatives, the safer assumption.
  case matern52 = "matern_5/2"

  /// Correlations at squared distances, and the factors F of their derivatives ∂R/∂log ℓⱼ = F·(xⱼ − x'ⱼ)²/ℓⱼ².
  /// - Parameters:
  ///   - squares: r²; its content is lost.
  ///   - correlation: R, of the same length.
  ///   - factor: F, of the same length; nil where it is not wanted.
  /// - Complexity: O(n)
  func evaluate(_ squares: Column<Double>, correlation: Column<Double>, factor: Column<Double>? = nil) {
    let lanes = squares.laneCount
    switch self {
    case .squaredExponential:
      for k in 0..<lanes { squares[lane: k] *= -0.5 }
      VectorMath.exp(squares, into: correlation)
      factor?.copy(from: correlation)
    case .matern52:
      for k in 0..<lanes {
        let s = (5 * squares[lane: k]).squareRoot()
        squares[lane: k] = s
        correlation[lane: k] = -s
      }
      VectorMath.exp(correlation, into: correlation)
      for k in 0..<lanes {
        let (s, e) = (squares[lane: k], correlation[lane: k])
        factor?[lane: k] = (5.0 / 3) * (1 + s) * e
        correlation[lane: k] = (1 + s + s * s / 3) * e
      }
    }
  }
}
