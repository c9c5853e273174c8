import PortableMath
import SimulationStatistics

/// Turns what the arms of a hypothesis show in a trial into one number, so that its effect is a mean over trials.
///
/// On the raw scale the number is the signed sum of the arms' values, on the scale of ratios that of their logarithms; each
/// is corrected to equal cost first, with a rate of its own, since a logarithm moves with cost in its own way. On the
/// scale of standard deviations the effect d = m/s rests on two estimates, the mean m of the signed sums eᵢ and the
/// standard deviation s of the base values bᵢ. Its numbers are m/s + (eᵢ − m)/s − m/(2s³)·((bᵢ − b̄)² − v), v = Σ(b − b̄)²/n:
/// their mean is d and their variance that of d by the delta method, so that s is not taken as known.
///
/// A trial in which an arm has no value is left out. Pairing by trial is in the numbers themselves.
struct HypothesisScore: Sendable {
  private let scale: Hypothesis.Scale
  private let region: (low: Double, high: Double)
  /// The end of the region at size 0; nil where that is the region's own or there is none.
  private let sideEnd: (low: Double, high: Double)?
  private let signs: [Double]
  /// What a unit of cost is worth in each arm's part; nil where nothing is corrected.
  private let rates: [ExchangeRate?]
  private let isCorrected: [Bool]
  /// The first look: signed sums, and values of the last of the arms, which all is compared with.
  private var effects, base: FixedPointSum
  private var numbers: FixedPointSum
  private var gaps: [Double]
  private var noises: [PartingNoise]
  /// Variance over trials of what each arm should cost.
  private let targetVariances: [Double]
  private var hasForbidden = false

  /// Logarithms and standard deviations are kept to 2⁻⁴⁰, finer than a metric's 2⁻³² at any value near 1.
  private static let fine = Resolution(fractionBits: 40)

  /// - Parameters:
  ///   - signs: +1 or −1, one an arm.
  ///   - rates: one an arm, of its part; nil where there is none.
  ///   - isCorrected: whether each arm is brought to equal cost.
  ///   - targetVariances: variance over trials of what each arm should cost; 0 where that is a number.
  ///   - resolution: that of the metric.
  init(
    _ hypothesis: Hypothesis, signs: [Double], rates: [ExchangeRate?], isCorrected: [Bool], targetVariances: [Double],
    resolution: Resolution
  ) {
    scale = hypothesis.scale
    region = hypothesis.region
    sideEnd = hypothesis.side
    (self.signs, self.rates, self.isCorrected) = (signs, rates, isCorrected)
    (effects, base) = (FixedPointSum(resolution), FixedPointSum(resolution))
    numbers = FixedPointSum(scale == .raw ? resolution : Self.fine)
    gaps = signs.map { _ in 0 }
    let kept = scale == .ratio ? Self.fine : resolution
    noises = signs.map { _ in PartingNoise(kept) }
    self.targetVariances = targetVariances
  }

  /// Whether trials have to be looked at once before they can be added up.
  var needsLook: Bool { scale == .sd }

  /// What an arm's value is turned into before signs are put to it; NaN for what has no logarithm.
  static func part(_ value: Double, _ scale: Hypothesis.Scale) -> Double {
    scale == .ratio ? (value > 0 ? Portable.log(value) : .nan) : value
  }

  /// The first look at a trial.
  mutating func look(_ values: [Double], deviations: [Double]) throws(FixedPointError) {
    guard let effect = effect(values, deviations) else { return }
    try effects.add(effect)
    try base.add(values[values.count - 1])
  }

  /// Takes a trial.
  /// - Parameters:
  ///   - values: one an arm.
  ///   - deviations: what the arms cost less what they should, pay units per seat-week.
  ///   - costs: what they cost.
  /// - Returns: the trial's number; nil where it has none.
  mutating func add(_ values: [Double], deviations: [Double], costs: [Double]) throws(FixedPointError) -> Double? {
    if scale == .ratio, values.contains(where: { $0 <= 0 }) { hasForbidden = true }
    guard !hasForbidden, let effect = effect(values, deviations) else { return nil }
    let number = self.number(effect, values[values.count - 1])
    guard number.magnitude < numbers.resolution.limit / 2 else {
      hasForbidden = true
      return nil
    }
    try numbers.add(number)
    for arm in gaps.indices {
      gaps[arm] += deviations[arm]
      if let rate = rates[arm], isCorrected[arm] {
        try noises[arm].add(Self.part(values[arm], scale), pull: rate.value * costs[arm])
      }
    }
    return number
  }

