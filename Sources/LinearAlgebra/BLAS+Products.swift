import COpenBLAS

// Unsafe here: elements are handed to C by address. Sizes and leading dimensions are those of the matrices, and the
// shapes are checked before.

extension BLAS {
  /// As it is, or with rows and columns exchanged.
  public enum Operand: Sendable {
    case plain, transposed
    var code: Int32 { Int32(self == .plain ? RM_NO_TRANS : RM_TRANS) }
    func shape(_ m: Matrix) -> (rows: Int, columns: Int) {
      self == .plain ? (m.rowCount, m.columnCount) : (m.columnCount, m.rowCount)
    }
  }

  /// op(A)·op(B), BLAS's dgemm.
  /// - Throws: ``LinearAlgebraError/shape(function:argument:value:expected:)`` when the inner sizes differ.
  /// - Complexity: 2mnk operations
  public func gemm(
    _ a: Matrix, _ operandA: Operand, _ b: Matrix, _ operandB: Operand = .plain
  ) throws(LinearAlgebraError) -> Matrix {
    var c = Matrix(rowCount: operandA.shape(a).rows, columnCount: operandB.shape(b).columns)
    try gemm(a, operandA, b, operandB, into: &c, row: 0)
    return c
  }

  /// A·B.
  /// - Complexity: 2mnk operations
  public func gemm(_ a: Matrix, _ b: Matrix) throws(LinearAlgebraError) -> Matrix { try gemm(a, .plain, b) }

  /// Puts alpha·op(A)·op(B) into the rows of C from `row` on, all of its columns.
  /// - Throws: ``LinearAlgebraError/shape(function:argument:value:expected:)`` when sizes do not fit.
  /// - Complexity: 2mnk operations
  public func gemm(
    _ a: Matrix, _ operandA: Operand, _ b: Matrix, _ operandB: Operand, into c: inout Matrix, row: Int,
    scale alpha: Double = 1
  ) throws(LinearAlgebraError) {
    let (m, k) = operandA.shape(a)
    let (inner, n) = operandB.shape(b)
    guard k == inner else {
      throw .shape(
        function: "gemm", argument: "rows of op(B)", value: "\(inner)", expected: "\(k), the columns of op(A)")
    }
    guard c.columnCount == n, row >= 0, m <= c.rowCount - row else {
      throw .shape(
        function: "gemm", argument: "C", value: "\(c.rowCount) by \(c.columnCount)",
        expected: "rows \(row) to \(row + m) of \(n) columns")
    }
    guard m > 0, n > 0 else { return }
    let sizes = (try Self.size(m), try Self.size(n), try Self.size(k))
    let leading = (try Self.leading(a), try Self.leading(b), try Self.leading(c))
    let dgemm = table.pointee.dgemm
    a.elements.withUnsafeBufferPointer { a in
      b.elements.withUnsafeBufferPointer { b in
        c.elements.withUnsafeMutableBufferPointer { c in
          // k = 0: arrays may have no address; BLAS then only clears C.
          guard let a = a.baseAddress, let b = b.baseAddress, let c = c.baseAddress else { return }
          dgemm(
            Self.columnMajor, operandA.code, operandB.code, sizes.0, sizes.1, sizes.2, alpha, a, leading.0, b,
            leading.1, 0, c + row, leading.2)
        }
      }
    }
  }

  /// AᵀA, both triangles, BLAS's dsyrk.
  /// - Complexity: mn² operations
  public func syrk(_ a: Matrix) throws(LinearAlgebraError) -> Matrix {
    var c = Matrix(rowCount: a.columnCount, columnCount: a.columnCount)
    try syrk(a, addingToUpper: &c)
    c.mirrorUpper()
    return c
  }

  /// Adds AᵀA to the upper triangle of C: for matrices that come in pieces. See ``mirrored(_:)``.
  /// - Parameters:
  ///   - a: m by n.
  ///   - rows: how many of A's rows count; nil for all.
  ///   - c: n by n; its lower triangle is left alone.
  /// - Throws: ``LinearAlgebraError/shape(function:argument:value:expected:)`` unless C is n by n.
  /// - Complexity: mn² operations
  public func syrk(_ a: Matrix, rows: Int? = nil, addingToUpper c: inout Matrix) throws(LinearAlgebraError) {
    let (n, k) = (a.columnCount, rows ?? a.rowCount)
    guard c.rowCount == n, c.columnCount == n else {
      throw .shape(
        function: "syrk", argument: "C", value: "\(c.rowCount) by \(c.columnCount)", expected: "\(n) by \(n)")
    }
    guard k >= 0, k <= a.rowCount else {
      throw .shape(function: "syrk", argument: "rows", value: "\(k)", expected: "0 to \(a.rowCount)")
    }
    guard n > 0, k > 0 else { return }
    let (order, depth, leading) = (try Self.size(n), try Self.size(k), try Self.leading(a))
    let dsyrk = table.pointee.dsyrk
    a.elements.withUnsafeBufferPointer { a in
      c.elements.withUnsafeMutableBufferPointer { c in
        dsyrk(
          Self.columnMajor, Self.upper, Operand.transposed.code, order, depth, 1, a.baseAddress!, leading, 1,
          c.baseAddress!, order)
      }
    }
  }

  /// The symmetric matrix of which C's upper triangle is known.
  /// - Complexity: O(n²)
  public func mirrored(_ c: Matrix) -> Matrix {
    var full = c
    full.mirrorUpper()
    return full
  }

  /// op(T)⁻¹·B for the triangle T in the leading rows of A, BLAS's dtrsm.
  /// - Complexity: n²k operations
  func solveTriangular(
    _ a: Matrix, upper: Bool, _ operand: Operand, _ b: Matrix
  ) throws(LinearAlgebraError) -> Matrix {
    let n = a.columnCount
    guard b.rowCount == n, a.rowCount >= n else {
      throw .shape(function: "trsm", argument: "rows of B", value: "\(b.rowCount)", expected: "\(n)")
    }
    var x = b
    guard n > 0, b.columnCount > 0 else { return x }
    let (order, width, leading) = (try Self.size(n), try Self.size(b.columnCount), try Self.leading(a))
    let dtrsm = table.pointee.dtrsm
    a.elements.withUnsafeBufferPointer { a in
      x.elements.withUnsafeMutableBufferPointer { x in
        dtrsm(
          Self.columnMajor, Int32(RM_LEFT), upper ? Self.upper : Self.lower, operand.code,
          Int32(RM_NON_UNIT), order, width, 1, a.baseAddress!, leading, x.baseAddress!, order)
      }
    }
    return x
  }

  // MARK: Codes and sizes

  static var columnMajor: Int32 { Int32(RM_COL_MAJOR) }
  static var upper: Int32 { Int32(RM_UPPER) }
  static var lower: Int32 { Int32(RM_LOWER) }

  /// A size as the 32-bit integer that BLAS takes.
  static func size(_ n: Int) throws(LinearAlgebraError) -> Int32 {
    guard let size = Int32(exactly: n) else {
      throw .shape(function: "BLAS", argument: "a size", value: "\(n)", expected: "at most \(Int32.max)")
    }
    return size
  }

  /// The leading dimension, at least 1.
  static func leading(_ m: Matrix) throws(LinearAlgebraError) -> Int32 { try size(max(1, m.rowCount)) }
}
