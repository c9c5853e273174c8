import SimulationStatistics

/// The difference of two groups' readings over trials, at equal cost where a budget equalises costs: as comparisons of metrics.
struct GroupDifference {
  /// One of the two.
  struct Side {
    let arm: Int
    let isCorrected: Bool
    let rate: ExchangeRate?
    let targetVariance: Double
  }

  /// Trials in which both have a value as simulated.
  private(set) var present = 0
  private(set) var difference, base: FixedPointSum
  private let a, b: Side
  private var gaps = (a: 0.0, b: 0.0)
  private var noises: (a: PartingNoise, b: PartingNoise)

  init(_ a: Side, _ b: Side, _ resolution: Resolution) {
    (self.a, self.b) = (a, b)
    (difference, base) = (FixedPointSum(resolution), FixedPointSum(resolution))
    noises = (PartingNoise(resolution), PartingNoise(resolution))
  }

  /// Takes a trial; one in which either has no value is left out.
  /// - Parameters:
  ///   - values: of a and b, as simulated.
  ///   - costs: of their arms, and what those cost less what they should.
  mutating func add(
    _ values: (a: Double, b: Double), costs: (a: Double, b: Double), deviations: (a: Double, b: Double)
  ) throws {
    guard !values.a.isNaN, !values.b.isNaN else { return }
    present += 1
    let x = a.corrected(values.a, deviations.a), y = b.corrected(values.b, deviations.b)
    guard !x.isNaN, !y.isNaN else { return }
    try difference.add(x - y)
    try base.add(y)
    gaps.a += deviations.a
    gaps.b += deviations.b
    // Groups of one arm share its costs.
    guard a.arm != b.arm else { return }
    if let rate = a.rate { try noises.a.add(values.a, pull: rate.value * costs.a) }
    if let rate = b.rate { try noises.b.add(values.b, pull: rate.value * costs.b) }
  }

  /// Signed gaps and rates of the sides that are corrected.
  private var parts: [(factor: Double, rate: ExchangeRate?)] {
    let count = Double(max(1, difference.count))
    return [(gaps.a / count, a), (-gaps.b / count, b)].filter { $0.1.isCorrected }.map { ($0.0, $0.1.rate) }
  }

  /// nil for fewer than two trials.
  var estimate: MeanEstimate? {
    let added = noises.a.added(target: a.targetPull) + noises.b.added(target: b.targetPull)
    return MeanEstimate(difference, EqualCost.nuisance(parts), parting: added)
  }

  /// What the correction has added to the difference; nil where nothing is corrected.
  var correction: Double? {
    guard difference.count > 0, !parts.isEmpty else { return nil }
    return parts.reduce(0) { $0 - $1.factor * ($1.rate?.value ?? 0) }
  }
}

extension GroupDifference.Side {
  fileprivate func corrected(_ value: Double, _ deviation: Double) -> Double {
    isCorrected ? value - (rate?.value ?? .nan) * deviation : value
  }

  /// Variance of what the target's own noise does to the reading.
  fileprivate var targetPull: Double {
    let rate = rate?.value ?? 0
    return rate * rate * targetVariance
  }
}
