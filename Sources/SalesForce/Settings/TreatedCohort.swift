/// A part of the firm, and the weeks between the first and the last in which any regime of a study treats it.
public struct TreatedCohort: Sendable, Hashable {
  public let cohort: Cohort
  public let weeks: ClosedRange<Int>

  public init(_ cohort: Cohort, weeks: ClosedRange<Int>) { (self.cohort, self.weeks) = (cohort, weeks) }

  /// The parts that some regimes treat, in the order of the regimes and of their levers.
  public static func all(in regimes: [Regime], _ horizon: Horizon) -> [TreatedCohort] {
    let measured = horizon.warmUp...max(horizon.warmUp, horizon.weeks - 1)
    var found: [TreatedCohort] = []
    for treatment in regimes.flatMap({ regime in LeverName.allCases.compactMap { regime.treatments[$0] } }) {
      guard let cohort = treatment.cohort else { continue }
      let weeks = treatment.weeks ?? measured
      guard let place = found.firstIndex(where: { $0.cohort == cohort }) else {
        found.append(TreatedCohort(cohort, weeks: weeks))
        continue
      }
      let before = found[place].weeks
      found[place] = TreatedCohort(
        cohort, weeks: min(before.lowerBound, weeks.lowerBound)...max(before.upperBound, weeks.upperBound))
    }
    return found
  }

  /// Before, during or after.
  func phase(in week: Int) -> GroupPhase {
    week < weeks.lowerBound ? .before : week > weeks.upperBound ? .after : .during
  }
}
