import SalesForce
import SimulationStatistics

/// One of the estimates whose interval decides how long a study goes on.
struct PrecisionContrast: Sendable {
  let regime: String
  /// What it is compared with; nil for a mean.
  let against: String?
  let point: Int
  /// Places in the records, the first added.
  let arms: [(arm: Int, sign: Double)]

  /// `pull less push`, `pull at budget 2`.
  func name(in scenario: Scenario) -> String {
    let place = scenario.name(of: point)
    return regime + (against.map { " less \($0)" } ?? "") + (place.isEmpty ? "" : " at \(place)")
  }
}

/// The estimates after some trials: those of the tables, at equal cost and with their whole variance.
struct PrecisionLook {
  let contrasts: [PrecisionContrast]
  private let metric: Int
  private let level: Double

  struct Estimate: Sendable {
    /// Trials with a value.
    let n: Int
    let interval: HalfWidthRule.Interval?
  }

  /// - Parameter arms: those of the ordinary tables.
  /// - Throws: ``PrecisionFailure`` where a regime does not run.
  init(_ precision: Precision, _ arms: [Arm]) throws(PrecisionFailure) {
    guard let metric = Metric.allCases.firstIndex(where: { $0.card.name == precision.metric }) else {
      preconditionFailure("precision on '\(precision.metric)', which is no metric")
    }
    (self.metric, level) = (metric, precision.confidence)
    guard let names = precision.between else {
      contrasts = arms.enumerated().map {
        PrecisionContrast(regime: $1.regime.name, against: nil, point: $1.point, arms: [($0, 1)])
      }
      return
    }
    for name in names where !arms.contains(where: { $0.regime.name == name }) { throw .notRun(regime: name) }
    let points = Set(arms.map(\.point)).sorted()
    contrasts = points.compactMap { point in
      let places = names.compactMap { name in
        arms.firstIndex { $0.point == point && $0.regime.name == name }
      }
      guard places.count == 2 else { return nil }
      return PrecisionContrast(
        regime: names[0], against: names[1], point: point, arms: [(places[0], 1), (places[1], -1)])
    }
  }

  /// One number a trial that has a value, at a design point, and what was estimated beside their mean.
  func values(_ trials: StudyTrials, point: Int) throws -> ([Double], NuisanceVariance) {
    guard let contrast = contrasts.first(where: { $0.point == point }) else { return ([], NuisanceVariance()) }
    var values: [Double] = []
    let metrics = Metric.allCases.count
    try trials.forEach { trial in
      let value = contrast.arms.reduce(0.0) { $0 + $1.sign * trial.corrected[$1.arm * metrics + metric] }
      if !value.isNaN { values.append(value) }
    }
    return (values, trials.nuisance(contrast.arms, metric))
  }

  /// - Complexity: one pass over the trials.
  func estimates(_ trials: StudyTrials) throws -> [Estimate] {
    let resolution = Resolution(fractionBits: Metric.allCases[metric].card.fractionBits)
    var sums = contrasts.map { _ in FixedPointSum(resolution) }
    let metrics = Metric.allCases.count
    try trials.forEach { values in
      for place in contrasts.indices {
        let parts = contrasts[place].arms.map { $0.sign * values.corrected[$0.arm * metrics + metric] }
        guard !parts.contains(where: \.isNaN) else { continue }
        // Rounded one by one, as the comparisons are.
        sums[place].add(quantised: try parts.reduce(into: 0) { $0 += try resolution.quantise($1) })
      }
    }
    var critical = CriticalValues(level: level)
    return contrasts.indices.map { place in
      Estimate(
        n: sums[place].count,
        interval: MeanEstimate(
          sums[place], trials.nuisance(contrasts[place].arms, metric),
          parting: trials.parting(contrasts[place].arms, metric)
        ).map {
          HalfWidthRule.Interval($0, &critical)
        })
    }
  }
}
