/// How the scenario's own settings fit.
public struct OwnFit: Sendable, Equatable {
  /// The fitted target that they are farthest from, and the distance in standard deviations of what is known of it;
  /// infinite where it has no value.
  public let target: String
  public let distance: Double
  /// Whether they fit on fresh draws as well, and are in the ensemble.
  public let isMember: Bool

  /// - Parameter point: the settings, simulated in the search; on fresh draws where they were tried on these.
  init?(_ point: CalibrationPoint?, _ targets: [StudyTarget], isMember: Bool) {
    guard let point, point.status == .simulated else { return nil }
    let distances = zip(targets, point.values).map { ($0.name, $0.distance(of: $1) ?? 0) }
    guard let worst = distances.max(by: { $0.1.magnitude < $1.1.magnitude }) else { return nil }
    (target, distance, self.isMember) = (worst.0, worst.1, isMember)
  }
}
