import SalesForce
import SimulationStatistics

/// Brings every estimate of a study to exactly equal cost, and says what that is uncertain by.
///
/// Salaries are solved on a few pilots, so an arm's trials cost c̄ and not quite T. With β the worth of a unit of cost in
/// a reading, from pairs of trials at two salaries (``SlopeTrials``, ``ExchangeRate``), y − β(c − T) estimates the reading
/// at cost T trial by trial: a salary that was missed by δ moves y by β·dc/ds·δ and c by dc/ds·δ, and δ drops out to first
/// order. What is left is of second order in the gap, below a tenth of the standard error for gaps of two per cent and
/// 20,000 trials. The error of β acts times the gap, and is in the interval (``NuisanceVariance``).
///
/// A budget that follows a regime has that regime's cost in the same trial for T, so that pairing is used; the regime
/// itself is left as it is.
///
/// What is about the trials as they were lived (standard deviations, quantiles, who beats whom) moves as a whole, by β
/// times the mean gap: correcting trial by trial would take the spread of costs out of them.
struct EqualCost {
  private enum Target {
    case cost(Double)
    /// Place of the followed arm in the records.
    case arm(Int)
  }

  private let targets: [Target?]
  /// Δc of each arm's pairs.
  private let costSteps: [[Double]]
  /// Rate and pairs' influences of every metric of every arm, as in the records; nil where there is none.
  private let rates: [ExchangeRate?]
  /// What the arms cost in the study's trials less what they should, pay units a seat-week.
  let gaps: [Double]
  /// β times gap of every metric of every arm.
  private let shifts: [Double]
  /// What the correction adds to the variance of every metric of every arm.
  private let partings: [Double]
  /// Of each arm's target, over the study's trials: 0 where it is a number.
  private let targetVariances: [Double]

  private static let metrics = Metric.allCases.count

  /// - Parameters:
  ///   - scenario: solved.
  ///   - arms: those of the records.
  ///   - trials: the study's trials.
  ///   - slopes: the pairs at two salaries.
  init(_ scenario: Scenario, _ arms: [Arm], trials: JournalReader, slopes: SlopePairs) throws {
    let places = slopes.trials.places, metrics = Self.metrics
    let targets = arms.map { arm -> Target? in
      guard arm.salary != nil, let budget = scenario.budget else { return nil }
      switch budget.target {
      case .costPerSeller(let levels): return .cost(levels[scenario.point(arm.point).budgetLevel])
      case .sameAs:
        return arms.firstIndex { $0.place == scenario.followed && $0.point == arm.point && $0.world == arm.world }
          .map { .arm($0) }
      }
    }
    var steps = [[Double]](repeating: [], count: arms.count * metrics)
    try slopes.forEach { _, values in
      for (arm, low) in places.enumerated() {
        guard let low else { continue }
        for metric in 0..<metrics {
          steps[arm * metrics + metric].append(values[(low + 1) * metrics + metric] - values[low * metrics + metric])
        }
      }
    }
    let costSteps = arms.indices.map { steps[$0 * metrics + Metric.cost.rawValue] }
    self.costSteps = costSteps
    var rates: [ExchangeRate?] = []
    for index in steps.indices {
      rates.append(ExchangeRate(readings: steps[index], constrained: costSteps[index / metrics]))
    }
    self.rates = rates
    let (gaps, costs) = try Self.gaps(targets, trials)
    targetVariances = targets.map { if case .arm(let other)? = $0 { costs[other].variance ?? 0 } else { 0 } }
    partings = try Self.partings(targets, rates, targetVariances, trials)
    shifts = rates.indices.map { index in
      targets[index / metrics] == nil ? 0 : (rates[index]?.value ?? .nan) * gaps[index / metrics]
    }
    (self.targets, self.gaps) = (targets, gaps)
  }

  private static func gaps(
    _ targets: [Target?], _ trials: JournalReader
  ) throws -> (gaps: [Double], costs: [FixedPointSum]) {
    var sums = targets.map { _ in FixedPointSum(Resolution(fractionBits: Metric.cost.card.fractionBits)) }, costs = sums
    try trials.forEachTrial { _, values in
      for arm in sums.indices where Metric.hasRun(arm, in: values) {
        try sums[arm].add(deviation(targets[arm], arm, values))
        try costs[arm].add(cost(arm, values))
      }
    }
    return (sums.map { $0.mean ?? 0 }, costs)
  }

  /// See ``PartingNoise``.
  private static func partings(
    _ targets: [Target?], _ rates: [ExchangeRate?], _ targetVariances: [Double], _ trials: JournalReader
  ) throws -> [Double] {
    let corrected = rates.indices.filter { targets[$0 / metrics] != nil && rates[$0] != nil }
    var noises = corrected.map {
      PartingNoise(Resolution(fractionBits: Metric.allCases[$0 % metrics].card.fractionBits))
    }
    try trials.forEachTrial { _, values in
      for (place, index) in corrected.enumerated() {
        try noises[place].add(values[index], pull: (rates[index]?.value ?? .nan) * cost(index / metrics, values))
      }
    }
    var result = rates.map { _ in 0.0 }
    for (index, noise) in zip(corrected, noises) {
      let rate = rates[index]?.value ?? 0
      result[index] = noise.added(target: rate * rate * targetVariances[index / metrics])
    }
    return result
  }

