/// A set of parameters that was simulated, and what came of it.
public struct CalibrationPoint: Sendable, Equatable {
  /// The wave in which it was simulated, from 0.
  public let wave: Int
  /// Places of the free parameters in their ranges, 0 to 1.
  public let shares: [Double]
  /// What each target came to, and its Monte Carlo variance; NaN where it has no value.
  public let values: [Double]
  public let variances: [Double]

  /// How far each target lies from what was found, in standard deviations of what is known; a missing value is infinitely
  /// far.
  func distances(_ targets: [CalibrationTarget]) -> [Double] {
    zip(targets, values).map { target, value in
      value.isNaN ? .infinity : (value - target.value) / target.sd
    }
  }

  /// The largest distance over targets that are fitted.
  func misfit(_ targets: [CalibrationTarget]) -> Double {
    zip(targets, distances(targets)).reduce(0) { $1.0.use == .fit ? max($0, $1.1.magnitude) : $0 }
  }
}
