import COpenBLAS

// Unsafe here: elements are handed to LAPACK by address; shapes are checked before, and work space is what it asks.

/// Eigenvalues and orthonormal eigenvectors of a symmetric matrix: LAPACK's dsyevd.
public struct SymmetricEigen: Sendable {
  /// Largest first.
  public let values: [Double]
  /// Column k belongs to `values[k]`; its sign is LAPACK's accident.
  public let vectors: Matrix

  /// Decomposes; only the upper triangle is read.
  /// - Throws: ``LinearAlgebraError``: `shape`, `notFinite`, `notConverged`.
  /// - Complexity: O(n³)
  public init(of a: Matrix, using blas: BLAS) throws(LinearAlgebraError) {
    guard a.rowCount == a.columnCount, a.rowCount > 0 else {
      throw .shape(function: "eigen", argument: "A", value: "\(a.rowCount) by \(a.columnCount)", expected: "square")
    }
    try a.requireFinite("eigen", "A")
    let order = a.rowCount
    var (v, n) = (a, try BLAS.size(order))
    var leading = n
    var w = [Double](repeating: 0, count: order)
    var info: Int32 = 0
    let dsyevd = blas.table.pointee.dsyevd
    var (best, bestIntegers) = (0.0, Int32(0))
    var (length, integers) = (Int32(-1), Int32(-1))
    dsyevd("V", "U", &n, &v.elements, &leading, &w, &best, &length, &bestIntegers, &integers, &info, 1, 1)
    var work = [Double](repeating: 0, count: max(1, Int(best)))
    var integerWork = [Int32](repeating: 0, count: max(1, Int(bestIntegers)))
    (length, integers) = (try BLAS.size(work.count), try BLAS.size(integerWork.count))
    dsyevd("V", "U", &n, &v.elements, &leading, &w, &work, &length, &integerWork, &integers, &info, 1, 1)
    try LinearAlgebraError.check(info, "eigen") { .notConverged(function: "eigen", info: $0) }
    values = w.reversed()
    vectors = v.selecting(columns: (0..<order).reversed())
  }
}

/// A = U·diag(σ)·Vᵀ, thin: LAPACK's dgesdd.
public struct SingularValues: Sendable {
  /// σ, largest first, min(m, n) of them.
  public let values: [Double]
  /// U, a column for each σ.
  public let left: Matrix
  /// Vᵀ, a row for each σ.
  public let rightTransposed: Matrix

  /// - Throws: ``LinearAlgebraError``: `shape`, `notFinite`, `notConverged`.
  /// - Complexity: O(mn·min(m, n))
  public init(of a: Matrix, using blas: BLAS) throws(LinearAlgebraError) {
    let rank = min(a.rowCount, a.columnCount)
    guard rank > 0 else {
      throw .shape(function: "SVD", argument: "A", value: "\(a.rowCount) by \(a.columnCount)", expected: "not empty")
    }
    try a.requireFinite("SVD", "A")
    var copy = a
    var (m, n, k) = (try BLAS.size(a.rowCount), try BLAS.size(a.columnCount), try BLAS.size(rank))
    var leading = m
    var s = [Double](repeating: 0, count: rank)
    var u = Matrix(rowCount: a.rowCount, columnCount: rank)
    var vt = Matrix(rowCount: rank, columnCount: a.columnCount)
    var integers = [Int32](repeating: 0, count: 8 * rank)
    var info: Int32 = 0
    let dgesdd = blas.table.pointee.dgesdd
    var best = 0.0
    var length: Int32 = -1
    dgesdd(
      "S", &m, &n, &copy.elements, &leading, &s, &u.elements, &leading, &vt.elements, &k, &best, &length, &integers,
      &info, 1)
    var work = [Double](repeating: 0, count: max(1, Int(best)))
    length = try BLAS.size(work.count)
    dgesdd(
      "S", &m, &n, &copy.elements, &leading, &s, &u.elements, &leading, &vt.elements, &k, &work, &length, &integers,
      &info, 1)
    try LinearAlgebraError.check(info, "SVD") { .notConverged(function: "SVD", info: $0) }
    values = s
    left = u
    rightTransposed = vt
  }
}
