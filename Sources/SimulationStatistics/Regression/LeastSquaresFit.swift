import LinearAlgebra

/// What a least squares regression found.
public struct LeastSquaresFit: Sendable {
  /// In the order of the design's columns. t has n − p degrees of freedom, with clusters G − 1.
  public let coefficients: [Coefficient]
  /// Observations.
  public let n: Int
  /// n − p.
  public let residualDegrees: Int
  /// G with cluster-robust standard errors, else nil.
  public let clusterCount: Int?
  /// Covariances of the coefficients.
  public let covariance: Matrix
  /// The residual standard deviation s = √(RSS/(n − p)), in units of the response.
  public let residualSD: Double
  /// 1 − RSS/TSS, TSS about the mean where there is an intercept; undefined for a response that does not vary.
  public let rSquared: Defined<Double>
  /// The test that all coefficients but the intercept are 0: classical, or Wald's with the robust covariance and G − 1
  /// degrees of freedom below. Undefined for a response that does not vary, or fewer clusters than such coefficients.
  public let f: Defined<Double>
  /// P(F ≥ f) under that hypothesis.
  public let fPValue: Defined<Double>

  /// - Parameters:
  ///   - explained: the sum of squares of fitted values, about their mean where there is an intercept; nil for a
  ///     response that does not vary.
  ///   - residual: the sum of squares of residuals.
  init(
    design: Design, estimates: [Double], explained: Double?, residual: Double, covariance: Matrix,
    clusterCount: Int?, level: Double, using blas: BLAS
  ) {
    let (rows, p) = (design.rowCount, design.columnCount)
    n = rows
    residualDegrees = rows - p
    self.clusterCount = clusterCount
    self.covariance = covariance
    residualSD = (residual / Double(rows - p)).squareRoot()
    let degrees = clusterCount.map { $0 - 1 } ?? rows - p
    let nu = Double(degrees)
    let critical = StudentT.quantile((1 + level) / 2, degreesOfFreedom: nu)
    coefficients = (0..<p).map { j in
      Coefficient(
        name: design.names[j], estimate: estimates[j], standardError: max(0, covariance[j, j]).squareRoot(),
        critical: critical
      ) { StudentT.cdf(-$0, degreesOfFreedom: nu) }
    }
    guard let explained else {
      (rSquared, f, fPValue) = (.failure(.constant), .failure(.constant), .failure(.constant))
      return
    }
    guard explained + residual > 0, explained + residual < .infinity else {
      (rSquared, f, fPValue) = (.failure(.outOfRange), .failure(.outOfRange), .failure(.outOfRange))
      return
    }
    let slopes = design.hasIntercept ? p - 1 : p
    rSquared = .success(explained / (explained + residual))
    f =
      clusterCount == nil
      ? .success(explained / Double(slopes) / (residual / nu))
      : Self.wald(Array(estimates.suffix(slopes)), covariance, nu, blas)
    fPValue = f.map { FDistribution.upperTail($0, slopes, degrees) }
  }

  /// bᵀV⁻¹b/k for the last k coefficients.
  private static func wald(_ b: [Double], _ covariance: Matrix, _ degrees: Double, _ blas: BLAS) -> Defined<Double> {
    let (k, skipped) = (b.count, covariance.columnCount - b.count)
    // Scaled to a correlation matrix, whose factorisation does not see units.
    let scale = (0..<k).map { covariance[$0 + skipped, $0 + skipped].squareRoot() }
    guard Double(k) <= degrees, scale.allSatisfy({ $0 > 0 }) else { return .failure(.tooFew) }
    var v = Matrix(rowCount: k, columnCount: k)
    for j in 0..<k {
      for i in 0..<k { v[i, j] = covariance[i + skipped, j + skipped] / (scale[i] * scale[j]) }
    }
    let z = Matrix(k, 1, zip(b, scale).map { $0 / $1 })
    guard let half = try? CholeskyFactorisation(of: v, using: blas).halfSolve(z) else { return .failure(.tooFew) }
    return .success(half.elements.reduce(0) { $0 + $1 * $1 } / Double(k))
  }
}
