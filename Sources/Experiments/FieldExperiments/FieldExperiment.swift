import SalesForce

/// An experiment inside the firm: some teams, sellers or hires get what others do not, for some weeks, and estimators say
/// what it did. The study runs the firm without it as well, and with everybody treated, so that they can be judged.
public struct FieldExperiment: Sendable, Equatable {
  /// The regime of those who are not treated, and of all outside the window.
  public let control: String
  /// What the treated get.
  public let levers: [LeverName: WeeklyPath]
  /// Who is treated.
  public let cohort: Cohort
  /// First and last week of the treatment.
  public let during: ClosedRange<Int>
  /// Weeks before and after it that are looked at; nil for none.
  public let before, after: ClosedRange<Int>?
  /// What is looked at, the first foremost.
  public let outcomes: [GroupMeasure]
  /// Whether a table has every seller, for estimators of one's own.
  public let writesSellers: Bool

  /// The regime in which the lot decides, and the one in which all are treated.
  public static let pilot = "pilot", everybody = "everybody"
  public static let outcomeRange = 1...6
  /// Of tests, two-sided; intervals are those of the rest.
  public static let level = 0.05

  public init(
    control: String, levers: [LeverName: WeeklyPath], cohort: Cohort, during: ClosedRange<Int>,
    before: ClosedRange<Int>?, after: ClosedRange<Int>?, outcomes: [GroupMeasure], writesSellers: Bool = false
  ) {
    (self.control, self.levers, self.cohort, self.during) = (control, levers, cohort, during)
    (self.before, self.after, self.outcomes, self.writesSellers) = (before, after, outcomes, writesSellers)
  }

  /// The same where only what moves trials, and what they write down, is left.
  var movingTrials: FieldExperiment {
    FieldExperiment(
      control: control, levers: levers, cohort: cohort, during: during, before: before, after: after, outcomes: outcomes
    )
  }

  /// Weeks of a phase; nil where it has none.
  public func weeks(of phase: GroupPhase) -> ClosedRange<Int>? {
    switch phase {
    case .before: before
    case .during: during
    case .after: after
    }
  }

  /// What the regime `pilot` gives to those whom the lot fell on.
  public var treatments: [LeverName: Treatment] {
    levers.mapValues { Treatment($0, cohort: cohort, weeks: during) }
  }

  /// What the regime `everybody` gives: hires, and whoever may decline, are a part of the firm all the same.
  public var treatmentsOfAll: [LeverName: Treatment] {
    let all =
      cohort.unit == .hires || cohort.optIn != nil
      ? Cohort(cohort.unit, share: 1, lottery: cohort.lottery, optIn: cohort.optIn) : nil
    return levers.mapValues { Treatment($0, cohort: all, weeks: during) }
  }

  /// - Parameter seats: of the largest firm of the study.
  func record(seats: Int) -> SeatRecord {
    SeatRecord(cohort: cohort, before: before, during: during, after: after, measures: outcomes, seats: seats)
  }
}
