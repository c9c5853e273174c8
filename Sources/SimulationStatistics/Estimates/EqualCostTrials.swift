/// A study's trials on their way to ``EqualCost``: pairs at two salaries first, then the trials one by one, in any order.
public struct EqualCostTrials: Sendable {
  let targets: [EqualCost.Target?]
  let layout: EqualCost.Layout
  let costSteps: [[Double]]
  let rates: [ExchangeRate?]
  private var deviations, costs: [FixedPointSum]
  /// By arm and metric; nil where nothing is corrected.
  private var noises: [PartingNoise?]

  /// - Parameters:
  ///   - targets: what each arm should cost; nil for one that is left as it is.
  ///   - layout: of the trials' records.
  ///   - steps: of every metric of every arm, as in the records, its change from the lower salary to the higher by pair.
  public init(targets: [EqualCost.Target?], layout: EqualCost.Layout, steps: [[Double]]) {
    let metrics = layout.metrics
    let costSteps = targets.indices.map { steps[$0 * metrics + layout.cost] }
    let rates = steps.indices.map { ExchangeRate(readings: steps[$0], constrained: costSteps[$0 / metrics]) }
    (self.targets, self.layout, self.costSteps, self.rates) = (targets, layout, costSteps, rates)
    deviations = targets.map { _ in FixedPointSum(layout.resolution) }
    costs = deviations
    noises = rates.indices.map { index in
      targets[index / metrics] != nil && rates[index] != nil ? PartingNoise(layout.resolution) : nil
    }
  }

  /// Takes a trial's metrics, arm by arm; an arm without a cost has not run.
  /// - Throws: ``FixedPointError`` for infinities and values beyond the resolution's limit.
  public mutating func add(_ values: [Double]) throws(FixedPointError) {
    for arm in targets.indices where !layout.cost(arm, values).isNaN {
      try deviations[arm].add(EqualCost.deviation(targets[arm], arm, values, layout))
      try costs[arm].add(layout.cost(arm, values))
    }
    for index in noises.indices where noises[index] != nil {
      let pull = (rates[index]?.value ?? .nan) * layout.cost(index / layout.metrics, values)
      try noises[index]?.add(values[index], pull: pull)
    }
  }

  var gaps: [Double] { deviations.map { $0.mean ?? 0 } }

  var targetVariances: [Double] {
    targets.map { if case .arm(let other)? = $0 { costs[other].variance ?? 0 } else { 0 } }
  }

  /// See ``PartingNoise``.
  var partings: [Double] {
    let variances = targetVariances
    return noises.indices.map { index in
      guard let noise = noises[index] else { return 0 }
      let rate = rates[index]?.value ?? 0
      return noise.added(target: rate * rate * variances[index / layout.metrics])
    }
  }
}
