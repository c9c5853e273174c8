/// Brings every estimate of a study to exactly equal cost, and says what that is uncertain by.
///
/// Salaries are solved on a few pilots, so an arm's trials cost c̄ and not quite T. With β the worth of a unit of cost in
/// a reading, from pairs of trials at two salaries (``ExchangeRate``), y − β(c − T) estimates the reading
/// at cost T trial by trial: a salary that was missed by δ moves y by β·dc/ds·δ and c by dc/ds·δ, and δ drops out to first
/// order. What is left is of second order in the gap, below a tenth of the standard error for gaps of two per cent and
/// 20,000 trials. The error of β acts times the gap, and is in the interval (``NuisanceVariance``).
///
/// A budget that follows a regime has that regime's cost in the same trial for T, so that pairing is used; the regime
/// itself is left as it is.
///
/// What is about the trials as they were lived (standard deviations, quantiles, who beats whom) moves as a whole, by β
/// times the mean gap: correcting trial by trial would take the spread of costs out of them.
public struct EqualCost: Sendable {
  /// What an arm should cost.
  public enum Target: Sendable {
    /// So many pay units a seat-week.
    case cost(Double)
    /// As much as the arm at this place of the records.
    case arm(Int)
  }

  private let targets: [Target?]
  private let layout: Layout
  /// Δc of each arm's pairs.
  private let costSteps: [[Double]]
  /// Rate and pairs' influences of every metric of every arm, as in the records; nil where there is none.
  private let rates: [ExchangeRate?]
  /// What the arms cost in the study's trials less what they should, pay units a seat-week.
  public let gaps: [Double]
  /// β times gap of every metric of every arm.
  private let shifts: [Double]
  /// What the correction adds to the variance of every metric of every arm.
  private let partings: [Double]
  /// Of each arm's target, over the study's trials: 0 where it is a number.
  private let targetVariances: [Double]

  /// How a record lists what a trial came to: arm by arm, the same metrics of each, all at one resolution.
  public struct Layout: Sendable {
    let metrics, cost: Int
    let resolution: Resolution
    let rounded: @Sendable (Double) -> Double

    /// - Parameters:
    ///   - metrics: how many there are of each arm.
    ///   - cost: place of the cost among them.
    ///   - resolution: to which values are kept.
    ///   - rounded: brings a value there.
    public init(metrics: Int, cost: Int, resolution: Resolution, rounded: @escaping @Sendable (Double) -> Double) {
      (self.metrics, self.cost, self.resolution, self.rounded) = (metrics, cost, resolution, rounded)
    }

    /// What an arm cost.
    func cost(_ arm: Int, _ values: [Double]) -> Double { values[arm * metrics + cost] }
  }

  /// - Parameter trials: that have taken all trials of the study.
  public init(_ trials: EqualCostTrials) {
    (targets, layout, costSteps, rates) = (trials.targets, trials.layout, trials.costSteps, trials.rates)
    let (gaps, variances) = (trials.gaps, trials.targetVariances), metrics = layout.metrics
    shifts = trials.rates.indices.map { index in
      trials.targets[index / metrics] == nil ? 0 : (trials.rates[index]?.value ?? .nan) * gaps[index / metrics]
    }
    partings = trials.partings
    (self.gaps, targetVariances) = (gaps, variances)
  }

  /// - Parameter first: the arm that the values begin with.
  static func deviation(_ target: Target?, _ arm: Int, _ values: [Double], _ layout: Layout, from first: Int = 0)
    -> Double
  {
    switch target {
    case nil: 0
    case .cost(let target): layout.cost(arm - first, values) - target
    case .arm(let other): layout.cost(arm - first, values) - layout.cost(other - first, values)
    }
  }

  /// Whether an arm's estimates are corrected at all: the followed regime's are not.
  public func isCorrected(_ arm: Int) -> Bool { targets[arm] != nil }

