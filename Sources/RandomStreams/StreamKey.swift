/// The key of all draws of one trial.
///
/// Regimes of one trial share it, which is what common random numbers are.
public struct StreamKey: Hashable, Sendable {
  /// The study's seed.
  public let seed: UInt32
  /// The trial's index.
  public let trial: UInt32

  /// The key of a trial of a study.
  public init(seed: UInt32, trial: UInt32) {
    self.seed = seed
    self.trial = trial
  }
}
