import PortableMath
import SimulationStatistics

/// Adds up what the trials say on one hypothesis.
///
/// Each trial gives one number, from the arms' values in it: on the raw scale the signed sum of the values, on the
/// scale of ratios the signed sum of their logarithms. A trial in which an arm has no value is left out. What remains is
/// the mean of these numbers with its t interval: pairing by trial is in the numbers themselves.
struct HypothesisScore: Sendable {
  private let scale: Hypothesis.Scale
  private let region: (low: Double, high: Double)
  private let signs: [Bool]
  private var effects: FixedPointSum
  /// What all is compared with, the last of the arms.
  private var base: FixedPointSum
  private var hasForbiddenRatio = false

  /// Logarithms are kept to 2⁻⁴⁰, finer than a metric's 2⁻³² at any ratio near 1.
  private static let logResolution = Resolution(fractionBits: 40)

  init(_ hypothesis: Hypothesis, signs: [Bool], resolution: Resolution) {
    scale = hypothesis.scale
    region = hypothesis.region
    self.signs = signs
    effects = FixedPointSum(scale == .ratio ? Self.logResolution : resolution)
    base = FixedPointSum(resolution)
  }

  /// Takes a trial.
  /// - Parameter values: one an arm.
  mutating func add(_ values: [Double]) throws(FixedPointError) {
    guard !values.contains(where: \.isNaN) else { return }
    var effect = 0.0
    for (value, isAdded) in zip(values, signs) {
      if scale == .ratio, value <= 0 {
        hasForbiddenRatio = true
        return
      }
      let part = scale == .ratio ? Portable.log(value) : value
      effect += isAdded ? part : -part
    }
    try effects.add(effect)
    try base.add(values[values.count - 1])
  }

  func result(_ critical: inout CriticalValues) -> Result {
    let n = effects.count
    guard !hasForbiddenRatio, n > 1, let mean = effects.mean, let error = effects.standardError, let unit,
      let test = ClaimTest(effects, low: inner(region.low) * unit, high: inner(region.high) * unit)
    else { return Result(n: n, status: .undefined) }
    let half = error > 0 ? critical.value(count: n) * error : 0
    return Result(
      n: n, status: error > 0 ? .ok : mean == 0 && signs.count > 1 ? .identical : .constant,
      effect: outer(mean / unit), low: outer((mean - half) / unit), high: outer((mean + half) / unit), test: test)
  }

  /// What one unit of the scale is in the numbers that were added up.
  private var unit: Double? {
    guard scale == .sd else { return 1 }
    return base.standardDeviation.flatMap { $0 > 0 ? $0 : nil }
  }

  /// An effect as the trials' numbers have it, and back: a ratio less one is a logarithm inside.
  private func inner(_ effect: Double) -> Double {
    scale == .ratio && effect.isFinite ? (effect > -1 ? Portable.log1p(effect) : -.infinity) : effect
  }

  private func outer(_ number: Double) -> Double { scale == .ratio ? Portable.expm1(number) : number }

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
    var test: ClaimTest?
  }
}
