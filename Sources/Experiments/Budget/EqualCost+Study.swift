import SalesForce
import SimulationStatistics

extension EqualCost {
  /// - Parameters:
  ///   - scenario: solved.
  ///   - arms: those of the records.
  ///   - trials: the study's trials.
  ///   - slopes: the pairs at two salaries.
  init(_ scenario: Scenario, _ arms: [Arm], trials: JournalReader, slopes: SlopePairs) throws {
    let places = slopes.trials.places, metrics = Metric.allCases.count
    let targets = arms.map { arm -> Target? in
      guard arm.salary != nil, let budget = scenario.budget else { return nil }
      switch budget.target {
      case .costPerSeller(let levels): return .cost(levels[scenario.point(arm.point).budgetLevel])
      case .sameAs:
        return arms.firstIndex { $0.place == scenario.followed && $0.point == arm.point && $0.world == arm.world }
          .map { .arm($0) }
      }
    }
    var steps = [[Double]](repeating: [], count: arms.count * metrics)
    try slopes.forEach { _, values in
      for (arm, low) in places.enumerated() {
        guard let low else { continue }
        for metric in 0..<metrics {
          steps[arm * metrics + metric].append(values[(low + 1) * metrics + metric] - values[low * metrics + metric])
        }
      }
    }
    let layout = Layout(
      metrics: metrics, cost: Metric.cost.rawValue, resolution: Resolution(fractionBits: Metric.cost.card.fractionBits),
      rounded: { MetricCard.rounded($0) })
    var taken = EqualCostTrials(targets: targets, layout: layout, steps: steps)
    try trials.forEachTrial { _, values in try taken.add(values) }
    self.init(taken)
  }

  /// What an arm cost in a trial, pay units a seat-week.
  static func cost(_ arm: Int, _ values: [Double]) -> Double {
    values[arm * Metric.allCases.count + Metric.cost.rawValue]
  }
}
