/// What sellers forecast of the deals that are open at the end of a week, and what came of these very deals. Values are
/// pay units.
package struct ForecastWeek: Sendable {
  /// Weeks of the quota period that are over, and the week in which it ends.
  package let periodWeek, periodEnd: Int
  /// Value won since the quota period began.
  package let booked: Double
  /// Open deals and their value.
  package internal(set) var open = 0
  package internal(set) var openValue = 0.0
  /// Value times chance: as sellers believe, and as the true outcomes of their deals have it.
  package internal(set) var forecast = 0.0
  package internal(set) var expected = 0.0
  /// Value of those that were won in the end, and of those that are open still when the scenario ends.
  package internal(set) var realised = 0.0
  package internal(set) var unsettled = 0.0
  /// The same by the end of the quota period.
  package internal(set) var periodForecast = 0.0
  package internal(set) var periodExpected = 0.0
  package internal(set) var periodRealised = 0.0
  /// Deals that are over and that their sellers still chase, and what they forecast of them.
  package internal(set) var chased = 0
  package internal(set) var chasedForecast = 0.0

  init(periodWeek: Int, periodEnd: Int, booked: Double) {
    (self.periodWeek, self.periodEnd, self.booked) = (periodWeek, periodEnd, booked)
  }
}
