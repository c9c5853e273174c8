import CVectorMath
import PortableMath

extension Draws {
  /// True with probability p: one uniform below p, so a larger p keeps every success.
  /// - Parameters:
  ///   - p: 0…1; values outside count as the nearer end.
  ///   - address: where the draw stands.
  /// - Complexity: O(1)
  public func bernoulli(_ p: Double, at address: DrawAddress) -> Bool {
    uniform(at: address) < p
  }

  /// Poisson count by inversion of one uniform; see ``poisson(uniform:mean:)``.
  /// - Complexity: O(mean) up to 16, O(√mean) above
  public func poisson(mean: Double, at address: DrawAddress) -> Double {
    Self.poisson(uniform: uniform(at: address), mean: mean)
  }

  /// Binomial count by inversion of one uniform; see ``binomial(uniform:n:p:)``.
  /// - Complexity: O(n·min(p, 1 − p)) up to 16, O(√n) above
  public func binomial(n: Double, p: Double, at address: DrawAddress) -> Double {
    Self.binomial(uniform: uniform(at: address), n: n, p: p)
  }

  /// The Poisson quantile: the number of k with u ≥ F(k).
  ///
  /// Summation from 0 for means to 16, from the mode (Loader's saddle-point probability) above. Increasing in u and,
  /// up to rounding of F (1e-15), in the mean.
  /// - Parameters:
  ///   - u: a uniform on [0, 1).
  ///   - mean: λ. NaN and negative means count as 0; above 2³¹ as 2³¹, as does the result.
  /// - Complexity: O(mean) up to 16, O(√mean) above
  public static func poisson(uniform u: Double, mean: Double) -> Double {
    rm_poisson1(u, mean)
  }

  /// The binomial quantile: the number of k < n with u ≥ F(k). For p > ½ the failures are counted with 1 − u.
  /// - Parameters:
  ///   - u: a uniform on [0, 1).
  ///   - n: trials, rounded down; NaN and negative count as 0, above 2³¹ as 2³¹.
  ///   - p: chance of each; NaN and negative count as 0, above 1 as 1.
  /// - Complexity: O(n·min(p, 1 − p)) up to 16, O(√n) above
  public static func binomial(uniform u: Double, n: Double, p: Double) -> Double {
    rm_binomial1(u, n, p)
  }

  /// An index with probability proportional to its weight, by inversion of one uniform.
  /// - Parameters:
  ///   - weights: at least one, none negative, with a positive finite sum.
  ///   - address: where the draw stands.
  /// - Complexity: O(number of weights)
  @inlinable
  public func categorical(_ weights: some Collection<Double>, at address: DrawAddress) -> Int {
    var total = 0.0
    for w in weights {
      precondition(w >= 0, "Draws.categorical: a weight is negative or NaN")
      total += w
    }
    precondition(total > 0 && total < .infinity, "Draws.categorical: the weights' sum must be positive and finite")
    let target = uniform(at: address) * total
    var sum = 0.0
    var last = 0
    for (i, w) in weights.enumerated() where w > 0 {
      sum += w
      last = i
      if target < sum { return i }
    }
    return last
  }
}
