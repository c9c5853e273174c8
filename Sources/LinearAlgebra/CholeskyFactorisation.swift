import COpenBLAS

// Unsafe here: elements are handed to LAPACK by address; shapes are checked before.

/// A = UᵀU of a symmetric positive definite matrix: LAPACK's dpotrf.
public struct CholeskyFactorisation: Sendable {
  private let factor: Matrix
  private let blas: BLAS

  /// The order of A.
  public var order: Int { factor.columnCount }

  /// Factorises; only A's upper triangle is read.
  /// - Throws: ``LinearAlgebraError``: `shape`, `notFinite` or `notPositiveDefinite`.
  /// - Complexity: n³/3 operations
  public init(of a: Matrix, using blas: BLAS) throws(LinearAlgebraError) {
    guard a.rowCount == a.columnCount, a.rowCount > 0 else {
      throw .shape(function: "Cholesky", argument: "A", value: "\(a.rowCount) by \(a.columnCount)", expected: "square")
    }
    try a.requireFinite("Cholesky", "A")
    var work = a
    var n = try BLAS.size(a.rowCount)
    var leading = n
    var info: Int32 = 0
    blas.table.pointee.dpotrf("U", &n, &work.elements, &leading, &info, 1)
    try LinearAlgebraError.check(info, "Cholesky") { .notPositiveDefinite(function: "Cholesky", order: $0) }
    for j in 0..<work.columnCount {
      for i in (j + 1)..<max(j + 1, work.rowCount) { work[i, j] = 0 }
    }
    factor = work
    self.blas = blas
  }

  /// U, zeros below the diagonal.
  public var upper: Matrix { factor }

  /// A⁻¹B by two triangular solutions.
  /// - Throws: ``LinearAlgebraError/shape(function:argument:value:expected:)``.
  /// - Complexity: 2n²k operations
  public func solve(_ b: Matrix) throws(LinearAlgebraError) -> Matrix {
    try backSolve(halfSolve(b))
  }

  /// U⁻¹B: the second half of ``solve(_:)``, where the first is known.
  /// - Throws: ``LinearAlgebraError/shape(function:argument:value:expected:)``.
  /// - Complexity: n²k operations
  public func backSolve(_ b: Matrix) throws(LinearAlgebraError) -> Matrix {
    try blas.solveTriangular(factor, upper: true, .plain, b)
  }

  /// U⁻ᵀB, whose columns have the inner products bᵢᵀA⁻¹bⱼ.
  /// - Throws: ``LinearAlgebraError/shape(function:argument:value:expected:)``.
  /// - Complexity: n²k operations
  public func halfSolve(_ b: Matrix) throws(LinearAlgebraError) -> Matrix {
    try blas.solveTriangular(factor, upper: true, .transposed, b)
  }

  /// A⁻¹, both triangles: LAPACK's dpotri. For sums over all its elements; to solve, see ``solve(_:)``.
  /// - Throws: ``LinearAlgebraError/notPositiveDefinite(function:order:)`` where a pivot has vanished.
  /// - Complexity: 2n³/3 operations
  public func inverse() throws(LinearAlgebraError) -> Matrix {
    var work = factor
    var n = try BLAS.size(order)
    var leading = n
    var info: Int32 = 0
    blas.table.pointee.dpotri("U", &n, &work.elements, &leading, &info, 1)
    try LinearAlgebraError.check(info, "Cholesky") { .notPositiveDefinite(function: "Cholesky", order: $0) }
    work.mirrorUpper()
    return work
  }
}
