/// A symmetric matrix of a few rows with its eigenvalues, by Jacobi's rotations: nothing but + − × ÷ √.
struct SmallSymmetric {
  let values: [Double]
  /// Column j belongs to value j.
  let vectors: [[Double]]

  /// - Parameter rows: symmetric.
  /// - Complexity: O(rows³) for each of at most 60 sweeps; a handful do.
  init(_ rows: [[Double]]) {
    var a = rows, v = rows.indices.map { i in rows.indices.map { $0 == i ? 1.0 : 0 } }
    let n = rows.count
    for _ in 0..<60 {
      var off = 0.0, all = 0.0
      for i in 0..<n {
        for j in 0..<n { (off, all) = (off + (i == j ? 0 : a[i][j] * a[i][j]), all + a[i][j] * a[i][j]) }
      }
      if off <= 0x1p-106 * all { break }
      for p in 0..<max(0, n - 1) {
        for q in p + 1..<n where a[p][q] != 0 { Self.rotate(&a, &v, p, q) }
      }
    }
    values = (0..<n).map { a[$0][$0] }
    vectors = v
  }

  private static func rotate(_ a: inout [[Double]], _ v: inout [[Double]], _ p: Int, _ q: Int) {
    let theta = (a[q][q] - a[p][p]) / (2 * a[p][q])
    let t = (theta >= 0 ? 1.0 : -1) / (theta.magnitude + (theta * theta + 1).squareRoot())
    let c = 1 / (t * t + 1).squareRoot(), s = t * c
    for k in a.indices { (a[k][p], a[k][q]) = (c * a[k][p] - s * a[k][q], s * a[k][p] + c * a[k][q]) }
    for k in a.indices { (a[p][k], a[q][k]) = (c * a[p][k] - s * a[q][k], s * a[p][k] + c * a[q][k]) }
    for k in v.indices { (v[k][p], v[k][q]) = (c * v[k][p] - s * v[k][q], s * v[k][p] + c * v[k][q]) }
  }

  /// f of the matrix times a vector, f given on the eigenvalues.
  func apply(_ function: (Double) -> Double, to x: [Double]) -> [Double] {
    var result = [Double](repeating: 0, count: x.count)
    for j in values.indices {
      var share = 0.0
      for i in x.indices { share += vectors[i][j] * x[i] }
      share *= function(values[j])
      for i in x.indices { result[i] += share * vectors[i][j] }
    }
    return result
  }
}
