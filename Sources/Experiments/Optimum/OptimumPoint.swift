/// A setting of the levers that was simulated in a search.
public struct OptimumPoint: Sendable, Equatable {
  public enum Status: String, Sendable {
    case planned
    case simulated
    /// It costs more than the budget at the lowest salary.
    case dear
  }

  /// Round of the search, from 0.
  public let round: Int
  /// By lever.
  public let values: [Double]
  public internal(set) var status = Status.planned
  /// At which it costs about what the budget allows; nil without one.
  var salary: Double?
  /// Means of the metric and of cost over the search's trials, and the metric's variance.
  var reading = Double.nan, cost = Double.nan, variance = Double.nan
  /// Mean steps of both from a lower to a higher salary, on the same draws.
  var readingStep = Double.nan, costStep = Double.nan

  init(round: Int, values: [Double]) { (self.round, self.values) = (round, values) }
}

/// What the points of a search came to at equal cost.
///
/// What a unit of cost is worth is taken from all points together: that is good enough to find the best of them, which are
/// compared with slopes of their own.
struct OptimumValues {
  /// Worth of a unit of cost in the metric; 0 where costs are not equalised.
  let rate: Double
  private let target: Double?

  init(_ points: [OptimumPoint], target: Double?) {
    self.target = target
    let known = points.filter { $0.status == .simulated && $0.costStep.isFinite && $0.readingStep.isFinite }
    let cost = known.reduce(0) { $0 + $1.costStep }
    rate = target != nil && cost > 0 ? known.reduce(0) { $0 + $1.readingStep } / cost : 0
  }

  /// nil for a point without a value.
  func value(of point: OptimumPoint) -> Double? {
    guard point.status == .simulated, point.reading.isFinite else { return nil }
    return point.reading - (target.map { rate * (point.cost - $0) } ?? 0)
  }
}
