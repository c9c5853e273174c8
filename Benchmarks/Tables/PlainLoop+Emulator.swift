import Rainmaker

extension PlainLoop {
  /// Restricted log likelihood and gradient by the definition, on the points' means: Matérn 5/2, a constant trend.
  static func emulator(_ study: ReplicatedStudy) -> [Double] {
    let (n, d) = (study.points.rowCount, study.points.columnCount)
    let rows = (0..<n).map { i in (0..<d).map { study.points[i, $0] / study.lengths[$0] } }
    let count = Double(ReplicatedStudy.replicates), noise = ReplicatedStudy.noise
    let means = study.outputs.map { $0.reduce(0, +) / count }
    var value = 0.0
    for (group, mean) in zip(study.outputs, means) {
      let squares = group.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      value -= Portable.log(count) / 2 + squares / (2 * noise) + (count - 1) / 2 * Portable.log(2 * .pi * noise)
    }
    var smooth = [[Double]](repeating: [Double](repeating: 0, count: n), count: n), factor = smooth
    for a in 0..<n {
      for b in 0..<n {
        var square = 0.0
        for j in 0..<d { square += (rows[a][j] - rows[b][j]) * (rows[a][j] - rows[b][j]) }
        let s = (5 * square).squareRoot(), decay = ReplicatedStudy.smooth * Portable.exp(-s)
        smooth[a][b] = (1 + s + s * s / 3) * decay
        factor[a][b] = 5 / 3 * (1 + s) * decay
      }
    }
    var k = smooth
    for a in 0..<n { k[a][a] += ReplicatedStudy.nugget + noise / count }
    let lower = cholesky(k)
    let inverse = inverse(lower)
    let trend = inverse.map { $0.reduce(0, +) }, information = trend.reduce(0, +)
    let level = zip(trend, means).reduce(0) { $0 + $1.0 * $1.1 } / information
    let rest = means.map { $0 - level }
    let alpha = inverse.map { row in zip(row, rest).reduce(0) { $0 + $1.0 * $1.1 } }
    for a in 0..<n { value -= 0.5 * rest[a] * alpha[a] + Portable.log(lower[a][a]) }
    value -= 0.5 * (Portable.log(information) + Double(n - 1) * Portable.log(2 * .pi))
    var gradient = [Double](repeating: 0, count: d + 2)
    for a in 0..<n {
      for b in 0..<n {
        let weight = (alpha[a] * alpha[b] - inverse[a][b] + trend[a] * trend[b] / information) / 2
        gradient[0] += weight * smooth[a][b]
        for j in 0..<d {
          gradient[j + 1] += weight * factor[a][b] * (rows[a][j] - rows[b][j]) * (rows[a][j] - rows[b][j])
        }
        if a == b { gradient[d + 1] += weight * ReplicatedStudy.nugget }
      }
    }
    return [value] + gradient
  }

  private static func cholesky(_ matrix: [[Double]]) -> [[Double]] {
    var lower = matrix
    for a in 0..<matrix.count {
      for b in 0...a {
        var sum = matrix[a][b]
        for j in 0..<b { sum -= lower[a][j] * lower[b][j] }
        lower[a][b] = a == b ? sum.squareRoot() : sum / lower[b][b]
      }
    }
    return lower
  }

  /// (LLᵀ)⁻¹, column by column.
  private static func inverse(_ lower: [[Double]]) -> [[Double]] {
    let n = lower.count
    return (0..<n).map { column in
      var x = [Double](repeating: 0, count: n)
      x[column] = 1
      for a in column..<n {
        for j in column..<a { x[a] -= lower[a][j] * x[j] }
        x[a] /= lower[a][a]
      }
      for a in stride(from: n - 1, through: 0, by: -1) {
        x[a] /= lower[a][a]
        for j in 0..<a { x[j] -= lower[a][j] * x[a] }
      }
      return x
    }
  }
}
