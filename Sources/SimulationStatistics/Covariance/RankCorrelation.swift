/// Spearman's rank correlation, ties at their mean rank.
public enum RankCorrelation {
  /// - Parameters:
  ///   - x: values; `y`: as many others.
  /// - Returns: −1 to 1; 0 where one of the two does not vary.
  /// - Precondition: both have the same number of values, none of them NaN.
  /// - Complexity: O(n log n)
  public static func of(_ x: [Double], _ y: [Double]) -> Double {
    precondition(x.count == y.count, "rank correlation: \(x.count) and \(y.count) values")
    return correlation(ranks(x), ranks(y))
  }

  private static func ranks(_ x: [Double]) -> [Double] {
    let order = x.indices.sorted { (x[$0], $0) < (x[$1], $1) }
    var ranks = [Double](repeating: 0, count: x.count), start = 0
    while start < order.count {
      var end = start
      while end + 1 < order.count, x[order[end + 1]] == x[order[start]] { end += 1 }
      for i in start...end { ranks[order[i]] = Double(start + end) / 2 }
      start = end + 1
    }
    return ranks
  }

  private static func correlation(_ x: [Double], _ y: [Double]) -> Double {
    let n = Double(x.count), mean = (x.reduce(0, +) / n, y.reduce(0, +) / n)
    var (xx, yy, xy) = (0.0, 0.0, 0.0)
    for (a, b) in zip(x, y) {
      xx += (a - mean.0) * (a - mean.0)
      yy += (b - mean.1) * (b - mean.1)
      xy += (a - mean.0) * (b - mean.1)
    }
    return xx > 0 && yy > 0 ? xy / (xx.squareRoot() * yy.squareRoot()) : 0
  }
}
