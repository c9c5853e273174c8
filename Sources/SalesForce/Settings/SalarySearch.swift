/// One regime's base salary on its way to a cost a seat-week, from pilot trials at one salary after another.
public struct SalarySearch: Sendable, Equatable {
  /// Pay units a seat-week.
  public let target: Double
  /// The lowest salary that may be chosen, pay units a week.
  public let floor: Double
  /// The one to try next, pay units a week.
  public private(set) var salary: Double
  /// What it cost in the last pilots, and the standard error.
  public private(set) var cost = 0.0, error = 0.0
  private var slope = SalarySearch.usualSlope
  /// Salary and cost of the round before, where it had the same pilots.
  private var last: Tried?

  private struct Tried: Equatable {
    let salary, cost: Double
  }

  /// What a unit of salary costs before it is measured: a seat is vacant at times.
  private static let usualSlope = 0.85
  /// Slopes of cost in salary that are believed; outside, the pilots' exits speak and not the salary.
  private static let slopes = 0.4...1.3
  /// A last step longer than this, as a share of the target, is taken once more: the slope that it rests on is known to
  /// some 15 %.
  private static let longStep = 0.1

  /// The highest salary that the lever admits.
  public static let ceiling: Double =
    if case .number(let range, _) = LeverName.salary.card.domain { range.upperBound } else { .infinity }

  /// - Parameters:
  ///   - target: what the regime may cost, pay units a seat-week.
  ///   - salary: its own.
  ///   - floor: lowest that may be chosen.
  public init(target: Double, from salary: Double, floor: Double) {
    (self.target, self.floor, self.salary) = (target, floor, max(salary, floor))
  }

  /// Takes what pilots at ``salary`` cost.
  public mutating func measure(cost: Double, error: Double) { (self.cost, self.error) = (cost, error) }

  /// Goes on to another salary.
  /// - Parameter keepsPilots: whether the same pilots were tried the last time.
  public mutating func step(keepsPilots: Bool) {
    // Over a long step the same pilot trials at both ends give the slope; over a short one they show who left.
    if keepsPilots, let last, (salary - last.salary).magnitude > 0.05 {
      let secant = (cost - last.cost) / (salary - last.salary)
      if Self.slopes.contains(secant) { slope = secant }
    }
    last = Tried(salary: salary, cost: cost)
    salary = min(max(salary + (target - cost) / slope, floor), Self.ceiling)
  }

  /// The salary to four decimals: far below the pilots' error, and short to write.
  public var rounded: Double { (salary * 10_000).rounded() / 10_000 }

  /// Whether the last pilots were so near to the target that the step behind them is the last.
  public var isNear: Bool { (cost - target).magnitude <= Self.longStep * target }

  /// Whether the regime costs too much even at the lowest salary: by more than a per cent and three standard errors.
  public var isTooDear: Bool { salary <= floor && cost - 3 * error > 1.01 * target }

  /// Whether it costs too little even at the highest.
  public var isTooCheap: Bool { salary >= Self.ceiling && cost + 3 * error < 0.99 * target }
}
