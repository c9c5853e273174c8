import SalesForce

/// What an experiment truly does, from pairs of trials with and without it: for one outcome in one phase.
struct FieldTruth {
  /// Those who took part, less the same people without the experiment; those whom the lot fell on, likewise; the others; and
  /// everybody where all are treated.
  var treated, offered, spillover, everybody: RunningMean

  init(members: Int?) {
    treated = RunningMean(members: members)
    (offered, spillover, everybody) = (treated, treated, treated)
  }

  /// One trial's own effects; nil where a group was empty.
  struct Own {
    let treated, offered, spillover, everybody: Double?

    init(
      _ phase: GroupPhase, _ measure: Int, control: SeatReading, pilot: SeatReading, everybody all: SeatReading?
    ) {
      func less(_ reading: SeatReading?, _ standings: [Standing]) -> Double? {
        guard let with = reading?.mean(standings, phase, measure), let without = control.mean(standings, phase, measure)
        else { return nil }
        return with - without
      }
      let standings = control.record.standings
      treated = less(pilot, [.treated])
      offered = less(pilot, standings.filter(SeatReading.isOffered))
      spillover = less(pilot, [.left])
      everybody = less(all, standings)
    }

    /// What an estimator aims at.
    func aim(of estimator: FieldEstimator) -> Double? { estimator.followsChoice ? treated : offered }
  }

  mutating func add(_ own: Own, member: Int?) {
    if let value = own.treated { treated.add(value, member: member) }
    if let value = own.offered { offered.add(value, member: member) }
    if let value = own.spillover { spillover.add(value, member: member) }
    if let value = own.everybody { everybody.add(value, member: member) }
  }

  /// What an estimator aims at.
  func aim(of estimator: FieldEstimator) -> RunningMean { estimator.followsChoice ? treated : offered }
}
