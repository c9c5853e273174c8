import LinearAlgebra

/// Least squares of any number of responses on one design, which is factorised once.
///
/// Columns and responses are centred where there is an intercept, then QR with scaled, pivoted columns; never the normal equations, which lose half the digits. Standard errors are the
/// classical ones, s²(XᵀX)⁻¹, or robust to dependence within clusters (``Clusters``).
///
///     let design = try Design(columns, names: ["skill", "effort"])
///     let squares = try LeastSquares(design, using: blas)
///     let fit = try squares.fit(revenue, clusters: Clusters(firm))
///     fit.coefficients[1].standardError
public struct LeastSquares: Sendable {
  public let design: Design
  /// Columns that are factorised: centred and without the constant where there is one.
  private let columns: Matrix
  /// Their means, in the same order.
  private let means: [Double]
  private let qr: QRFactorisation
  /// S with S·Sᵀ = (XᵀX)⁻¹, for all coefficients.
  private let root: Matrix
  private let blas: BLAS

  /// - Throws: ``StatisticsError``: no more observations than coefficients, or a collinear column, by name.
  /// - Complexity: O(np²)
  public init(_ design: Design, using blas: BLAS) throws(StatisticsError) {
    try design.check("least squares", responses: design.rowCount)
    self.design = design
    self.blas = blas
    let first = design.hasIntercept ? 1 : 0
    let slopes = design.matrix.selecting(columns: first..<design.columnCount)
    let (columns, means) = design.hasIntercept ? try Self.centred(slopes) : (slopes, [])
    (self.columns, self.means) = (columns, means)
    let qr = try design.naming("least squares", from: first) { () throws(LinearAlgebraError) in
      try QRFactorisation(of: columns, using: blas)
    }
    self.qr = qr
    let inner = try linear { () throws(LinearAlgebraError) in try qr.inverseGramRoot() }
    root = design.hasIntercept ? Self.withIntercept(inner, means: means, rows: design.rowCount) : inner
  }

  /// Fits one response.
  /// - Parameters:
  ///   - response: a value for each row of the design.
  ///   - clusters: for cluster-robust standard errors, with G − 1 degrees of freedom; nil for classical ones.
  ///   - level: of confidence intervals.
  /// - Throws: ``StatisticsError``: sizes that differ, a value that is not finite, fewer than two clusters.
  /// - Complexity: O(np)
  public func fit(
    _ response: [Double], clusters: Clusters? = nil, level: Double = 0.95
  ) throws(StatisticsError) -> LeastSquaresFit {
    try fit(Matrix(response.count, 1, response), clusters: clusters, level: level)[0]
  }

  /// Fits a response a column.
  /// - Complexity: O(npk) for k responses
  public func fit(
    _ responses: Matrix, clusters: Clusters? = nil, level: Double = 0.95
  ) throws(StatisticsError) -> [LeastSquaresFit] {
    try design.check("least squares", responses: responses.rowCount)
    try clusters?.check("least squares", observations: design.rowCount)
    if let (row, column) = responses.firstNotFinite {
      throw .linearAlgebra(.notFinite(function: "least squares", argument: "response", row: row, column: column))
    }
    let (qr, blas, columns) = (qr, blas, columns)
    let (centred, levels) = design.hasIntercept ? try Self.centred(responses) : (responses, [])
    let rotated = try linear { () throws(LinearAlgebraError) in try qr.transposedQ(times: centred) }
    let slopes = try linear { () throws(LinearAlgebraError) in try qr.solve(rotated: rotated) }
    let fitted = try linear { () throws(LinearAlgebraError) in try blas.gemm(columns, slopes) }
    return try (0..<responses.columnCount).map { k throws(StatisticsError) in
      let explained = rotated.column(k).prefix(slopes.rowCount).reduce(0) { $0 + $1 * $1 }
      let left = rotated.column(k).dropFirst(slopes.rowCount).reduce(0) { $0 + $1 * $1 }
      let residuals = zip(centred.column(k), fitted.column(k)).map { $0 - $1 }
      var estimates = Array(slopes.column(k))
      if design.hasIntercept { estimates.insert(zip(means, estimates).reduce(levels[k]) { $0 - $1.0 * $1.1 }, at: 0) }
      // Centring makes zeros of a constant, exactly.
      let isConstant = centred.column(k).allSatisfy { $0 == 0 }
      return LeastSquaresFit(
        design: design, estimates: estimates, explained: isConstant ? nil : explained, residual: left,
        covariance: try covariance(residuals, left, clusters), clusterCount: clusters?.count, level: level, using: blas)
    }
  }

  private static func centred(_ a: Matrix) throws(StatisticsError) -> (Matrix, means: [Double]) {
    var means: [Double] = []
    for j in 0..<a.columnCount { means.append(try ColumnSummary(a, j, for: "least squares").mean) }
    var result = Matrix(rowCount: a.rowCount, columnCount: a.columnCount)
    result.copyCentred(a, means: means, from: 0, count: a.rowCount)
    return (result, means)
  }

  /// The root for all coefficients from that of the slopes of centred columns: the intercept is ȳ − x̄ᵀb.
  private static func withIntercept(_ inner: Matrix, means: [Double], rows: Int) -> Matrix {
    let p = inner.columnCount + 1
    var full = Matrix(rowCount: p, columnCount: p)
    full[0, 0] = 1 / Double(rows).squareRoot()
    for j in 1..<p {
      for i in 1..<p {
        full[i, j] = inner[i - 1, j - 1]
        full[0, j] -= means[i - 1] * inner[i - 1, j - 1]
      }
    }
    return full
  }

  private func covariance(
    _ residuals: [Double], _ residualSquares: Double, _ clusters: Clusters?
  ) throws(StatisticsError) -> Matrix {
    let (blas, root, design) = (blas, root, design)
    if let clusters {
      return try linear { () throws(LinearAlgebraError) in
        try clusters.covariance(design, residuals: residuals, root: root, using: blas)
      }
    }
    let variance = residualSquares / Double(design.rowCount - design.columnCount)
    let gram = try linear { () throws(LinearAlgebraError) in try blas.gemm(root, .plain, root, .transposed) }
    return Matrix(gram.rowCount, gram.columnCount, gram.elements.map { $0 * variance })
  }
}
