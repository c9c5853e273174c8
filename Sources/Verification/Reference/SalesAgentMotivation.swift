/// A sales agent's motivation as system dynamics: income feeds motivation, motivation feeds effort, effort sells, and
/// below a threshold the agent leaves. The equations and numbers of `Sales_Agent_Motivation_Dynamics` in the PySD
/// Cookbook (SDXorg/PySD-Cookbook), restated: facts of that model, no code of it. A reference model for docking.
package struct SalesAgentMotivation {
  /// Months of expenses a month that a subsidy pays at the start, and for how many months.
  package var subsidy = 0.5, subsidyMonths = 6.0
  /// Sales won of those tried.
  package var successRate = 0.2
  /// Months of expenses that a sale pays for.
  package var expensesPerSale = 12.0 / 50
  /// Months over which motivation follows income.
  package var adjustmentTime = 3.0
  /// Motivation at which the agent leaves.
  package var threshold = 0.1
  /// Hours a month, share of them that goes into selling, hours for a try.
  package var hours = 200.0, sellingShare = 0.25, hoursPerTry = 4.0

  package init() {}

  /// Motivation → share of the selling hours that become effort: linear between the points, flat beyond the ends.
  private static let effect: [(motivation: Double, effort: Double)] = [
    (0, 0), (0.285132, 0.0616114), (0.448065, 0.232228), (0.570265, 0.492891), (0.733198, 0.772512),
    (0.95723, 0.862559), (1.4664, 0.914692), (3.19756, 0.952607), (4.03259, 0.957346),
  ]

  private static func effort(at motivation: Double) -> Double {
    guard let above = effect.firstIndex(where: { motivation <= $0.motivation }) else { return effect.last?.effort ?? 0 }
    guard above > 0 else { return effect[0].effort }
    let (low, high) = (effect[above - 1], effect[above])
    let share = (motivation - low.motivation) / (high.motivation - low.motivation)
    return low.effort + (high.effort - low.effort) * share
  }

  package struct Path: Sendable {
    /// By step, the start included.
    package var motivation: [Double] = []
    /// Month at which the agent has left, or nil.
    package var exit: Double?
    package var sales = 0.0
  }

  /// Euler's rule.
  package func run(months: Double, stepsPerMonth: Int) -> Path {
    let step = 1 / Double(stepsPerMonth)
    var path = Path(), motivation = 1.0
    for number in 0..<Int(months * Double(stepsPerMonth)) {
      let time = Double(number) * step, isEmployed = motivation > threshold
      if !isEmployed, path.exit == nil { path.exit = time }
      path.motivation.append(motivation)
      let tries = isEmployed ? hours * sellingShare * Self.effort(at: motivation) / hoursPerTry : 0
      let sales = tries * successRate
      let income = expensesPerSale * sales + (time < subsidyMonths ? subsidy : 0)
      path.sales += step * sales
      motivation += step * (income - motivation) / adjustmentTime
    }
    path.motivation.append(motivation)
    return path
  }
}
