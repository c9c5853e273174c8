import LinearAlgebra

/// Principal components of trajectories: the few shapes by which weekly paths differ between trials.
///
/// With at least as many trials as weeks: eigenvectors of the covariance matrix (dsyrk, dsyevd); else the singular
/// value decomposition of the centred paths (dgesdd), which are the same numbers. A component's sign is fixed: of its
/// loadings, the first whose size is within 1e-6 of the largest is positive. Components whose variance is below 1e-12
/// of the first one's are rounding and are left out; those of equal variance are determined only together.
///
/// Source: Jolliffe, Principal Component Analysis (2002).
public struct PrincipalComponents: Sendable {
  /// The mean path.
  public let means: [Double]
  /// Variance along each component (divisor n − 1), largest first.
  public let variances: [Double]
  /// Each component's share of the total variance.
  public let shares: [Double]
  /// Unit vectors: a row a week, a column a component.
  public let loadings: Matrix
  /// Centred paths times loadings: a row a trial, a column a component.
  public let scores: Matrix
  /// The sum of the weeks' variances.
  public let totalVariance: Double

  /// - Parameters:
  ///   - paths: a row a trial, a column a week; all finite.
  ///   - limit: how many components are wanted at most.
  ///   - blas: the opened library.
  /// - Throws: ``StatisticsError``: fewer than two trials, no weeks, a value that is not finite, paths all equal.
  /// - Complexity: O(nw·min(n, w)) for n trials and w weeks
  public init(of paths: Matrix, limit: Int = 5, using blas: BLAS) throws(StatisticsError) {
    let (n, w) = (paths.rowCount, paths.columnCount)
    guard n > 1 else { throw .tooFew(function: "principal components", what: "trials", count: n, needed: 2) }
    guard w > 0 else { throw .tooFew(function: "principal components", what: "weeks", count: 0, needed: 1) }
    guard limit > 0 else {
      throw .argument(function: "principal components", argument: "limit", value: "\(limit)", expected: "at least 1")
    }
    if let (row, column) = paths.firstNotFinite {
      throw .linearAlgebra(
        .notFinite(function: "principal components", argument: "paths", row: row, column: column))
    }
    let columns = try (0..<w).map { j throws(StatisticsError) in
      try ColumnSummary(paths, j, for: "principal components")
    }
    guard !columns.allSatisfy(\.isConstant) else {
      throw .constant(function: "principal components", what: "every week's value")
    }
    means = columns.map(\.mean)
    var centred = Matrix(rowCount: n, columnCount: w)
    centred.copyCentred(paths, means: means, from: 0, count: n)
    let (all, vectors) = try linear { () throws(LinearAlgebraError) in try Self.decompose(centred, blas) }
    totalVariance = all.reduce(0, +)
    let kept = all.prefix(limit).prefix { $0 > 1e-12 * all[0] }
    variances = Array(kept)
    let total = totalVariance
    shares = kept.map { $0 / total }
    let chosen = Self.fixingSigns(vectors.selecting(columns: 0..<kept.count))
    loadings = chosen
    scores = try linear { () throws(LinearAlgebraError) in try blas.gemm(centred, .plain, chosen) }
  }

  /// Variances, largest first, and unit vectors.
  private static func decompose(
    _ centred: Matrix, _ blas: BLAS
  ) throws(LinearAlgebraError) -> (variances: [Double], vectors: Matrix) {
    let degrees = Double(centred.rowCount - 1)
    guard centred.rowCount < centred.columnCount else {
      let eigen = try SymmetricEigen(of: try blas.syrk(centred), using: blas)
      return (eigen.values.map { max(0, $0) / degrees }, eigen.vectors)
    }
    let svd = try SingularValues(of: centred, using: blas)
    return (svd.values.map { $0 * $0 / degrees }, svd.rightTransposed.transposed)
  }

  private static func fixingSigns(_ vectors: Matrix) -> Matrix {
    var result = vectors
    for j in 0..<vectors.columnCount {
      let column = vectors.column(j)
      let largest = column.reduce(0) { max($0, $1.magnitude) }
      guard let leading = column.first(where: { $0.magnitude >= (1 - 1e-6) * largest }), leading < 0 else { continue }
      for i in 0..<vectors.rowCount { result[i, j] = -vectors[i, j] }
    }
    return result
  }
}
