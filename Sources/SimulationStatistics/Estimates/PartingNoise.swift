/// What a correction, trial by trial, may do to a paired difference although no trial has shown it.
///
/// Readings at equal cost are y − β(c − T), so that the noise of costs comes into readings that do not have it themselves,
/// such as pay. In a difference of two arms it cancels for as long as the same happens in both. It does not in a trial in
/// which somebody leaves in one arm only: then the arms differ as two unpaired trials would. Such trials are few. Where
/// none is among n, a share of 3/n of them is still not excluded at 5 % (rule of three; Hanley & Lippman-Hand, J. Am. Med.
/// Assoc. 249 (1983) 1743), and the sample's own variance knows nothing of it. A typical one differs by √A, with A what
/// the correction adds to the variances of the arms, and 3√A/n is what the mean may be missed by: two standard errors,
/// where the variance is not taken below (3/2)²·A/n².
public struct PartingNoise: Sendable, Hashable {
  private var plain, corrected: FixedPointSum

  /// (3/2)².
  static let weight = 2.25

  public init(_ resolution: Resolution) {
    (plain, corrected) = (FixedPointSum(resolution), FixedPointSum(resolution))
  }

  /// Takes a trial of one arm; one without a value is left out.
  /// - Parameters:
  ///   - reading: y.
  ///   - pull: β·c, in the unit of the reading.
  /// - Throws: ``FixedPointError`` for infinities and values beyond the resolution's limit.
  public mutating func add(_ reading: Double, pull: Double) throws(FixedPointError) {
    guard !reading.isNaN, !pull.isNaN else { return }
    try plain.add(reading)
    try corrected.add(reading - pull)
  }

  /// What the correction adds to the arm's variance; 0 where it takes from it.
  /// - Parameter target: variance of β·T, where that is measured in the same trials.
  public func added(target: Double = 0) -> Double {
    guard let before = plain.variance, let after = corrected.variance else { return 0 }
    return max(0, after + target - before)
  }
}
