import SimulationStatistics

/// How well a regime kept its budget in the trials that count.
public struct BudgetReceipt: Sendable, Equatable, Codable {
  /// The regime, or its twin: `push without coaching`.
  public let regime: String
  public let point: Int
  /// Solved base salary, pay units a week.
  public let salary: Double
  /// Cost aimed at and cost found, pay units a seat-week.
  public let target, cost: Double
  /// Relative gap and the ends of its 95 % interval.
  public let gap, gapLow, gapHigh: Double
  /// Whether the gap is within .5 % and four standard errors, those of the pilots and of the trials together.
  public let isKept: Bool

  private enum CodingKeys: String, CodingKey {
    case regime, point, salary, target, cost, gap
    case gapLow = "gap_low"
    case gapHigh = "gap_high"
    case isKept = "kept"
  }
}

extension Scenario {
  /// Receipts of a solved scenario from the summary of its trials; empty without a budget.
  ///
  /// A budget that follows a regime is measured against what that regime cost in the same trials, where it ran.
  func receipts(_ summary: [SummaryEntry]) -> [BudgetReceipt] {
    guard let budget, let salaries = budget.salaries else { return [] }
    let costs = summary.filter { $0.metric == "cost" }
    return costs.compactMap { entry in
      guard let salary = salaries[entry.regime]?[entry.point], let cost = entry.mean else { return nil }
      let target: Double
      switch budget.target {
      case .costPerSeller(let levels): target = levels[point(entry.point).budgetLevel]
      case .sameAs(let name):
        target = costs.first { $0.regime == entry.followed(name) && $0.point == entry.point }?.mean ?? cost
      }
      let gap = cost / target - 1
      // The salary was set on pilots that are as noisy, trial by trial, as what it is judged on.
      let noise = 1 / Double(max(entry.n, 1)) + 1 / Double(BudgetSolver.pilots)
      let error = (entry.sd ?? 0) * noise.squareRoot() / target
      return BudgetReceipt(
        regime: entry.regime, point: entry.point, salary: salary, target: target, cost: cost, gap: gap,
        gapLow: (entry.ciLow ?? cost) / target - 1, gapHigh: (entry.ciHigh ?? cost) / target - 1,
        isKept: gap.magnitude <= 0.005 + 4 * error)
    }
  }
}

extension SummaryEntry {
  /// The label of another regime in the world of this one: without the same mechanisms.
  fileprivate func followed(_ name: String) -> String { name + regime.drop { $0 != " " } }
}
