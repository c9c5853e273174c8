import PortableMath

/// A seller's quarter of thirteen weekly decisions, risk neutral, with bonus 1 at quota 1, c = ½, σ = 1: dynamic
/// programming over sales, on a grid fine enough for six digits. An oracle for tests, no part of the model.
struct WeeklyOracle {
  static let weeks = 13
  static let step = 1.0 / 13
  static let cost = 0.5

  /// Sales −4 … 6; the normal noise of a week has the standard deviation 1/√13 = .277.
  static let width = 0.01
  static let grid = (0...1_000).map { -4 + width * Double($0) }

  /// E[v(y + noise)] at every grid point.
  /// - Parameter value: values on the grid at the week's end, or nil for the bonus itself at the period's end.
  static func expectation(of value: [Double]?) -> [Double] {
    let sd = step.squareRoot()
    guard let value else { return grid.map { Portable.normalCDF(($0 - 1) / sd) } }
    // Trapezoid rule at every grid point within 8 standard deviations: exact to rounding for smooth functions.
    let reach = Int(8 * sd / width)
    let weights = (-reach...reach).map { Portable.normalDensity(Double($0) * width / sd) * width / sd }
    return grid.indices.map { center in
      var sum = 0.0
      for (offset, weight) in weights.enumerated() {
        sum += weight * value[min(max(center + offset - reach, 0), value.count - 1)]
      }
      return sum
    }
  }

  /// The best that can be earned from zero sales.
  static func best() -> Double {
    var value: [Double]?
    let longest = Int(0.9 / width)
    for _ in 0..<weeks {
      let ahead = expectation(of: value)
      value = grid.indices.map { here in
        func net(_ moved: Int) -> Double {
          let effort = Double(moved) * width / step
          return ahead[min(here + moved, ahead.count - 1)] - cost / 2 * effort * effort * step
        }
        let top = (0...longest).max { net($0) < net($1) } ?? 0
        guard top > 0 else { return net(0) }
        // The peak of the parabola through the best point and its neighbours.
        let (left, middle, right) = (net(top - 1), net(top), net(top + 1))
        let bend = left - 2 * middle + right
        return bend < 0 ? middle - (left - right) * (left - right) / (8 * bend) : middle
      }
    }
    return interpolate(value ?? grid, at: 0)
  }

  /// What a policy earns from zero sales, and how often it reaches quota.
  /// - Parameter policy: efforts on the grid in a week, 0 being the first.
  static func follow(_ policy: (_ week: Int) -> [Double]) -> (value: Double, attainment: Double) {
    var value: [Double]?, attained: [Double]?
    for week in (0..<weeks).reversed() {
      let (ahead, chance) = (expectation(of: value), expectation(of: attained))
      let effort = policy(week)
      value = grid.indices.map {
        interpolate(ahead, at: grid[$0] + effort[$0] * step) - cost / 2 * effort[$0] * effort[$0] * step
      }
      attained = grid.indices.map { interpolate(chance, at: grid[$0] + effort[$0] * step) }
    }
    return (interpolate(value ?? grid, at: 0), interpolate(attained ?? grid, at: 0))
  }

  /// Cubic interpolation on the grid.
  private static func interpolate(_ values: [Double], at x: Double) -> Double {
    let place = min(max((x - grid[0]) / width, 1), Double(values.count - 3))
    let low = min(Int(place), values.count - 3), t = place - Double(low)
    let (a, b, c, d) = (values[low - 1], values[low], values[low + 1], values[low + 2])
    return b + t / 2 * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)))
  }
}
