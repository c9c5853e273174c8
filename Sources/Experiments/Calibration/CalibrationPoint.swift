/// A set of parameters that was simulated, and what came of it.
public struct CalibrationPoint: Sendable, Equatable {
  /// The wave in which it was simulated, from 0.
  public let wave: Int
  /// Values of the free parameters, in their order.
  public let parameters: [Double]
  /// Places of these in their ranges, 0 to 1: from the values, so that a point read from a file is the point that was
  /// written.
  public let shares: [Double]
  /// What each target came to, and its Monte Carlo variance; NaN where it has no value.
  public let values: [Double]
  public let variances: [Double]

  init(wave: Int, parameters: [Double], free: [FreeParameter], values: [Double], variances: [Double]) {
    (self.wave, self.parameters, self.values, self.variances) = (wave, parameters, values, variances)
    shares = zip(free, parameters).map { $0.share(of: $1) }
  }

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