  /// What an arm's trials should cost on average, pay units a seat-week.
  /// - Parameters:
  ///   - arm: its place.
  ///   - cost: what its trials do cost.
  public func target(_ arm: Int, cost: Double) -> Double {
    if case .cost(let target)? = targets[arm] { return target }
    return cost - gaps[arm]
  }

  /// What an arm costs in a trial less what it should, pay units a seat-week.
  public func deviation(_ arm: Int, _ values: [Double]) -> Double { Self.deviation(targets[arm], arm, values, layout) }

  /// What a unit of an arm's cost is worth in a reading, from its value in each pair at the lower and higher salary.
  public func rate(_ arm: Int, low: [Double], high: [Double]) -> ExchangeRate? {
    ExchangeRate(readings: zip(low, high).map { $1 - $0 }, constrained: costSteps[arm])
  }

  /// The same of a metric over the measured weeks.
  public func rate(_ arm: Int, _ metric: Int) -> ExchangeRate? { rates[arm * layout.metrics + metric] }

  /// A trial's metrics at equal cost: what means are made of, kept to the metrics' resolution like all that is added up.
  /// A metric without a rate has no value.
  /// - Parameters:
  ///   - values: of all arms, or of those of some points.
  ///   - first: the arm that they begin with.
  public func corrected(_ values: [Double], from first: Int = 0) -> [Double] {
    var result = values
    for arm in first..<first + values.count / layout.metrics where isCorrected(arm) {
      let deviation = Self.deviation(targets[arm], arm, values, layout, from: first)
      for metric in 0..<layout.metrics {
        let place = (arm - first) * layout.metrics + metric, rate = rates[arm * layout.metrics + metric]?.value ?? .nan
        result[place] = layout.rounded(result[place] - rate * deviation)
      }
    }
    return result
  }

  /// A trial's metrics as they were lived, all moved alike to equal cost: what spread and ranks are made of.
  public func moved(_ values: [Double]) -> [Double] { zip(values, shifts).map { $0 - $1 } }

  /// What the correction adds to the signed sum of some arms' means of a metric.
  public func correction(_ arms: [(arm: Int, sign: Double)], _ metric: Int) -> Double {
    arms.reduce(0) { $0 - $1.sign * shifts[$1.arm * layout.metrics + metric] }
  }

  /// What correcting trial by trial adds to the variances of some arms that are compared in a metric, each with its weight.
  public func parting(_ arms: [(arm: Int, sign: Double)], _ metric: Int) -> Double {
    arms.count > 1 ? arms.reduce(0) { $0 + $1.sign * $1.sign * parting($1.arm, metric) } : 0
  }

  /// The same of one of them.
  public func parting(_ arm: Int, _ metric: Int) -> Double { partings[arm * layout.metrics + metric] }

  /// Variance over trials of what an arm should cost: 0 where that is a number.
  public func targetVariance(_ arm: Int) -> Double { targetVariances[arm] }

  /// What the rates' errors add to the variance of the signed sum of some arms' means of a metric.
  public func nuisance(_ arms: [(arm: Int, sign: Double)], _ metric: Int) -> NuisanceVariance {
    Self.nuisance(nuisanceParts(arms, metric))
  }

  /// What that is made of.
  public func nuisanceParts(
    _ arms: [(arm: Int, sign: Double)], _ metric: Int
  ) -> [(factor: Double, rate: ExchangeRate?)] {
    arms.filter { isCorrected($0.arm) }.map { ($0.sign * gaps[$0.arm], rates[$0.arm * layout.metrics + metric]) }
  }

  /// The same for any readings, each with its factor: sign and gap.
  public static func nuisance(_ parts: [(factor: Double, rate: ExchangeRate?)]) -> NuisanceVariance {
    var result = NuisanceVariance()
    for pair in 0..<(parts.first?.rate?.influences.count ?? 0) {
      var pull = 0.0
      for part in parts { pull += part.factor * ((part.rate?.influences[pair] ?? nil) ?? .nan) }
      if !pull.isNaN { result.add(pull) }
    }
    return result
  }
}
