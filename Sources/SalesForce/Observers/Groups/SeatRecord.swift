/// How somebody stands to a treatment.
public enum Standing: Int, CaseIterable, Sendable {
  /// The lot did not fall on them.
  case left
  /// It did, and they do not take part.
  case declined
  case treated
}

/// What a field experiment writes down of each seat: some measures in periods of weeks, by how whoever sat there stood to the
/// treatment.
public struct SeatRecord: Sendable, Hashable {
  /// Who is treated.
  public let cohort: Cohort
  /// Weeks of each phase, both included; nil where the experiment has none. They do not overlap.
  public let before, during, after: ClosedRange<Int>?
  public let measures: [GroupMeasure]
  /// Room for so many seats: those of the study's largest firm.
  public let seats: Int
  /// Values of one seat.
  public let valuesPerSeat: Int

  public init(
    cohort: Cohort, before: ClosedRange<Int>?, during: ClosedRange<Int>, after: ClosedRange<Int>?,
    measures: [GroupMeasure], seats: Int
  ) {
    (self.cohort, self.before, self.during, self.after) = (cohort, before, during, after)
    (self.measures, self.seats) = (measures, seats)
    valuesPerSeat = (cohort.optIn == nil ? 2 : 3) * GroupPhase.allCases.count * measures.count * 2
  }

  /// Standings told apart: nobody declines who is not asked.
  public var standings: [Standing] {
    cohort.optIn == nil ? [Standing.left, .treated] : [Standing.left, .declined, .treated]
  }

  /// Values of one regime in a trial.
  public var values: Int { seats * valuesPerSeat }

  /// Where the sum above a measure's line stands; the one below stands behind it.
  /// - Parameters:
  ///   - seat: from 0.
  ///   - standing: one of ``standings``.
  ///   - phase: before, during or after.
  ///   - measure: position in ``measures``.
  public func place(_ seat: Int, _ standing: Standing, _ phase: GroupPhase, _ measure: Int) -> Int {
    let row = cohort.optIn == nil && standing == .treated ? 1 : standing.rawValue
    return seat * valuesPerSeat
      + ((row * GroupPhase.allCases.count + phase.rawValue) * measures.count + measure) * 2
  }

  func phase(in week: Int) -> GroupPhase? {
    if let during, during.contains(week) { return .during }
    if let before, before.contains(week) { return .before }
    if let after, after.contains(week) { return .after }
    return nil
  }
}
