/// A fact that a model is to reproduce.
public struct CalibrationTarget: Sendable, Hashable {
  public let name: String
  /// What was observed.
  public let value: Double
  /// How uncertain the observation is, as a standard deviation in its unit.
  public let sd: Double
  /// How far the model may be off at its best, as a standard deviation: declared before fitting, at most ``sd``.
  public let discrepancy: Double

  /// - Throws: ``StatisticsError/argument(function:argument:value:expected:)``.
  public init(name: String, value: Double, sd: Double, discrepancy: Double = 0) throws(StatisticsError) {
    guard value.isFinite, sd > 0, sd < .infinity else {
      throw .argument(
        function: "calibration", argument: "target \(name)", value: "\(value), sd \(sd)",
        expected: "a finite value and a positive sd")
    }
    guard discrepancy >= 0, discrepancy <= sd else {
      throw .argument(
        function: "calibration", argument: "discrepancy of \(name)", value: "\(discrepancy)",
        expected: "0 to the target's own sd, \(sd)")
    }
    (self.name, self.value, self.sd, self.discrepancy) = (name, value, sd, discrepancy)
  }
}

/// How far a model's output at a point is from a target, in standard deviations of all that is uncertain about it.
///
/// I = |f(x) − z|/√(target + Monte Carlo + emulator + discrepancy), four variances (Craig, Goldstein, Seheult & Smith,
/// Case Studies in Bayesian Statistics III (1997) 37). Above 3 a point is implausible, whatever the distribution's
/// shape (Pukelsheim, Am. Stat. 48 (1994) 88).
public struct Implausibility: Sendable, Hashable {
  /// f(x) − z, in the target's unit.
  public let gap: Double
  /// Variances, in squared units of the target.
  public let target: Double
  public let monteCarlo: Double
  public let emulator: Double
  public let discrepancy: Double

  /// - Parameters:
  ///   - mean: f(x), as simulated or emulated.
  ///   - target: what it is held against.
  ///   - monteCarlo: the variance of simulation noise in it.
  ///   - emulator: the variance of the emulator there; 0 for an output that was simulated.
  public init(mean: Double, target: CalibrationTarget, monteCarlo: Double, emulator: Double) {
    gap = mean - target.value
    self.target = target.sd * target.sd
    self.monteCarlo = monteCarlo
    self.emulator = emulator
    discrepancy = target.discrepancy * target.discrepancy
  }

  /// The squared denominator.
  public var variance: Double { target + monteCarlo + emulator + discrepancy }
  /// I.
  public var value: Double { gap.magnitude / variance.squareRoot() }
  /// The emulator's share of the squared denominator: what more points could take off.
  public var emulatorShare: Double { emulator / variance }
}
