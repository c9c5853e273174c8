/// Lower factor of a covariance matrix that may be singular, A = L·Lᵀ, in a fixed order of operations.
///
/// A pivot that rounding has left of nothing is taken for 0, and its column with it: that direction does not vary.
struct SemidefiniteFactor {
  let size: Int
  /// L, row by row.
  private(set) var lower: [Double]

  /// Of a pivot, as a share of its diagonal element.
  private static let least = 1e-12

  /// - Parameter matrix: symmetric, row by row; only the lower triangle is read.
  /// - Complexity: O(size³)
  init(_ matrix: [Double], size: Int) {
    self.size = size
    lower = [Double](repeating: 0, count: size * size)
    for column in 0..<size {
      var pivot = matrix[column * size + column]
      for k in 0..<column { pivot -= lower[column * size + k] * lower[column * size + k] }
      guard pivot > Self.least * matrix[column * size + column] else { continue }
      let root = pivot.squareRoot()
      lower[column * size + column] = root
      for row in (column + 1)..<max(column + 1, size) {
        var sum = matrix[row * size + column]
        for k in 0..<column { sum -= lower[row * size + k] * lower[column * size + k] }
        lower[row * size + column] = sum / root
      }
    }
  }

  /// L·z.
  func times(_ z: [Double]) -> [Double] {
    (0..<size).map { row in
      var sum = 0.0
      for k in 0...row { sum += lower[row * size + k] * z[k] }
      return sum
    }
  }

  /// x with A·x = b, 0 along what does not vary.
  func solve(_ b: [Double]) -> [Double] {
    var x = b
    for row in 0..<size {
      let pivot = lower[row * size + row]
      var sum = x[row]
      for k in 0..<row { sum -= lower[row * size + k] * x[k] }
      x[row] = pivot > 0 ? sum / pivot : 0
    }
    for row in (0..<size).reversed() {
      let pivot = lower[row * size + row]
      var sum = x[row]
      for k in (row + 1)..<max(row + 1, size) { sum -= lower[k * size + row] * x[k] }
      x[row] = pivot > 0 ? sum / pivot : 0
    }
    return x
  }
}
