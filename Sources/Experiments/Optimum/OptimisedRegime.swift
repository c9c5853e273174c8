import SalesForce

extension Scenario {
  /// The regime whose levers are sought.
  func optimised(_ plan: OptimumPlan) -> Regime {
    regimes.first { plan.regime == nil || $0.name == plan.regime } ?? regimes[0]
  }

  /// The regime with other levers, constant over time.
  func optimised(_ plan: OptimumPlan, _ values: [Double], named name: String) -> Regime {
    let base = optimised(plan)
    let set = zip(plan.levers, values).map { ($0.name, WeeklyPath($1)) }
    return Regime(
      name: name, preset: base.preset, levers: base.levers.merging(set) { $1 }, treatments: base.treatments)
  }
}
