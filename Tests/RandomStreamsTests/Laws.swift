import PortableMath

extension Law {
  static let uniform = Law(
    testDescription: "uniform", mean: 0.5, variance: 1.0 / 12, fourthMoment: 1.0 / 80,
    cumulative: { min(max($0, 0), 1) })

  static let normal = Law(
    testDescription: "normal", mean: 0, variance: 1, fourthMoment: 3, cumulative: { Portable.normalCDF($0) })

  static let exponential = Law(
    testDescription: "exponential", mean: 1, variance: 1, fourthMoment: 9, cumulative: { -Portable.expm1(-$0) })

  static func lognormal(_ m: Double, _ s: Double) -> Law {
    let w = Portable.exp(s * s)
    let mean = Portable.exp(m + s * s / 2)
    let variance = mean * mean * (w - 1)
    let kurtosis = w * w * w * w + 2 * w * w * w + 3 * w * w - 3
    return Law(
      testDescription: "lognormal(\(m), \(s))", mean: mean, variance: variance,
      fourthMoment: kurtosis * variance * variance,
      cumulative: { Portable.normalCDF((Portable.log($0) - m) / s) })
  }

  static func gamma(_ k: Double, _ scale: Double) -> Law {
    let variance = k * scale * scale
    return Law(
      testDescription: "gamma(\(k), \(scale))", mean: k * scale, variance: variance,
      fourthMoment: (3 + 6 / k) * variance * variance, cumulative: { Portable.incompleteGamma(k, $0 / scale) })
  }

  static func beta(_ a: Double, _ b: Double) -> Law {
    let n = a + b
    let variance = a * b / (n * n * (n + 1))
    let excess = 6 * ((a - b) * (a - b) * (n + 1) - a * b * (n + 2)) / (a * b * (n + 2) * (n + 3))
    return Law(
      testDescription: "beta(\(a), \(b))", mean: a / n, variance: variance,
      fourthMoment: (3 + excess) * variance * variance,
      cumulative: { Portable.incompleteBeta(a, b, $0) })
  }

  static func poisson(_ m: Double) -> Law {
    Law(
      testDescription: "poisson(\(m))", mean: m, variance: m, fourthMoment: m + 3 * m * m,
      cumulative: { 1 - Portable.incompleteGamma($0 + 1, m) }, isCount: true)
  }

  static func binomial(_ n: Double, _ p: Double) -> Law {
    let variance = n * p * (1 - p)
    return Law(
      testDescription: "binomial(\(n), \(p))", mean: n * p, variance: variance,
      fourthMoment: variance * (1 + 3 * (n - 2) * p * (1 - p)),
      cumulative: { $0 >= n ? 1 : Portable.incompleteBeta(n - $0, $0 + 1, 1 - p) }, isCount: true)
  }

  /// Index by weight; weights sum to 1.
  static func categorical(_ weights: [Double]) -> Law {
    let mean = weights.enumerated().reduce(0) { $0 + Double($1.offset) * $1.element }
    func moment(_ order: Int) -> Double {
      weights.enumerated().reduce(0) { sum, w in
        let d = Double(w.offset) - mean
        return sum + w.element * (order == 2 ? d * d : d * d * d * d)
      }
    }
    return Law(
      testDescription: "categorical", mean: mean, variance: moment(2), fourthMoment: moment(4),
      cumulative: { weights.prefix(Int($0) + 1).reduce(0, +) }, isCount: true)
  }
}
