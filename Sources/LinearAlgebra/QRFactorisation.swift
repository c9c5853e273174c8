import COpenBLAS

// Unsafe here: elements are handed to LAPACK by address; shapes are checked before, and work space is what it asks.

/// A·P = Q·R with columns scaled and pivoted: least squares without squaring the condition number.
///
/// Columns are first scaled by powers of two to norms near 1 (which changes no digit), then pivoted by norm (LAPACK's
/// dgeqp3, Golub & Van Loan, Matrix Computations, 5.4.2). A column whose part orthogonal to those before is below
/// 64·√m·ε of the largest counts as collinear. Results are in the caller's units and order.
public struct QRFactorisation: Sendable {
  /// R above the diagonal, Q's reflectors below.
  private let factor: Matrix
  private let tau: [Double]
  /// Column of A at each place of R, from 0.
  private let order: [Int]
  /// Powers of two: the factorised columns are A's times these.
  private let scale: [Double]
  private let blas: BLAS

  /// m, the number of A's rows.
  public var rowCount: Int { factor.rowCount }
  /// n ≤ m, the number of A's columns.
  public var columnCount: Int { factor.columnCount }
  /// Least and largest |r_ii| as a ratio: an estimate of the reciprocal condition number after scaling.
  public let reciprocalCondition: Double

  /// Factorises a matrix with at least as many rows as columns.
  /// - Throws: ``LinearAlgebraError``: `shape`, `notFinite` or `collinear`, which names a column that others explain.
  /// - Complexity: O(mn²)
  public init(of a: Matrix, using blas: BLAS) throws(LinearAlgebraError) {
    let (m, n) = (a.rowCount, a.columnCount)
    guard n > 0, m >= n else {
      throw .shape(function: "QR", argument: "A", value: "\(m) by \(n)", expected: "columns, and no fewer rows")
    }
    try a.requireFinite("QR", "A")
    var work = a
    scale = try Self.scaleColumns(&work)
    self.blas = blas
    (order, tau) = try Self.factorise(&work, blas)
    factor = work
    let diagonal = (0..<n).map { work[$0, $0].magnitude }
    let largest = diagonal.max() ?? 0
    let limit = 64 * Double(m).squareRoot() * 0x1p-52 * largest
    if let k = diagonal.firstIndex(where: { !($0 > limit) }) { throw .collinear(function: "QR", column: order[k]) }
    reciprocalCondition = (diagonal.min() ?? 0) / largest
  }

  private static func scaleColumns(_ a: inout Matrix) throws(LinearAlgebraError) -> [Double] {
    var scale: [Double] = []
    for j in 0..<a.columnCount {
      let largest = a.column(j).reduce(0) { max($0, $1.magnitude) }
      guard largest > 0 else { throw .collinear(function: "QR", column: j) }
      // Two steps, so that squares neither overflow nor vanish.
      let first = Double(sign: .plus, exponent: -min(1000, max(-1000, largest.exponent)), significand: 1)
      let squares = a.column(j).reduce(0) { $0 + ($1 * first) * ($1 * first) }
      let second = Double(sign: .plus, exponent: -squares.squareRoot().exponent, significand: 1)
      scale.append(first * second)
      for i in 0..<a.rowCount { a[i, j] *= first * second }
    }
    return scale
  }

  private static func factorise(
    _ a: inout Matrix, _ blas: BLAS
  ) throws(LinearAlgebraError) -> (order: [Int], tau: [Double]) {
    var (m, n, leading) = (try BLAS.size(a.rowCount), try BLAS.size(a.columnCount), try BLAS.leading(a))
    var pivot = [Int32](repeating: 0, count: a.columnCount)
    var tau = [Double](repeating: 0, count: a.columnCount)
    var info: Int32 = 0
    let dgeqp3 = blas.table.pointee.dgeqp3
    var best = 0.0
    var length: Int32 = -1
    dgeqp3(&m, &n, &a.elements, &leading, &pivot, &tau, &best, &length, &info)
    var work = [Double](repeating: 0, count: max(1, Int(best)))
    length = try BLAS.size(work.count)
    dgeqp3(&m, &n, &a.elements, &leading, &pivot, &tau, &work, &length, &info)
    try LinearAlgebraError.check(info, "QR") { .notConverged(function: "QR", info: $0) }
    return (pivot.map { Int($0) - 1 }, tau)
  }

  /// QᵀB: its first n rows are what R explains of B, the rest is the residual in other coordinates.
  /// - Throws: ``LinearAlgebraError``: `shape`, `notFinite`.
  /// - Complexity: O(mnk)
  public func transposedQ(times b: Matrix) throws(LinearAlgebraError) -> Matrix {
    try requireRows(b)
    var c = b
    guard b.columnCount > 0 else { return c }
    var (m, k, n) = (try BLAS.size(rowCount), try BLAS.size(b.columnCount), try BLAS.size(columnCount))
    var info: Int32 = 0
    let dormqr = blas.table.pointee.dormqr
    var best = 0.0
    var length: Int32 = -1
    var leading = m
    dormqr("L", "T", &m, &k, &n, factor.elements, &leading, tau, &c.elements, &leading, &best, &length, &info, 1, 1)
    var work = [Double](repeating: 0, count: max(1, Int(best)))
    length = try BLAS.size(work.count)
    dormqr("L", "T", &m, &k, &n, factor.elements, &leading, tau, &c.elements, &leading, &work, &length, &info, 1, 1)
    try LinearAlgebraError.check(info, "QR") { .notConverged(function: "QR", info: $0) }
    return c
  }

  /// The X that minimises |AX − B| column by column.
  /// - Throws: ``LinearAlgebraError``: `shape`, `notFinite`.
  /// - Complexity: O(mnk)
  public func solve(_ b: Matrix) throws(LinearAlgebraError) -> Matrix {
    try solve(rotated: try transposedQ(times: b))
  }

  /// The X that minimises |AX − B|, from QᵀB.
  /// - Throws: ``LinearAlgebraError/shape(function:argument:value:expected:)`` unless there are m rows.
  /// - Complexity: O(n²k)
  public func solve(rotated: Matrix) throws(LinearAlgebraError) -> Matrix {
    guard rotated.rowCount == rowCount else {
      throw .shape(
        function: "QR", argument: "rows of QᵀB", value: "\(rotated.rowCount)", expected: "\(rowCount), as A")
    }
    var top = Matrix(rowCount: columnCount, columnCount: rotated.columnCount)
    for j in 0..<rotated.columnCount {
      for i in 0..<columnCount { top[i, j] = rotated[i, j] }
    }
    return unscaled(try blas.solveTriangular(factor, upper: true, .plain, top))
  }

  /// An n by n matrix S with S·Sᵀ = (AᵀA)⁻¹.
  /// - Complexity: O(n³)
  public func inverseGramRoot() throws(LinearAlgebraError) -> Matrix {
    unscaled(try blas.solveTriangular(factor, upper: true, .plain, .identity(columnCount)))
  }

  /// Rows back from R's order and units to A's.
  private func unscaled(_ x: Matrix) -> Matrix {
    var result = Matrix(rowCount: x.rowCount, columnCount: x.columnCount)
    for j in 0..<x.columnCount {
      for (i, original) in order.enumerated() { result[original, j] = x[i, j] * scale[original] }
    }
    return result
  }

  private func requireRows(_ b: Matrix) throws(LinearAlgebraError) {
    guard b.rowCount == rowCount else {
      throw .shape(function: "QR", argument: "rows of B", value: "\(b.rowCount)", expected: "\(rowCount), as A")
    }
    try b.requireFinite("QR", "B")
  }
}
