/// A set of parameters, and what came of it when it was simulated.
public struct CalibrationPoint: Sendable, Equatable {
  /// What has become of it.
  public enum Status: String, Sendable {
    /// To be simulated.
    case planned
    case simulated
    /// The model refuses these parameters.
    case refused
  }

  /// The wave in which it was chosen, from 0.
  public let wave: Int
  /// Values of the free parameters, in their order.
  public let parameters: [Double]
  public internal(set) var status = Status.planned
  /// What each target came to, and its Monte Carlo variance; NaN where it has no value.
  public internal(set) var values: [Double]
  public internal(set) var variances: [Double]

  init(wave: Int, parameters: [Double], targets: Int) {
    (self.wave, self.parameters) = (wave, parameters)
    values = Array(repeating: .nan, count: targets)
    variances = values
  }

  /// The largest distance to a target, in standard deviations of what is known; infinite where one has no value.
  /// - Parameter targets: those that the values belong to.
  func misfit(_ targets: [StudyTarget]) -> Double {
    zip(targets, values).reduce(0) { max($0, ($1.0.distance(of: $1.1) ?? 0).magnitude) }
  }
}
