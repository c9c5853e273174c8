import Rainmaker

/// The same tables by plain loops over arrays, as one would write them without a library.
enum PlainLoop {
  static func covariance(_ data: Matrix) -> [[Double]] {
    let (n, k) = (data.rowCount, data.columnCount)
    let columns = (0..<k).map { Array(data.column($0)) }
    let means = columns.map { $0.reduce(0, +) / Double(n) }
    var result = [[Double]](repeating: [Double](repeating: 0, count: k), count: k)
    for i in 0..<n {
      for a in 0..<k {
        for b in a..<k { result[a][b] += (columns[a][i] - means[a]) * (columns[b][i] - means[b]) }
      }
    }
    for a in 0..<k {
      for b in a..<k {
        result[a][b] /= Double(n - 1)
        result[b][a] = result[a][b]
      }
    }
    return result
  }

  static func bootstrap(_ data: Matrix, replicates: Int) -> [Double] {
    let (n, k) = (data.rowCount, data.columnCount)
    let rows = (0..<n).map { i in (0..<k).map { data[i, $0] } }
    var generator = SystemRandomNumberGenerator()
    var means = [[Double]](repeating: [], count: k)
    for _ in 0..<replicates {
      var sum = [Double](repeating: 0, count: k)
      for _ in 0..<n {
        let row = rows[Int.random(in: 0..<n, using: &generator)]
        for j in 0..<k { sum[j] += row[j] }
      }
      for j in 0..<k { means[j].append(sum[j] / Double(n)) }
    }
    return [means.map(Laboratory.standardDeviation).reduce(0, +) / Double(k)]
  }

  /// Householder's QR, column by column.
  static func leastSquares(_ data: Matrix, _ response: [Double]) -> [Double] {
    let (n, k) = (data.rowCount, data.columnCount + 1)
    var a = [[Double](repeating: 1, count: n)] + (0..<data.columnCount).map { Array(data.column($0)) }
    var y = response
    for j in 0..<k {
      var v = a[j]
      for i in 0..<j { v[i] = 0 }
      let length = v.reduce(0) { $0 + $1 * $1 }.squareRoot()
      v[j] += v[j] < 0 ? -length : length
      let scale = 2 / v.reduce(0) { $0 + $1 * $1 }
      for column in j..<k { reflect(&a[column], v, scale, from: j) }
      reflect(&y, v, scale, from: j)
    }
    var beta = [Double](repeating: 0, count: k)
    for j in stride(from: k - 1, through: 0, by: -1) {
      beta[j] = y[j]
      for i in j + 1..<k { beta[j] -= a[i][j] * beta[i] }
      beta[j] /= a[j][j]
    }
    return beta
  }

  private static func reflect(_ x: inout [Double], _ v: [Double], _ scale: Double, from start: Int) {
    var product = 0.0
    for i in start..<x.count { product += x[i] * v[i] }
    for i in start..<x.count { x[i] -= scale * product * v[i] }
  }

  /// Newton's method, each step a weighted least squares problem.
  static func logistic(_ data: Matrix, _ outcomes: [Bool]) -> [Double] {
    let (n, k) = (data.rowCount, data.columnCount + 1)
    let columns = [[Double](repeating: 1, count: n)] + (0..<data.columnCount).map { Array(data.column($0)) }
    var beta = [Double](repeating: 0, count: k)
    for _ in 0..<50 {
      var hessian = [[Double]](repeating: [Double](repeating: 0, count: k), count: k)
      var gradient = [Double](repeating: 0, count: k)
      for i in 0..<n {
        var eta = 0.0
        for j in 0..<k { eta += columns[j][i] * beta[j] }
        let p = Portable.logistic(eta), weight = p * (1 - p), residual = (outcomes[i] ? 1 : 0) - p
        for a in 0..<k {
          gradient[a] += columns[a][i] * residual
          for b in a..<k { hessian[a][b] += weight * columns[a][i] * columns[b][i] }
        }
      }
      for a in 0..<k { for b in 0..<a { hessian[a][b] = hessian[b][a] } }
      let step = solve(hessian, gradient)
      for j in 0..<k { beta[j] += step[j] }
      if step.allSatisfy({ abs($0) < 1e-10 }) { break }
    }
    return beta
  }

  private static func solve(_ matrix: [[Double]], _ right: [Double]) -> [Double] {
    var (a, x) = (matrix, right)
    for j in 0..<x.count {
      for i in j + 1..<x.count {
        let factor = a[i][j] / a[j][j]
        for k in j..<x.count { a[i][k] -= factor * a[j][k] }
        x[i] -= factor * x[j]
      }
    }
    for j in stride(from: x.count - 1, through: 0, by: -1) {
      for k in j + 1..<x.count { x[j] -= a[j][k] * x[k] }
      x[j] /= a[j][j]
    }
    return x
  }

  /// Eigenvalues of the covariance matrix by Jacobi's rotations, largest first.
  static func components(_ data: Matrix) -> [Double] {
    var a = covariance(data)
    let k = a.count
    let total = (0..<k).reduce(0) { $0 + a[$1][$1] }
    while true {
      var off = 0.0
      for p in 0..<k { for q in p + 1..<k { off += a[p][q] * a[p][q] } }
      guard off.squareRoot() > 1e-13 * total else { break }
      for p in 0..<k {
        for q in p + 1..<k where abs(a[p][q]) > 1e-300 {
          let theta = (a[q][q] - a[p][p]) / (2 * a[p][q])
          let t = (theta < 0 ? -1 : 1) / (abs(theta) + (theta * theta + 1).squareRoot())
          let c = 1 / (t * t + 1).squareRoot(), s = t * c
          for r in 0..<k {
            let (x, y) = (a[r][p], a[r][q])
            a[r][p] = c * x - s * y
            a[r][q] = s * x + c * y
          }
          for r in 0..<k {
            let (x, y) = (a[p][r], a[q][r])
            a[p][r] = c * x - s * y
            a[q][r] = s * x + c * y
          }
        }
      }
    }
    return Array((0..<k).map { a[$0][$0] }.sorted(by: >).prefix(5))
  }
}
