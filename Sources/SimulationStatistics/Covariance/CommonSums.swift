import LinearAlgebra

/// Centred sums of products over the rows that two columns have in common.
struct CommonSums {
  private(set) var covariances: Matrix
  private(set) var spreads: Matrix
  private(set) var counts: [[Int]]
  private(set) var constant: [[Bool]]

  /// Rows of one block: 4,096 of 16 columns are half a megabyte.
  private static let blockRows = 4_096

  /// Without missing values.
  init(complete data: Matrix, _ columns: [ColumnSummary], _ blas: BLAS) throws(LinearAlgebraError) {
    let (n, k) = (data.rowCount, data.columnCount)
    var sums = Matrix(rowCount: k, columnCount: k)
    var block = Matrix(rowCount: min(n, Self.blockRows), columnCount: k)
    for start in stride(from: 0, to: n, by: Self.blockRows) {
      let rows = min(Self.blockRows, n - start)
      block.copyCentred(data, means: columns.map(\.mean), from: start, count: rows)
      try blas.syrk(block, rows: rows, addingToUpper: &sums)
    }
    sums = blas.mirrored(sums)
    // A constant column is exactly zero after centring.
    covariances = Matrix(rowCount: k, columnCount: k, elements: sums.elements.map { $0 / Double(n - 1) })
    spreads = Matrix(rowCount: k, columnCount: k)
    for j in 0..<k {
      for i in 0..<k { spreads[i, j] = sums[i, i] }
    }
    counts = Array(repeating: Array(repeating: n, count: k), count: k)
    constant = columns.map { Array(repeating: $0.isConstant, count: k) }
  }

  /// With missing values: Z is the data centred and 0 where missing, M is 1 where present. MᵀM counts common rows, ZᵀM
  /// holds the sums over them, ZᵀZ the products, (Z∘Z)ᵀM the squares.
  init(missing data: Matrix, _ columns: [ColumnSummary], _ blas: BLAS) throws(LinearAlgebraError) {
    let (n, k) = (data.rowCount, data.columnCount)
    var z = data.elements
    var squares = data.elements
    var mask = data.elements
    for j in 0..<k {
      for i in j * n..<(j + 1) * n {
        let value = z[i]
        let centred = value == value ? value - columns[j].mean : 0
        z[i] = centred
        squares[i] = centred * centred
        mask[i] = value == value ? 1 : 0
      }
    }
    let (zs, present) = (Matrix(n, k, z), Matrix(n, k, mask))
    let common = try blas.syrk(present)
    let sums = try blas.gemm(zs, .transposed, present)
    let products = try blas.syrk(zs)
    let squareSums = try blas.gemm(Matrix(n, k, squares), .transposed, present)
    covariances = Matrix(rowCount: k, columnCount: k)
    spreads = Matrix(rowCount: k, columnCount: k)
    counts = Array(repeating: Array(repeating: 0, count: k), count: k)
    constant = Array(repeating: Array(repeating: false, count: k), count: k)
    for j in 0..<k {
      for i in 0..<k {
        let m = common[i, j]
        counts[i][j] = Int(m)
        guard m > 1 else { continue }
        covariances[i, j] = (products[i, j] - sums[i, j] * sums[j, i] / m) / (m - 1)
        let spread = squareSums[i, j] - sums[i, j] * sums[i, j] / m
        spreads[i, j] = max(0, spread)
        // Where cancellation may hide a constant, look.
        guard spread <= 1e-8 * squareSums[i, j] else { continue }
        constant[i][j] = Self.isConstant(data.column(i), where: data.column(j))
        if constant[i][j] || (i == j && columns[i].isConstant) { spreads[i, j] = 0 }
      }
    }
    for j in 0..<k {
      for i in 0..<k where constant[i][j] || constant[j][i] { covariances[i, j] = 0 }
    }
  }

  /// All values in rows where both are present are equal.
  private static func isConstant(_ values: ArraySlice<Double>, where other: ArraySlice<Double>) -> Bool {
    var first: Double?
    for (value, companion) in zip(values, other) where !value.isNaN && !companion.isNaN {
      if let first, value != first { return false }
      first = value
    }
    return true
  }
}

extension Matrix {
  init(_ rows: Int, _ columns: Int, _ elements: [Double]) {
    self.init(rowCount: rows, columnCount: columns, elements: elements)
  }
}
