/// A quantity over the weeks of a scenario: constant, or linear between points.
///
/// Two points in the same week make a step: the later one holds from that week on. Before the first point the first
/// value holds, behind the last the last.
public struct WeeklyPath: Sendable, Equatable {
  public struct Point: Sendable, Equatable {
    /// Week from the scenario's start, warm-up included, 0 being the first.
    public let week: Int
    public let value: Double

    public init(week: Int, value: Double) {
      self.week = week
      self.value = value
    }
  }

  /// In the order of weeks.
  public let points: [Point]

  /// - Parameter points: at least one; sorted here by week, points of one week keep their order.
  public init(_ points: [Point]) {
    precondition(!points.isEmpty, "a path needs a point")
    self.points = points.enumerated()
      .sorted { ($0.element.week, $0.offset) < ($1.element.week, $1.offset) }
      .map { $0.element }
  }

  public init(_ constant: Double) {
    points = [Point(week: 0, value: constant)]
  }

  /// Whether the value never changes.
  public var isConstant: Bool { points.allSatisfy { $0.value == points[0].value } }

  /// The value in a week.
  /// - Complexity: O(points).
  public subscript(week: Int) -> Double {
    guard let next = points.firstIndex(where: { $0.week > week }) else { return points[points.count - 1].value }
    guard next > 0 else { return points[0].value }
    let (a, b) = (points[next - 1], points[next])
    return a.value + (b.value - a.value) * (Double(week - a.week) / Double(b.week - a.week))
  }

  /// The value of the last point up to a week: for levers that are counts or choices, which step and never ramp.
  public func stepped(at week: Int) -> Double {
    points.last { $0.week <= week }?.value ?? points[0].value
  }
}
