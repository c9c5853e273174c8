/// Whose deals are followed, in how many of a study's first trials: bounds of what a study keeps, and of memory.
package struct DealSample: Sendable, Equatable {
  /// Seats whose deals are followed for forecasts: about a million deals at usual rates.
  package let seats: Int
  /// Trials below this number have a forecast of every week.
  package let forecastTrials: Int
  /// Of the seats the first ones, whose deals are written down one by one, and the trials in which they are.
  package let recordSeats, recordTrials: Int
  /// Deals of a trial and regime that are written down at most.
  package let recordLimit: Int

  /// Deals that are followed in a trial at most, whatever the rate at which they come.
  package static let followed = 2_000_000

  /// - Parameter paths: how many regimes, each design point counted, a trial has.
  package init(_ organisation: Organisation, _ horizon: Horizon, paths: Int) {
    let measured = horizon.weeks - horizon.warmUp, paths = max(paths, 1)
    seats = min(organisation.seats, max(1, 400_000 / horizon.weeks))
    // About 20,000 rows of forecasts, and 40,000 weeks of a seat, in which about 100,000 deals are found.
    forecastTrials = min(50, max(2, 20_000 / (paths * measured)))
    recordSeats = min(seats, max(1, 40_000 / (2 * paths * measured)))
    recordTrials = min(50, max(1, 40_000 / (paths * measured * recordSeats)))
    recordLimit = max(100, 200_000 / (paths * recordTrials))
  }
}
