import Testing

@testable import LinearAlgebra

/// Operations against their definitions.
@Suite struct OperationTests {
  let blas: BLAS
  init() throws { blas = try BLAS.open() }

  /// Keyed numbers in −1…1 (SplitMix64).
  private func random(_ rows: Int, _ columns: Int, seed: UInt64 = 1) -> Matrix {
    let elements = (0..<rows * columns).map { i -> Double in
      var z = (seed &* 0x1234_5678_9abc_def1) &+ UInt64(i) &* 0x9E37_79B9_7F4A_7C15
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return Double(Int64(bitPattern: z ^ (z >> 31)) >> 11) * 0x1p-52
    }
    return Matrix(rowCount: rows, columnCount: columns, elements: elements)
  }

  private func plain(_ a: Matrix, _ b: Matrix) -> Matrix {
    var c = Matrix(rowCount: a.rowCount, columnCount: b.columnCount)
    for i in 0..<a.rowCount {
      for j in 0..<b.columnCount { c[i, j] = (0..<a.columnCount).reduce(0) { $0 + a[i, $1] * b[$1, j] } }
    }
    return c
  }

  private func distance(_ a: Matrix, _ b: Matrix) -> Double {
    guard a.rowCount == b.rowCount, a.columnCount == b.columnCount else { return .infinity }
    return zip(a.elements, b.elements).reduce(0) { max($0, ($1.0 - $1.1).magnitude) }
  }

  @Test(arguments: [(1, 1, 1), (3, 5, 2), (17, 4, 33), (40, 60, 50)]) func products(m: Int, k: Int, n: Int) throws {
    let (a, b) = (random(m, k), random(k, n, seed: 2))
    let expected = plain(a, b)
    #expect(distance(try blas.gemm(a, b), expected) < 1e-13)
    #expect(distance(try blas.gemm(a.transposed, .transposed, b), expected) < 1e-13)
    #expect(distance(try blas.gemm(a, .plain, b.transposed, .transposed), expected) < 1e-13)
    #expect(distance(try blas.gemm(a.transposed, .transposed, b.transposed, .transposed), expected) < 1e-13)
    #expect(distance(try blas.syrk(a), plain(a.transposed, a)) < 1e-13)
    var tall = Matrix(rowCount: m + 2, columnCount: n, repeating: 7)
    try blas.gemm(a, .plain, b, .plain, into: &tall, row: 1, scale: 2)
    #expect(tall[0, 0] == 7 && tall[m + 1, n - 1] == 7)
    #expect((tall[m, n - 1] - 2 * expected[m - 1, n - 1]).magnitude < 1e-13)
  }

  @Test func leastSquares() throws {
    // Columns of very different sizes; a residual orthogonal to all of them.
    var a = random(30, 4)
    for i in 0..<30 {
      a[i, 1] *= 1e200
      a[i, 2] *= 1e-200
    }
    let b = random(30, 2, seed: 5)
    let x = try QRFactorisation(of: a, using: blas).solve(b)
    let residual = Matrix(
      rowCount: 30, columnCount: 2, elements: zip(b.elements, plain(a, x).elements).map { $0 - $1 })
    var unit = a
    for i in 0..<30 {
      unit[i, 1] *= 1e-200
      unit[i, 2] *= 1e200
    }
    #expect(distance(try blas.gemm(unit, .transposed, residual), Matrix(rowCount: 4, columnCount: 2)) < 1e-12)
    let s = try QRFactorisation(of: unit, using: blas).inverseGramRoot()
    let identity = plain(try blas.gemm(s, .plain, s, .transposed), plain(unit.transposed, unit))
    #expect(distance(identity, .identity(4)) < 1e-12)
  }

  @Test func cholesky() throws {
    let a = plain(random(5, 9).transposed.transposed, random(5, 9).transposed)
    let factorisation = try CholeskyFactorisation(of: a, using: blas)
    #expect(distance(plain(factorisation.upper.transposed, factorisation.upper), a) < 1e-13)
    let x = random(5, 3, seed: 9)
    #expect(distance(try factorisation.solve(plain(a, x)), x) < 1e-11)
    let half = try factorisation.halfSolve(plain(a, x))
    #expect(distance(plain(half.transposed, half), plain(x.transposed, plain(a, x))) < 1e-12)
    #expect(distance(plain(try factorisation.inverse(), a), .identity(5)) < 1e-11)
    #expect(throws: LinearAlgebraError.notPositiveDefinite(function: "Cholesky", order: 2)) {
      try CholeskyFactorisation(of: try Matrix(rows: [[1, 2], [2, 1]]), using: blas)
    }
  }

  @Test func spectra() throws {
    let a = random(7, 12)
    let gram = plain(a, a.transposed)
    let eigen = try SymmetricEigen(of: gram, using: blas)
    #expect(distance(plain(eigen.vectors.transposed, eigen.vectors), .identity(7)) < 1e-13)
    #expect(eigen.values == eigen.values.sorted(by: >))
    var scaled = eigen.vectors
    for j in 0..<7 { for i in 0..<7 { scaled[i, j] *= eigen.values[j] } }
    #expect(distance(plain(scaled, eigen.vectors.transposed), gram) < 1e-13)
    let svd = try SingularValues(of: a, using: blas)
    for (sigma, value) in zip(svd.values, eigen.values) { #expect((sigma * sigma - value).magnitude < 1e-12) }
    var left = svd.left
    for j in 0..<7 { for i in 0..<7 { left[i, j] *= svd.values[j] } }
    #expect(distance(plain(left, svd.rightTransposed), a) < 1e-13)
  }

  @Test func argumentsAreChecked() throws {
    let (a, b) = (random(3, 2), random(3, 2))
    #expect { try blas.gemm(a, b) } throws: { "\($0)".contains("gemm: rows of op(B) is 3, expected 2") }
    #expect(throws: LinearAlgebraError.self) { try QRFactorisation(of: a.transposed, using: blas) }
    #expect(throws: LinearAlgebraError.self) { try QRFactorisation(of: a, using: blas).solve(random(4, 1)) }
    #expect(throws: LinearAlgebraError.self) { try CholeskyFactorisation(of: a, using: blas) }
    #expect(throws: LinearAlgebraError.self) { try SymmetricEigen(of: a, using: blas) }
    #expect(throws: LinearAlgebraError.self) { try Matrix(columns: [[1], [1, 2]]) }
    var c = Matrix(rowCount: 3, columnCount: 3)
    #expect(throws: LinearAlgebraError.self) { try blas.syrk(a, addingToUpper: &c) }
    #expect(throws: LinearAlgebraError.self) {
      try blas.gemm(a, .plain, b, .transposed, into: &c, row: 1)
    }
    var bad = a
    bad[2, 1] = .infinity
    #expect(throws: LinearAlgebraError.notFinite(function: "QR", argument: "A", row: 2, column: 1)) {
      try QRFactorisation(of: bad, using: blas)
    }
    bad = random(3, 3)
    bad[0, 2] = .nan
    #expect(throws: LinearAlgebraError.self) { try SymmetricEigen(of: bad, using: blas) }
    #expect(throws: LinearAlgebraError.self) { try SingularValues(of: bad, using: blas) }
    let twice = try Matrix(columns: [[1, 2, 3], [0.1, 0.2, 0.3]])
    #expect(throws: LinearAlgebraError.self) { try QRFactorisation(of: twice, using: blas) }
  }
}
