import LinearAlgebra
import PortableMath

/// The factorised covariance of an emulator's data, and the generalised least squares in it.
struct EmulatorSolution: Sendable {
  /// K = UᵀU.
  let factor: CholeskyFactorisation
  /// U⁻ᵀH, n by p.
  let trendHalf: Matrix
  /// HᵀK⁻¹H; nil without a trend.
  let trendFactor: CholeskyFactorisation?
  /// β̂, p numbers.
  let beta: [Double]
  /// α = K⁻¹(y − Hβ̂).
  let alpha: [Double]
  /// Of the data.
  let logLikelihood: Double

  /// - Parameters:
  ///   - covariance: K, its upper triangle.
  ///   - outputs: y.
  ///   - trend: H.
  ///   - isRestricted: which likelihood.
  ///   - more: what is added to it.
  ///   - blas: the opened library.
  /// - Returns: nil where K, or HᵀK⁻¹H, is not positive definite to working precision.
  init?(
    _ covariance: Matrix, outputs: [Double], trend: Matrix, isRestricted: Bool, more: Double, using blas: BLAS
  ) throws(StatisticsError) {
    let (n, p) = (outputs.count, trend.columnCount)
    guard let factor = try Self.factorised(covariance, blas) else { return nil }
    let half = try linear { () throws(LinearAlgebraError) in try factor.halfSolve(trend) }
    let outputsHalf = try linear { () throws(LinearAlgebraError) in try factor.halfSolve(Matrix(n, 1, outputs)) }
    var (beta, residual, trendFactor): ([Double], Matrix, CholeskyFactorisation?) = ([], outputsHalf, nil)
    if p > 0 {
      let gram = try linear { () throws(LinearAlgebraError) in try blas.syrk(half) }
      guard let own = try Self.factorised(gram, blas) else { return nil }
      trendFactor = own
      let (solved, fitted) = try linear { () throws(LinearAlgebraError) in
        let solved = try own.solve(try blas.gemm(half, .transposed, outputsHalf))
        return (solved, try blas.gemm(half, solved))
      }
      beta = solved.elements
      residual = Matrix(n, 1, zip(outputsHalf.elements, fitted.elements).map { $0 - $1 })
    }
    let square = residual.elements.reduce(0) { $0 + $1 * $1 }
    var value = square + Self.logDeterminant(factor)
    if isRestricted, let trendFactor {
      value += Self.logDeterminant(trendFactor) + Double(n - p) * Portable.log(2 * .pi)
    } else {
      value += Double(n) * Portable.log(2 * .pi)
    }
    logLikelihood = more - value / 2
    alpha = try linear { () throws(LinearAlgebraError) in try factor.backSolve(residual) }.elements
    (self.factor, self.trendFactor, self.trendHalf, self.beta) = (factor, trendFactor, half, beta)
  }

  private static func factorised(_ a: Matrix, _ blas: BLAS) throws(StatisticsError) -> CholeskyFactorisation? {
    do throws(LinearAlgebraError) {
      return try CholeskyFactorisation(of: a, using: blas)
    } catch .notPositiveDefinite {
      return nil
    } catch .notFinite {
      return nil
    } catch {
      throw .linearAlgebra(error)
    }
  }

  private static func logDeterminant(_ factor: CholeskyFactorisation) -> Double {
    let upper = factor.upper
    return 2 * (0..<upper.rowCount).reduce(0) { $0 + Portable.log(upper[$1, $1]) }
  }

  /// B = K⁻¹H·T⁻¹ with HᵀK⁻¹H = TᵀT, n by p, so that BBᵀ is what estimating the trend takes off K⁻¹.
  func trendWeights() throws(StatisticsError) -> Matrix? {
    guard let trendFactor else { return nil }
    return try linear { () throws(LinearAlgebraError) in
      let solved = try factor.backSolve(trendHalf)
      return try trendFactor.halfSolve(solved.transposed).transposed
    }
  }

  /// W = ααᵀ − K⁻¹, for the restricted likelihood plus BBᵀ: upper triangle.
  func weights(isRestricted: Bool, using blas: BLAS) throws(StatisticsError) -> Matrix {
    var parts = [alpha]
    if isRestricted, let trend = try trendWeights() {
      for j in 0..<trend.columnCount { parts.append(Array(trend.column(j))) }
    }
    let n = alpha.count
    return try linear { () throws(LinearAlgebraError) in
      let inverse = try factor.inverse()
      let rows = try Matrix(columns: parts).transposed
      var result = Matrix(n, n, inverse.elements.map { -$0 })
      try blas.syrk(rows, addingToUpper: &result)
      return result
    }
  }
}
