import SalesForce
import SimulationStatistics

/// How near a regime's trials came to its budget, before estimates were corrected to it.
public struct BudgetReceipt: Sendable, Equatable, Codable {
  /// The regime, or its knock-out run: `push without coaching`.
  public let regime: String
  public let point: Int
  /// Solved base salary, pay units a week; of the regime that the budget follows, its own.
  public let salary: Double
  /// Cost aimed at and cost found, pay units a seat-week.
  public let target, cost: Double
  /// Relative gap.
  public let gap: Double
  /// Ends of its interval: all receipts of a study hold their gaps together at the study's level (Bonferroni), so that
  /// the largest of them may be pointed at. nil where one trial is all there is.
  public let gapLow, gapHigh: Double?
  /// Whether the gap is within the salaries that slopes were measured over, so that the correction goes no farther than
  /// what was seen.
  public let isKept: Bool

  private enum CodingKeys: String, CodingKey {
    case regime, point, salary, target, cost, gap
    case gapLow = "gap_low"
    case gapHigh = "gap_high"
    case isKept = "kept"
  }
}

extension StudyTrials {
  /// Receipts of all arms whose costs are equalised, and of the regime that they follow.
  func receipts(_ scenario: Scenario, _ arms: [Arm]) throws -> [BudgetReceipt] {
    guard let equalCost else { return [] }
    let resolution = Resolution(fractionBits: Metric.cost.card.fractionBits), metrics = Metric.allCases.count
    let places = arms.indices.filter { arms[$0].salary != nil || arms[$0].place == scenario.followed }
    var costs = places.map { _ in FixedPointSum(resolution) }, gaps = costs
    try reader.forEachTrial { _, values in
      for (row, arm) in places.enumerated() where Metric.hasRun(arm, in: values) {
        try costs[row].add(values[arm * metrics + Metric.cost.rawValue])
        try gaps[row].add(equalCost.deviation(arm, values))
      }
    }
    let corrected = max(1, places.count { equalCost.isCorrected($0) })
    var critical = CriticalValues(level: 1 - confidence.errorRate / Double(corrected))
    return places.enumerated().map { row, arm in
      let cost = costs[row].mean ?? 0, gap = gaps[row].mean ?? 0, target = equalCost.target(arm, cost: cost)
      let interval = MeanEstimate(gaps[row])?.interval(&critical)
      return BudgetReceipt(
        regime: arms[arm].label, point: arms[arm].point,
        salary: arms[arm].salary ?? arms[arm].regime.salary(scenario.plan.horizon), target: target, cost: cost,
        gap: gap / target, gapLow: interval.map { $0.low / target }, gapHigh: interval.map { $0.high / target },
        isKept: gap.magnitude <= SlopeTrials.distance(scenario, arms[arm]))
    }
  }
}
