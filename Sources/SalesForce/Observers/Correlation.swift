/// The correlation of two lists.
enum Correlation {
  /// Product-moment correlation; NaN where one of them does not vary.
  /// - Complexity: O(n).
  static func of(_ x: [Double], _ y: [Double]) -> Double {
    let count = Double(x.count), meanX = x.reduce(0, +) / count, meanY = y.reduce(0, +) / count
    var xx = 0.0, yy = 0.0, xy = 0.0
    for place in x.indices {
      let (a, b) = (x[place] - meanX, y[place] - meanY)
      xx += a * a
      yy += b * b
      xy += a * b
    }
    return xy / (xx * yy).squareRoot()
  }
}
