/// Descriptive statistics of a few hundred values.
enum SampleStatistic {
  /// By linear interpolation, (n − 1)p.
  static func quantile(_ p: Double, _ sorted: [Double]) -> Double {
    let place = p * Double(sorted.count - 1), low = Int(place)
    let next = min(sorted.count - 1, low + 1)
    return sorted[low] + (place - Double(low)) * (sorted[next] - sorted[low])
  }

  static func deviation(_ x: [Double]) -> Double {
    let n = Double(x.count), mean = x.reduce(0) { $0 + $1 / n }
    return (x.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (n - 1)).squareRoot()
  }

  /// 0 where one does not vary.
  static func correlation(_ x: [Double], _ y: [Double]) -> Double {
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
