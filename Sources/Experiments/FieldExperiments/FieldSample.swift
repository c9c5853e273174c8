import SalesForce
import SimulationStatistics

/// What somebody in the firm has before them when the experiment's weeks are over: one outcome in one phase, team by team and
/// seller by seller.
struct FieldSample {
  private struct Unit {
    let team: Int
    let isTreated: Bool
    let value: Double
    let before: Double?
  }

  /// Units of the lot, and sellers by lot; both by what the lot said.
  private let units, sellers: [Unit]
  /// Sellers by what they chose.
  private let choosers: [Unit]

  init(_ reading: SeatReading, _ phase: GroupPhase, _ measure: Int) {
    let byLot = Self.sellers(reading, phase, measure, isTreated: SeatReading.isOffered)
    sellers = byLot
    choosers = Self.sellers(reading, phase, measure) { $0 == .treated }
    units = reading.record.cohort.unit == .teams ? Self.teams(reading, phase, measure) : byLot
  }

  /// How many units stood in the lot, and on how many it fell.
  var counts: (all: Int, treated: Int) { (units.count, units.count { $0.isTreated }) }

  private static func unit(_ team: Int, _ isTreated: Bool, _ now: SeatReading.Quotient, _ before: SeatReading.Quotient)
    -> Unit?
  { now.value.map { Unit(team: team, isTreated: isTreated, value: $0, before: before.value) } }

  /// A seat, and twice where people of both kinds sat there.
  private static func sellers(
    _ reading: SeatReading, _ phase: GroupPhase, _ measure: Int, isTreated: (Standing) -> Bool
  ) -> [Unit] {
    (0..<reading.organisation.seats).flatMap { seat in
      [true, false].compactMap { side in
        var now = SeatReading.Quotient(), before = SeatReading.Quotient()
        for standing in reading.record.standings where isTreated(standing) == side {
          now.add(reading.quotient(seat, standing, phase, measure))
          before.add(reading.quotient(seat, standing, .before, measure))
        }
        return unit(reading.team(of: seat), side, now, before)
      }
    }
  }

  private static func teams(_ reading: SeatReading, _ phase: GroupPhase, _ measure: Int) -> [Unit] {
    let span = reading.organisation.span, seats = reading.organisation.seats
    return stride(from: 0, to: seats, by: span).compactMap { first in
      var now = SeatReading.Quotient(), before = SeatReading.Quotient(), isTreated = false
      for seat in first..<min(first + span, seats) {
        for standing in reading.record.standings {
          let own = reading.quotient(seat, standing, phase, measure)
          now.add(own)
          before.add(reading.quotient(seat, standing, .before, measure))
          if own.below > 0, SeatReading.isOffered(standing) { isTreated = true }
        }
      }
      return unit(first / span, isTreated, now, before)
    }
  }

  /// What an estimator says: its number, and the interval that leaves out no effect where its test finds one.
  struct Finding {
    let value, low, high: Double
  }

  /// - Parameters:
  ///   - estimator: which.
  ///   - factor: what a quotient of the outcome is multiplied by.
  ///   - critical: of the level.
  ///   - assignments: ways of a lot, by numbers of units and of treated.
  /// - Returns: nil where the data do not carry it: a group is empty, nothing varies, or there are too few units.
  func finding(
    _ estimator: FieldEstimator, _ factor: Double, _ critical: inout CriticalValues,
    _ assignments: (Int, Int) throws(StatisticsError) -> Assignments
  ) -> Finding? {
    do throws(StatisticsError) {
      guard estimator != .randomisation else {
        let groups = try Self.groups(units)
        let found = try groups.randomisation(
          try assignments(groups.count, groups.treated), level: 1 - FieldExperiment.level)
        return Finding(value: factor * found.difference, low: factor * found.low, high: factor * found.high)
      }
      let estimate = try estimate(estimator), interval = estimate.interval(&critical)
      return Finding(value: factor * estimate.value, low: factor * interval.low, high: factor * interval.high)
    } catch {
      return nil
    }
  }

  private func estimate(_ estimator: FieldEstimator) throws(StatisticsError) -> EffectEstimate {
    switch estimator {
    case .units: return try Self.groups(units).pooled()
    case .sellers: return try Self.groups(choosers).pooled()
    case .change:
      let both = units.filter { $0.before != nil }
      return try Self.groups(both).change(since: both.compactMap(\.before))
    case .adjusted:
      let both = units.filter { $0.before != nil }
      return try Self.groups(both).adjusted(for: both.compactMap(\.before))
    case .crv1Normal: return try clustered(.crv1Normal)
    case .crv1: return try clustered(.crv1)
    case .crv3: return try clustered(.crv3)
    case .cr2: return try clustered(.cr2)
    case .randomisation: preconditionFailure("randomisation has no standard error")
    }
  }

  private static func groups(_ units: [Unit]) throws(StatisticsError) -> TwoGroups {
    try TwoGroups(units.map(\.value), isTreated: units.map(\.isTreated))
  }

  private func clustered(_ error: ClusterError) throws(StatisticsError) -> EffectEstimate {
    let fit = try SmallRegression([sellers.map { $0.isTreated ? 1 : 0 }], response: sellers.map(\.value))
    return try fit.clustered(0, Clusters(sellers.map(\.team)), error)
  }
}