  /// A trial's own effect, in units of the scale; nil where it has none. On the scale of standard deviations these are known
  /// after the look.
  func own(_ values: [Double], _ deviations: [Double]) -> Double? { effect(values, deviations).map { $0 / unit } }

  /// The ends of what is claimed, as a trial's own effect has them.
  var claimed: (low: Double, high: Double) { (inner(region.low), inner(region.high)) }

  /// Standard error of what was estimated beside the trials and moves all of them alike.
  var commonError: Double { EqualCost.nuisance(nuisanceParts).variance.squareRoot() }

  private func effect(_ values: [Double], _ deviations: [Double]) -> Double? {
    var effect = 0.0
    for (arm, value) in values.enumerated() {
      var part = Self.part(value, scale)
      if isCorrected[arm] { part -= (rates[arm]?.value ?? .nan) * deviations[arm] }
      effect += signs[arm] * part
    }
    return effect.isNaN ? nil : effect
  }

  private func number(_ effect: Double, _ value: Double) -> Double {
    guard scale == .sd else { return effect }
    guard let mean = effects.mean, let centre = base.mean, let variance = base.variance, variance > 0 else {
      return .infinity
    }
    let sd = variance.squareRoot(), count = Double(base.count), deviation = value - centre
    let spread = deviation * deviation - variance * (count - 1) / count
    return effect / sd - mean / (2 * variance * sd) * spread
  }

  /// What numbers are made of, in units of the scale: for what is estimated beside several scores at once.
  var nuisanceParts: [(factor: Double, rate: ExchangeRate?)] {
    let count = Double(max(1, numbers.count))
    return signs.indices.filter { isCorrected[$0] }.map { (signs[$0] * gaps[$0] / count / unit, rates[$0]) }
  }

  private var unit: Double { scale == .sd ? (base.standardDeviation ?? 1) : 1 }

  /// What the correction adds to the variances of the arms, in squared units of the scale (``PartingNoise``).
  var parting: Double {
    guard signs.count > 1 else { return 0 }
    return signs.indices.reduce(0) { sum, arm in
      let rate = rates[arm]?.value ?? 0
      return sum + noises[arm].added(target: rate * rate * targetVariances[arm])
    } / (unit * unit)
  }

  func result(_ critical: inout CriticalValues) -> Result {
    let n = numbers.count
    guard !hasForbidden, let estimate = MeanEstimate(numbers, EqualCost.nuisance(nuisanceParts), parting: parting)
    else {
      return Result(n: n, status: .undefined)
    }
    let interval = estimate.interval(&critical), mean = estimate.mean
    var result = Result(
      n: n, status: estimate.standardError > 0 ? .ok : mean == 0 && signs.count > 1 ? .identical : .constant)
    (result.effect, result.low, result.high) = (outer(mean), outer(interval.low), outer(interval.high))
    result.test = ClaimTest(estimate, low: inner(region.low), high: inner(region.high))
    result.sideTest = sideEnd.map { ClaimTest(estimate, low: inner($0.low), high: inner($0.high)) }
    if isCorrected.contains(true) {
      let added = nuisanceParts.reduce(0) { $0 - $1.factor * ($1.rate?.value ?? 0) }
      result.correction = outer(mean) - outer(mean - added)
    }
    return result
  }

  /// An effect as the numbers have it, and back: a ratio less one is a logarithm inside.
  private func inner(_ effect: Double) -> Double {
    scale == .ratio && effect.isFinite ? (effect > -1 ? Portable.log1p(effect) : -.infinity) : effect
  }

  func outer(_ number: Double) -> Double { scale == .ratio ? Portable.expm1(number) : number }

  struct Result: Sendable {
    enum Status: String {
      case ok
      /// The arms are equal in every trial.
      case identical
      /// The effect is the same in every trial: the sign test takes the place of the t test.
      case constant
      /// Fewer than two trials have a value, a ratio of something not above 0, or nothing varies that could be a unit.
      case undefined
      /// An arm did not run: the regimes were selected.
      case notRun = "not run"
    }

    var n = 0
    var status: Status
    var effect, low, high: Double?
    /// Of the effect in the claimed region.
    var test: ClaimTest?
    /// Of the effect on the claimed side of the value, whatever its size.
    var sideTest: ClaimTest?
    /// What the correction to equal cost has added to the effect.
    var correction: Double?

    init(n: Int = 0, status: Status) { (self.n, self.status) = (n, status) }
  }
}
