import LinearAlgebra

/// Means, covariances and correlations of many outcomes measured on the same trials.
///
/// A pair of outcomes uses the rows in which both are present (pairwise complete, as in pandas). Without missing values
/// that is every row, and the work is one symmetric rank-k update (BLAS's dsyrk) of centred columns, in blocks of rows
/// that stay in the cache. With missing values, masks and zero-filled columns give the same sums over common rows by
/// four products. A matrix of pairwise covariances need not be positive semidefinite; see ``isComplete``.
///
/// Columns are centred before they are multiplied, so no digits are lost to large means (NIST's NumAcc4: mean 10⁷, SD
/// 0.1).
public struct CovarianceMatrix: Sendable {
  /// Mean of each column's own present values; undefined when there are none.
  public let means: [Defined<Double>]
  /// How many rows have both columns present; on the diagonal, how many have the column.
  public let counts: [[Int]]
  /// No value was missing.
  public let isComplete: Bool

  private let covariances: Matrix
  /// Sum of squares of column i over the rows common with j, about their mean there.
  private let spreads: Matrix
  /// Column i does not vary over the rows common with j.
  private let constant: [[Bool]]

  /// - Parameters:
  ///   - data: a row a trial, a column an outcome; NaN is a missing value.
  ///   - blas: the opened library.
  /// - Throws: ``StatisticsError``: an infinite value, or no columns.
  /// - Complexity: O(nk²) for n rows and k columns, four times that with missing values; memory for 4,096 rows, or
  ///   three times the data with missing values.
  public init(of data: Matrix, using blas: BLAS) throws(StatisticsError) {
    guard data.columnCount > 0 else {
      throw .tooFew(function: "covariance", what: "columns", count: 0, needed: 1)
    }
    let columns = try (0..<data.columnCount).map { j throws(StatisticsError) in
      try ColumnSummary(data, j, for: "covariance")
    }
    means = columns.map { $0.count > 0 ? .success($0.mean) : .failure(.tooFew) }
    isComplete = columns.allSatisfy { $0.count == data.rowCount }
    let sums =
      isComplete
      ? try linear { () throws(LinearAlgebraError) in try CommonSums(complete: data, columns, blas) }
      : try linear { () throws(LinearAlgebraError) in try CommonSums(missing: data, columns, blas) }
    covariances = sums.covariances
    spreads = sums.spreads
    counts = sums.counts
    constant = sums.constant
  }

  /// The number of outcomes.
  public var order: Int { means.count }

  /// The sample covariance of outcomes i and j (divisor n − 1) over their common rows; of i with itself its variance.
  /// - Complexity: O(1)
  public func covariance(_ i: Int, _ j: Int) -> Defined<Double> {
    guard counts[i][j] > 1 else { return .failure(.tooFew) }
    return covariances[i, j].isFinite ? .success(covariances[i, j]) : .failure(.outOfRange)
  }

  /// The standard deviation of outcome i (n − 1).
  public func standardDeviation(_ i: Int) -> Defined<Double> { covariance(i, i).map { max(0, $0).squareRoot() } }

  /// Pearson's correlation of outcomes i and j over their common rows; undefined when either is constant there.
  /// - Complexity: O(1)
  public func correlation(_ i: Int, _ j: Int) -> Defined<Double> {
    guard counts[i][j] > 1 else { return .failure(.tooFew) }
    guard !constant[i][j], !constant[j][i] else { return .failure(.constant) }
    let scale = spreads[i, j].squareRoot() * spreads[j, i].squareRoot()
    guard scale > 0, scale < .infinity, covariances[i, j].isFinite else { return .failure(.outOfRange) }
    if i == j { return .success(1) }
    return .success(min(1, max(-1, covariances[i, j] * Double(counts[i][j] - 1) / scale)))
  }
}
