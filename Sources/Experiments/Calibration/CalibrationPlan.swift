/// What a scenario says of its calibration: which parameters may move, what the model is held against, and how long to search.
public struct CalibrationPlan: Sendable, Equatable {
  public let free: [FreeParameter]
  public let targets: [CalibrationTarget]
  /// Sets of parameters simulated in a wave, and waves at most.
  public let points: Int
  public let waves: Int
  /// Sets of parameters wanted in the ensemble.
  public let members: Int

  public static let pointRange = 8...100_000
  public static let waveRange = 1...50
  public static let memberRange = 1...10_000

  public init(free: [FreeParameter], targets: [CalibrationTarget], points: Int, waves: Int, members: Int) {
    (self.free, self.targets, self.points, self.waves, self.members) = (free, targets, points, waves, members)
  }
}
