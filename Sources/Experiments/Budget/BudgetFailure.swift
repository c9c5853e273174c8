/// A budget that some regime cannot keep.
public struct BudgetFailure: Error, Sendable, CustomStringConvertible {
  /// A regime at a design point that costs more even at the lowest salary, or less at the highest.
  public struct Case: Sendable {
    /// The regime, or its knock-out run: `push without coaching`.
    public let regime: String
    /// Name of the design point; empty where there is one.
    public let point: String
    /// What it may cost and what it does, pay units a seat-week.
    public let target, cost: Double

    var description: String {
      "\(regime)\(point.isEmpty ? "" : " at \(point)") costs \(BudgetFailure.text(cost))"
    }
  }

  /// What the first of the cases may cost.
  public let target: Double
  /// The salary at the end of what may be solved for.
  public let salary: Double
  /// Whether the budget is too low, and not too high.
  public let isTooLow: Bool
  /// The regime whose cost the budget follows, if it follows one.
  public let follows: String?
  public let cases: [Case]

  /// Labels of the regimes, each once.
  public var regimes: [String] { cases.map(\.regime).reduce(into: []) { if !$0.contains($1) { $0.append($1) } } }

  /// The nearest budget that all could keep, as measured.
  public var nearest: Double {
    let costs = cases.map(\.cost)
    return isTooLow
      ? ((costs.max() ?? 0) * 100).rounded(.up) / 100 : ((costs.min() ?? 0) * 100).rounded(.down) / 100
  }

  private static let shown = 6

  public var description: String {
    let levels = cases.map(\.target).reduce(into: [Double]()) { if !$0.contains($1) { $0.append($1) } }
    let field =
      follows.map { "budget.as: what \($0) costs, \(Self.text(target))," }
      ?? "budget.cost_per_seller: \(levels.map(\.description).joined(separator: ", "))"
    let rest = cases.count > Self.shown ? ", and \(cases.count - Self.shown) more" : ""
    return
      "\(field) cannot be reached: at the \(isTooLow ? "lowest" : "highest") base salary of \(salary) pay units per week "
      + cases.prefix(Self.shown).map(\.description).joined(separator: ", ") + rest
      + " per seat-week; the nearest budget that can be kept is about \(nearest)"
  }

  fileprivate static func text(_ cost: Double) -> String { ((cost * 100).rounded() / 100).description }
}
