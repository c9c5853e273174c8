import PortableMath

/// What the bootstrap says about the mean of one series.
public struct BootstrapInterval: Sendable, Hashable {
  /// A range of values.
  public struct Ends: Sendable, Hashable {
    public let low: Double
    public let high: Double
  }

  /// Values present.
  public let n: Int
  /// Replicates with at least one present value; all of them where none is missing.
  public let replicateCount: Int
  /// The mean x̄ of the present values.
  public let mean: Defined<Double>
  /// Standard deviation of the replicate means (B − 1).
  public let standardError: Defined<Double>
  /// Quantiles (1 ∓ level)/2 of the replicate means.
  public let percentile: Defined<Ends>
  /// Bias-corrected and accelerated ends.
  public let bca: Defined<Ends>
  /// z₀ = Φ⁻¹ of the share of replicate means below x̄, ties counting half.
  public let bias: Defined<Double>
  /// a = Σd³ / 6(Σd²)^1.5 with d = xᵢ − x̄, the jackknife's for a mean.
  public let acceleration: Defined<Double>
}

extension BootstrapInterval {
  /// The interval of one series from its replicate means.
  ///
  /// Efron & Tibshirani, An Introduction to the Bootstrap (1993), 14.3; ties and quantiles as in SciPy's `bootstrap`
  /// (half a tie; type 7). Means that differ from x̄ by less than 1e-12 standard deviations, or 2⁻⁵⁰ of x̄, count as
  /// ties, so that the last bits of sums decide nothing.
  /// - Parameters:
  ///   - values: the series; NaN is a missing value.
  ///   - deviations: replicate means less the series' mean, NaN where a replicate drew no present value.
  ///   - level: the confidence level, in 0…1.
  /// - Complexity: O(n + B) on average
  init(values: ArraySlice<Double>, mean: Double, deviations: some Sequence<Double>, level: Double) {
    var moments = (count: 0, square: 0.0, cube: 0.0)
    var isConstant = true
    var previous: Double?
    for value in values where !value.isNaN {
      if let previous, previous != value { isConstant = false }
      previous = value
      let d = value - mean
      moments = (moments.count + 1, moments.square + d * d, moments.cube + d * d * d)
    }
    n = moments.count
    var images: [UInt64] = []
    let tie = max(1e-12 * (moments.square / Double(max(1, n))).squareRoot(), 0x1p-50 * mean.magnitude)
    var (below, ties, sum, squares) = (0, 0, 0.0, 0.0)
    for d in deviations where !d.isNaN {
      images.append(ExactQuantile.image(of: d))
      if d < -tie { below += 1 } else if d <= tie { ties += 1 }
      sum += d
      squares += d * d
    }
    let count = images.count
    replicateCount = count
    self.mean = n > 0 ? .success(mean) : .failure(.tooFew)
    let inRange = moments.square > 1e-200 && moments.square < 1e200
    let why: Undefined? = n < 2 || count < 2 ? .tooFew : isConstant ? .constant : inRange ? nil : .outOfRange
    if let why {
      (standardError, percentile, bca) = (.failure(why), .failure(why), .failure(why))
      (bias, acceleration) = (.failure(why), .failure(why))
      return
    }
    let b = Double(count)
    standardError = .success((max(0, squares - sum * sum / b) / (b - 1)).squareRoot())
    let a = moments.cube / (6 * moments.square * moments.square.squareRoot())
    acceleration = .success(a)
    let share = (Double(below) + 0.5 * Double(ties)) / b
    let z = share > 0 && share < 1 ? Portable.normalQuantile(share) : nil
    bias = z.map { .success($0) } ?? .failure(.oneSided)
    let tails = [(1 - level) / 2, (1 + level) / 2]
    let corrected = z.flatMap { Self.corrected(tails, bias: $0, acceleration: a) }
    let ends = Self.quantiles(tails + (corrected ?? []), of: &images).map { $0 + mean }
    percentile = .success(Ends(low: ends[0], high: ends[1]))
    bca = corrected == nil ? .failure(.oneSided) : .success(Ends(low: ends[2], high: ends[3]))
  }

  /// Φ(z₀ + (z₀ + z)/(1 − a(z₀ + z))) for the tails' z; nil where the correction has passed its pole.
  private static func corrected(_ tails: [Double], bias z0: Double, acceleration a: Double) -> [Double]? {
    var result: [Double] = []
    for tail in tails {
      let z = z0 + Portable.normalQuantile(tail)
      guard 1 - a * z > 0 else { return nil }
      result.append(Portable.normalCDF(z0 + z / (1 - a * z)))
    }
    return result
  }

  private static func quantiles(_ probabilities: [Double], of images: inout [UInt64]) -> [Double] {
    let count = images.count
    let places = probabilities.map { ExactQuantile.position($0, count: count) }
    let positions = Set(places.flatMap { [$0.index, min($0.index + 1, count - 1)] }).sorted()
    Selection.select(positions, in: &images)
    return places.map { place in
      let (low, high) = (images[place.index], images[min(place.index + 1, count - 1)])
      return ExactQuantile.interpolate(ExactQuantile.value(of: low), ExactQuantile.value(of: high), place.fraction)
    }
  }
}
