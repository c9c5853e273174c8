/// The minimum of a smooth function of few variables within bounds: BFGS with projected steps.
///
/// Variables at a bound with the gradient pointing outside are held; the others step along −Hg, H the approximate inverse
/// Hessian, which falls as H is positive definite; the step is cut at the bounds and shortened until the function
/// falls enough (Bertsekas, SIAM J. Control Optim. 20 (1982) 221; Nocedal & Wright, Numerical Optimization, 6.1).
/// Nothing is drawn: equal functions give equal paths.
struct BoundedQuasiNewton {
  /// A value and its gradient; nil where the function is undefined, which counts as too high.
  typealias Function = ([Double]) throws(StatisticsError) -> (value: Double, gradient: [Double])?

  let lower: [Double]
  let upper: [Double]
  /// Where the search stands.
  private(set) var x: [Double]
  private(set) var value: Double
  private(set) var gradient: [Double]
  /// Steps taken.
  private(set) var iterations = 0
  /// The projected gradient is below the tolerance, or steps gain nothing any more.
  private(set) var hasConverged = false
  private var inverse: [[Double]] = []

  /// - Returns: nil where the function is undefined at the start.
  init?(
    from start: [Double], lower: [Double], upper: [Double], _ function: Function
  ) throws(StatisticsError) {
    (self.lower, self.upper) = (lower, upper)
    x = start.indices.map { min(upper[$0], max(lower[$0], start[$0])) }
    guard let first = try function(x), first.value.isFinite else { return nil }
    (value, gradient) = first
  }

  /// Whether a variable may move against the gradient.
  private func isFree(_ i: Int) -> Bool {
    !(x[i] <= lower[i] && gradient[i] > 0) && !(x[i] >= upper[i] && gradient[i] < 0)
  }

  /// Steps on, until nothing is gained or the number of steps is reached.
  mutating func run(
    iterations limit: Int, tolerance: Double = 1e-5, _ function: Function
  ) throws(StatisticsError) {
    var idle = 0
    while iterations < limit, !hasConverged {
      let free = x.indices.filter(isFree)
      let steepness = free.reduce(0) { max($0, gradient[$1].magnitude) }
      guard steepness > tolerance else {
        hasConverged = true
        return
      }
      iterations += 1
      let before = value
      if try !step(free, steepness, function) {
        // From the gradient's direction anew; where even that gains nothing, rounding has the last word.
        hasConverged = inverse.isEmpty
        inverse = []
        continue
      }
      idle = before - value <= 1e-10 * (1 + value.magnitude) ? idle + 1 : 0
      hasConverged = idle == 3
    }
  }

  private mutating func step(
    _ free: [Int], _ steepness: Double, _ function: Function
  ) throws(StatisticsError) -> Bool {
    var direction = [Double](repeating: 0, count: x.count)
    for i in free {
      direction[i] =
        inverse.isEmpty
        ? -gradient[i] * min(1, 1 / steepness) : -free.reduce(0) { $0 + inverse[i][$1] * gradient[$1] }
    }
    // Variables are logarithms: a factor of e² at most in one step.
    let longest = direction.reduce(0) { max($0, $1.magnitude) }
    var part = min(1, 2 / longest)
    for _ in 0..<30 {
      let next = x.indices.map { min(upper[$0], max(lower[$0], x[$0] + part * direction[$0])) }
      let slope = x.indices.reduce(0) { $0 + gradient[$1] * (next[$1] - x[$1]) }
      if slope >= 0 { return false }
      if let (newValue, newGradient) = try function(next), newValue <= value + 1e-4 * slope {
        update(next, newGradient)
        (x, value, gradient) = (next, newValue, newGradient)
        return true
      }
      part *= 0.4
    }
    return false
  }

  /// The BFGS update of the inverse Hessian, left out where the curvature along the step is not positive.
  private mutating func update(_ next: [Double], _ newGradient: [Double]) {
    let n = x.count
    let s = zip(next, x).map { $0 - $1 }, y = zip(newGradient, gradient).map { $0 - $1 }
    let sy = zip(s, y).reduce(0) { $0 + $1.0 * $1.1 }, yy = y.reduce(0) { $0 + $1 * $1 }
    let ss = s.reduce(0) { $0 + $1 * $1 }
    guard sy > 1e-10 * (ss * yy).squareRoot(), sy > 0 else { return }
    if inverse.isEmpty {
      inverse = (0..<n).map { i in (0..<n).map { i == $0 ? sy / yy : 0 } }
    }
    let hy = inverse.map { row in zip(row, y).reduce(0) { $0 + $1.0 * $1.1 } }
    let yhy = zip(y, hy).reduce(0) { $0 + $1.0 * $1.1 }
    for i in 0..<n {
      for j in 0..<n {
        inverse[i][j] += (1 + yhy / sy) * s[i] * s[j] / sy - (hy[i] * s[j] + s[i] * hy[j]) / sy
      }
    }
  }
}
