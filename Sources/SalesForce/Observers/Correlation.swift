/// The correlation of two lists.
enum Correlation {
  /// Product-moment correlation; NaN where one of them does not vary.
  /// - Complexity: O(n).
  static func of(_ x: [Double], _ y: [Double]) -> Double {
    let meanX = mean(x), meanY = mean(y)
    var xx = 0.0, yy = 0.0, xy = 0.0
    for place in x.indices {
      let (a, b) = (x[place] - meanX, y[place] - meanY)
      xx += a * a
      yy += b * b
      xy += a * b
    }
    return xy / (xx * yy).squareRoot()
  }

  /// From the first value on, so that the mean of equal values is that value and not its neighbour.
  private static func mean(_ values: [Double]) -> Double {
    guard let first = values.first else { return .nan }
    return first + values.reduce(0) { $0 + ($1 - first) } / Double(values.count)
  }
}
