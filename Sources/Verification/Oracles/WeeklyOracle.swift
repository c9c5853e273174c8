import PortableMath

/// A seller's quarter of thirteen weekly decisions, risk neutral, with a bonus at quota and σ = 1 a quarter: dynamic
/// programming over sales, on a grid fine enough for six digits. An oracle for checks, no part of the model.
struct WeeklyOracle {
  static let weeks = 13
  static let step = 1.0 / 13

  /// Sales −4 … 6; the normal noise of a week has the standard deviation 1/√13 = .277.
  static let width = 0.01
  static let grid = (0...1_000).map { -4 + width * Double($0) }

  let bonus, cost, quota: Double
  /// Discount rate ρ a quarter.
  let discount: Double

  init(bonus: Double, cost: Double, quota: Double, discount: Double = 0) {
    self.bonus = bonus
    self.cost = cost
    self.quota = quota
    self.discount = discount
  }

  /// E[v(y + noise)] at every grid point.
  /// - Parameter value: values on the grid at the week's end, or nil for `prize` times the chance of quota then.
  private func expectation(of value: [Double]?, prize: Double) -> [Double] {
    let grid = Self.grid, width = Self.width, sd = Self.step.squareRoot()
    guard let value else { return grid.map { prize * Portable.normalCDF(($0 - quota) / sd) } }
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

  /// The best that can be earned from zero sales, and the efforts that earn it, by week and grid point.
  func best() -> (value: Double, policy: [[Double]]) {
    let step = Self.step, width = Self.width, keep = Portable.exp(-discount * step)
    var value: [Double]?, policy: [[Double]] = []
    let longest = Int(0.9 / width)
    for _ in 0..<Self.weeks {
      let ahead = expectation(of: value, prize: bonus)
      var efforts: [Double] = []
      value = Self.grid.indices.map { here in
        func net(_ moved: Int) -> Double {
          let effort = Double(moved) * width / step
          return keep * ahead[min(max(here + moved, 0), ahead.count - 1)] - cost / 2 * effort * effort * step
        }
        let top = (0...longest).max { net($0) < net($1) } ?? 0
        // The peak of the parabola through the best point and its neighbours; effort is not negative.
        let (left, middle, right) = (net(top - 1), net(top), net(top + 1))
        let bend = left - 2 * middle + right
        let shift = bend < 0 ? (left - right) / (2 * bend) : 0
        guard Double(top) + shift > 0 else {
          efforts.append(0)
          return net(0)
        }
        efforts.append((Double(top) + shift) * width / step)
        return middle + shift * (right - left) / 2 + shift * shift * bend / 2
      }
      policy.insert(efforts, at: 0)
    }
    return (Self.interpolate(value ?? Self.grid, at: 0), policy)
  }

  /// What a policy earns from zero sales, how often it reaches quota, and its mean effort in the last week.
  /// - Parameter policy: efforts on the grid, by week.
  func follow(_ policy: [[Double]]) -> (value: Double, attainment: Double, lastEffort: Double) {
    let step = Self.step, grid = Self.grid, keep = Portable.exp(-discount * step)
    var value: [Double]?, attained: [Double]?, last = policy[Self.weeks - 1]
    for week in (0..<Self.weeks).reversed() {
      let effort = policy[week]
      func moved(_ ahead: [Double]) -> [Double] {
        grid.indices.map { Self.interpolate(ahead, at: grid[$0] + effort[$0] * step) }
      }
      let earned = moved(expectation(of: value, prize: bonus))
      value = grid.indices.map { keep * earned[$0] - cost / 2 * effort[$0] * effort[$0] * step }
      attained = moved(expectation(of: attained, prize: 1))
      if week < Self.weeks - 1 { last = moved(expectation(of: last, prize: 0)) }
    }
    return (
      Self.interpolate(value ?? grid, at: 0), Self.interpolate(attained ?? grid, at: 0), Self.interpolate(last, at: 0)
    )
  }

  /// Cubic interpolation on the grid.
  static func interpolate(_ values: [Double], at x: Double) -> Double {
    let place = min(max((x - grid[0]) / width, 1), Double(values.count - 3))
    let low = min(Int(place), values.count - 3), t = place - Double(low)
    let (a, b, c, d) = (values[low - 1], values[low], values[low + 1], values[low + 2])
    return b + t / 2 * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)))
  }
}
