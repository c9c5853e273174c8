/// Who takes part in what sellers are free to leave: the driven and the able come first, so that what an offer seems to do is
/// partly who comes.
struct Volunteering: Sendable {
  private let driveWeight, talentWeight: Double

  /// Everybody alike.
  init() { (driveWeight, talentWeight) = (0, 0) }

  /// - Parameters:
  ///   - drive: how much likelier for each sd of achievement.
  ///   - talent: how much likelier for each unit of log talent.
  init(drive: Double, talent: Double) { (driveWeight, talentWeight) = (drive, talent) }

  /// Chance that somebody takes part; outside 0…1 it is certain either way.
  /// - Parameter usual: chance of an ordinary seller.
  func chance(usual: Double, achievement: Double, talent: Double) -> Double {
    usual + driveWeight * achievement + talentWeight * talent
  }
}
