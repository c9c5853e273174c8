import SalesForce
import SimulationStatistics

/// What a unit of an arm's cost is worth in the readings of its groups, from the same pairs of trials at two salaries as for
/// every metric: they keep groups as the trials do.
struct GroupRates {
  private let first: Int
  /// By arm, and by place in a trial's values of groups; empty for an arm that is not corrected.
  private let rates: [[Int: ExchangeRate]]

  /// - Parameters:
  ///   - arms: of one point.
  ///   - places: of the readings among a trial's values of groups.
  init(_ arms: Range<Int>, _ places: [Int], _ trials: StudyTrials, _ slopes: SlopePairs?) throws {
    first = arms.lowerBound
    guard let slopes, let equalCost = trials.equalCost else {
      rates = arms.map { _ in [:] }
      return
    }
    rates = try arms.map { arm in
      guard equalCost.isCorrected(arm), let pair = slopes.trials.places[arm] else { return [:] }
      var (low, high) = (places.map { _ in [Double]() }, places.map { _ in [Double]() })
      for trial in SlopeTrials.first..<SlopeTrials.first + slopes.count {
        let values = try (pair...pair + 1).map { try slopes.reader.groups(of: trial, arm: $0) }
        for (index, place) in places.enumerated() {
          low[index].append(values[0][place])
          high[index].append(values[1][place])
        }
      }
      var found: [Int: ExchangeRate] = [:]
      for (index, place) in places.enumerated() {
        found[place] = equalCost.rate(arm, low: low[index], high: high[index])
      }
      return found
    }
  }

  /// nil where there is none.
  func rate(_ arm: Int, _ place: Int) -> ExchangeRate? { rates[arm - first][place] }
}
