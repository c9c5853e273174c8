/// The mean of a weekly reading over some weeks: of those that have a value, kept to the metrics' resolution like all that is
/// added up over trials.
public struct WeeklyMean: Sendable {
  private var sum = 0.0, present = 0.0

  public init() {}

  /// Takes a week's value; NaN where it has none.
  public mutating func add(_ value: Double) {
    guard !value.isNaN else { return }
    sum += value
    present += 1
  }

  /// NaN where no week has a value.
  /// - Parameter weeks: how many there are in all; a single one has its own value already.
  public func value(weeks: Int) -> Double { weeks == 1 ? sum / present : MetricCard.rounded(sum / present) }
}