  static func cost(_ arm: Int, _ values: [Double]) -> Double { values[arm * metrics + Metric.cost.rawValue] }

  /// - Parameter first: the arm that the values begin with.
  private static func deviation(_ target: Target?, _ arm: Int, _ values: [Double], from first: Int = 0) -> Double {
    func cost(_ arm: Int) -> Double { values[(arm - first) * metrics + Metric.cost.rawValue] }
    return switch target {
    case nil: 0
    case .cost(let target): cost(arm) - target
    case .arm(let other): cost(arm) - cost(other)
    }
  }

  /// Whether an arm's estimates are corrected at all: the followed regime's are not.
  func isCorrected(_ arm: Int) -> Bool { targets[arm] != nil }

  /// What an arm's trials should cost on average, pay units a seat-week.
  /// - Parameter cost: what they do.
  func target(_ arm: Int, cost: Double) -> Double {
    if case .cost(let target)? = targets[arm] { return target }
    return cost - gaps[arm]
  }

  /// What an arm costs in a trial less what it should, pay units a seat-week.
  func deviation(_ arm: Int, _ values: [Double]) -> Double { Self.deviation(targets[arm], arm, values) }

  /// What a unit of an arm's cost is worth in a reading, from its value in each pair at the lower and higher salary.
  func rate(_ arm: Int, low: [Double], high: [Double]) -> ExchangeRate? {
    ExchangeRate(readings: zip(low, high).map { $1 - $0 }, constrained: costSteps[arm])
  }

  /// The same of a metric over the measured weeks.
  func rate(_ arm: Int, _ metric: Int) -> ExchangeRate? { rates[arm * Self.metrics + metric] }

  /// A trial's metrics at equal cost: what means are made of, kept to the metrics' resolution like all that is added up.
  /// A metric without a rate has no value.
  /// - Parameters:
  ///   - values: of all arms, or of those of some points.
  ///   - first: the arm that they begin with.
  func corrected(_ values: [Double], from first: Int = 0) -> [Double] {
    var result = values
    for arm in first..<first + values.count / Self.metrics where isCorrected(arm) {
      let deviation = Self.deviation(targets[arm], arm, values, from: first)
      for metric in 0..<Self.metrics {
        let place = (arm - first) * Self.metrics + metric, rate = rates[arm * Self.metrics + metric]?.value ?? .nan
        result[place] = MetricCard.rounded(result[place] - rate * deviation)
      }
    }
    return result
  }

  /// A trial's metrics as they were lived, all moved alike to equal cost: what spread and ranks are made of.
  func moved(_ values: [Double]) -> [Double] { zip(values, shifts).map { $0 - $1 } }

  /// What the correction adds to the signed sum of some arms' means of a metric.
  func correction(_ arms: [(arm: Int, sign: Double)], _ metric: Int) -> Double {
    arms.reduce(0) { $0 - $1.sign * shifts[$1.arm * Self.metrics + metric] }
  }

  /// What correcting trial by trial adds to the variances of some arms that are compared in a metric, each with its weight.
  func parting(_ arms: [(arm: Int, sign: Double)], _ metric: Int) -> Double {
    arms.count > 1 ? arms.reduce(0) { $0 + $1.sign * $1.sign * parting($1.arm, metric) } : 0
  }

  /// The same of one of them.
  func parting(_ arm: Int, _ metric: Int) -> Double { partings[arm * Self.metrics + metric] }

  /// Variance over trials of what an arm should cost: 0 where that is a number.
  func targetVariance(_ arm: Int) -> Double { targetVariances[arm] }

  /// What the rates' errors add to the variance of the signed sum of some arms' means of a metric.
  func nuisance(_ arms: [(arm: Int, sign: Double)], _ metric: Int) -> NuisanceVariance {
    Self.nuisance(nuisanceParts(arms, metric))
  }

  /// What that is made of.
  func nuisanceParts(
    _ arms: [(arm: Int, sign: Double)], _ metric: Int
  ) -> [(factor: Double, rate: ExchangeRate?)] {
    arms.filter { isCorrected($0.arm) }.map { ($0.sign * gaps[$0.arm], rates[$0.arm * Self.metrics + metric]) }
  }

  /// The same for any readings, each with its factor: sign and gap.
  static func nuisance(_ parts: [(factor: Double, rate: ExchangeRate?)]) -> NuisanceVariance {
    var result = NuisanceVariance()
    for pair in 0..<(parts.first?.rate?.influences.count ?? 0) {
      var pull = 0.0
      for part in parts { pull += part.factor * ((part.rate?.influences[pair] ?? nil) ?? .nan) }
      if !pull.isNaN { result.add(pull) }
    }
    return result
  }
}
