import SimulationStatistics

/// What a scenario says of its calibration: which parameters may move, what the model is held against, and how long to search.
public struct CalibrationPlan: Sendable, Equatable {
  /// Parameters by path, as in `model.parameters`, each with the range that is plausible before any target is looked at.
  public let box: ParameterBox
  public let targets: [StudyTarget]
  /// Sets of parameters simulated in a wave, and waves at most.
  public let points: Int
  public let waves: Int
  /// Sets of parameters wanted in the ensemble.
  public let members: Int

  /// What `calibrate` writes beside the scenario.
  public static let files = [
    "points.csv", "confirmed.csv", "checks.csv", "ensemble.csv", "fit.csv", "parameters.csv", "calibration.md",
  ]

  public static let freeRange = 1...40
  public static let pointRange = 8...10_000
  public static let waveRange = 1...50
  public static let memberRange = 1...10_000

  public init(box: ParameterBox, targets: [StudyTarget], points: Int, waves: Int, members: Int) {
    (self.box, self.targets, self.points, self.waves, self.members) = (box, targets, points, waves, members)
  }

  var paths: [String] { box.parameters.map(\.name) }
  var fitted: [StudyTarget] { targets.filter(\.isFitted) }
  /// The first trial that the search does not see.
  func freshTrial(after trials: Int) -> Int { targets.reduce(trials) { max($0, $1.trials ?? 0) } }
  var checks: [StudyTarget] { targets.filter { !$0.isFitted } }
}
