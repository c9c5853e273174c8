/// What Sobol' indices are made of, added up over blocks.
///
/// A product of two outputs is taken over pairs of different replicates, Σᵣ≠ₛ aᵣbₛ/(R(R − 1)): noise of different replicates
/// is independent, so the mean is that of the conditional means' product, whether points share their random numbers or
/// not. With one replicate it is the plain product.
struct SaltelliSums {
  private let inputs: Int
  private let replicates: Int
  private let hasSecondOrder: Bool
  /// Blocks.
  private(set) var count = 0
  /// Squares of A and B, their variances within a point; for each input B(AB − A), then (A − AB)²/2; for each pair
  /// BAⱼ·ABₖ − A·B; for each replicate A + B.
  private var sums: [Double]

  init(inputs: Int, replicates: Int, hasSecondOrder: Bool) {
    (self.inputs, self.replicates, self.hasSecondOrder) = (inputs, replicates, hasSecondOrder)
    let pairs = hasSecondOrder ? inputs * (inputs - 1) / 2 : 0
    sums = Array(repeating: 0, count: 2 + 2 * inputs + pairs + replicates)
  }

  /// Takes a block.
  /// - Parameters:
  ///   - y: its outputs, `replicates` a point, less each replicate's mean over all points.
  ///   - levels: these means less the mean of all: what a replicate adds to all points alike is noise as well.
  mutating func add(_ y: [Double], levels own: [Double]) {
    let r = replicates, last = y.count / r - 1, levels = sums.count - r
    let product = { (a: Int, b: Int) in Self.product(r, { y[a * r + $0] }, { y[b * r + $0] }) }
    count += 1
    for point in [0, last] {
      var sum = 0.0
      for k in 0..<r {
        sum += y[point * r + k] + own[k]
        sums[levels + k] += y[point * r + k]
      }
      sums[0] += product(point, point)
      if r > 1 {
        let mean = sum / Double(r)
        let deviations = (0..<r).reduce(0.0) { sum, k in
          let deviation = y[point * r + k] + own[k] - mean
          return sum + deviation * deviation
        }
        sums[1] += deviations / Double(r - 1)
      }
    }
    for j in 0..<inputs {
      let step = { (k: Int) in y[(j + 1) * r + k] - y[k] }
      sums[2 + j] += Self.product(r, { y[last * r + $0] }, step)
      sums[2 + inputs + j] += Self.product(r, step, step) / 2
    }
    guard hasSecondOrder else { return }
    let both = product(0, last)
    for (place, (j, k)) in Self.pairs(inputs).enumerated() {
      sums[2 + 2 * inputs + place] += product(inputs + 1 + j, k + 1) - both
    }
  }

  private static func product(_ count: Int, _ a: (Int) -> Double, _ b: (Int) -> Double) -> Double {
    if count == 1 { return a(0) * b(0) }
    var (sumA, sumB, same) = (0.0, 0.0, 0.0)
    for k in 0..<count {
      let (x, y) = (a(k), b(k))
      sumA += x
      sumB += y
      same += x * y
    }
    return (sumA * sumB - same) / Double(count * (count - 1))
  }

  /// Places of inputs that make pairs, in the order of their sums.
  static func pairs(_ inputs: Int) -> [(Int, Int)] {
    (0..<inputs).flatMap { j in ((j + 1)..<max(j + 1, inputs)).map { (j, $0) } }
  }

  static func += (a: inout Self, b: Self) {
    a.count += b.count
    for i in a.sums.indices { a.sums[i] += b.sums[i] }
  }

  static func - (a: Self, b: Self) -> Self {
    var result = a
    result.count -= b.count
    for i in a.sums.indices { result.sums[i] -= b.sums[i] }
    return result
  }

  /// The variance of conditional means, that of the noise (0 with one replicate), and numerators of first order, total and
  /// second order.
  var parts: [Double] {
    let n = Double(count), levels = sums.suffix(replicates).map { $0 / (2 * n) }
    let explained = sums[0] / (2 * n) - Self.product(replicates, { levels[$0] }, { levels[$0] })
    let first = (0..<inputs).map { sums[2 + $0] / n }
    let second = (hasSecondOrder ? Self.pairs(inputs) : []).enumerated().map { place, pair in
      sums[2 + 2 * inputs + place] / n - first[pair.0] - first[pair.1]
    }
    return [explained, sums[1] / (2 * n)] + first + (0..<inputs).map { sums[2 + inputs + $0] / n } + second
  }
}
