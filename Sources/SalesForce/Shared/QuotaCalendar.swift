/// When quota periods of a regime begin: what is paid at their ends, or judged there, belongs to whole periods.
public struct QuotaCalendar: Sendable, Equatable {
  /// Weeks in which a period begins, 0 first; the last is the one behind the last whole period.
  public let starts: [Int]

  /// As the mechanism `pay` counts: the reference regime's length holds in the warm-up, and a new length from the next period on.
  ///
  /// - Parameters:
  ///   - regime: whose levers hold behind the warm-up.
  ///   - reference: the regime of the warm-up.
  ///   - horizon: the weeks of a trial.
  /// - Complexity: O(weeks)
  public init(_ regime: Regime, reference: Regime, horizon: Horizon) {
    let before = LeverPaths(reference.withoutTreatments), after = LeverPaths(regime, horizon: horizon)
    func length(in week: Int) -> Int {
      let paths = week < horizon.warmUp ? before : after
      return max(1, Int(paths.value(Lever(.quotaPeriod).index, week: week)))
    }
    var starts = [0], end = length(in: 0)
    while end <= horizon.weeks {
      starts.append(end)
      end += length(in: end - 1)
    }
    self.starts = starts
  }

  /// Whether a window begins or ends inside a period.
  public func isCut(by weeks: ClosedRange<Int>) -> Bool {
    !starts.contains(weeks.lowerBound) || !starts.contains(weeks.upperBound + 1)
  }

  /// Weeks in which a period begins in all of some calendars, in order.
  public static func common(_ calendars: [QuotaCalendar]) -> [Int] {
    guard let first = calendars.first else { return [] }
    return first.starts.filter { week in calendars.allSatisfy { $0.starts.contains(week) } }
  }
}
