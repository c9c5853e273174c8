import Experiments
import SalesForce

/// A choice that does not fit the scenario.
extension Draft {
  func checkSelection(_ diagnosis: inout Diagnosis) {
    guard let selection else { return }
    func report(_ path: String, _ message: String, got: String? = nil, suggestion: String? = nil) {
      diagnosis.report(diagnosis.place(of: path), path, message, got: got, suggestion: suggestion)
    }
    let names = Metric.allCases.map(\.card.name)
    if !names.contains(selection.metric) {
      report(
        "select.metric", "unknown metric", got: Problem.quote(selection.metric),
        suggestion: Suggestion.nearest(to: selection.metric, among: names)
          ?? Suggestion.only(holding: selection.metric, among: names))
    }
    let plan = selection.plan
    if plan.method != .ocba, plan.indifference == nil {
      report(
        "select.indifference",
        "missing: a difference in \(selection.metric) that does not matter, in its unit; --indifference gives it too")
    }
    if plan.method == .rinott, streams == Streams.common.rawValue {
      report(
        "select.method",
        "contradiction: rinott needs regimes with draws of their own (streams: independent); with common ones its variances are "
          + "not those of the differences; expected kn or ocba", got: "rinott")
    }
    checkTrials(plan, report)
    checkOthers(report)
  }

  private func checkTrials(
    _ plan: SelectionPlan, _ report: (String, String, String?, String?) -> Void
  ) {
    let points = (budget?.levels ?? 1) * design.points.count, count = regimes.count * points
    let range = SelectionPlan.alternativeRange
    if !range.contains(count) {
      report(
        "select", "expected \(range.lowerBound) to \(range.upperBound) alternatives, regimes times design points",
        "\(count)", nil)
    }
    if trials.count < plan.first {
      report("select.first", "expected at most the trials of a regime (\(trials.count))", "\(plan.first)", nil)
    }
    if let firms = ensemble?.most, trials.count > firms {
      report(
        "trials",
        "expected at most \(firms), a trial of each plausible firm: a choice takes trials to be independent, and those of one "
          + "firm are not", "\(trials.count)", nil)
    }
    guard let runs = plan.runs else { return }
    if plan.method != .ocba {
      report(
        "select.runs", "contradiction: a budget of runs is for ocba; \(plan.method.rawValue) stops by itself",
        "\(runs)", nil)
    } else if runs < count * plan.first {
      report(
        "select.runs", "expected at least \(count * plan.first): \(plan.first) first trials of \(count) alternatives",
        "\(runs)",
        nil)
    }
  }

  /// Blocks that want every regime in every trial.
  private func checkOthers(_ report: (String, String, String?, String?) -> Void) {
    func contradiction(_ path: String, _ reason: String) { report(path, "contradiction: " + reason, nil, nil) }
    if trials.precision != nil {
      contradiction("trials.precision", "select decides how many trials are run; give a number, the most there may be")
    }
    if sensitivity != nil {
      contradiction("sensitivity", "a study chooses or varies settings; give select or sensitivity")
    }
    if !decomposed.isEmpty { contradiction("design.decompose", "select does not run every regime in every trial") }
    if let budget, budget.levels > 1 {
      contradiction("budget.cost_per_seller", "select compares at equal cost; give one level")
    }
    let wanted = OptionalTable.allCases.filter { tables[$0] == true }
    if let table = wanted.first {
      contradiction(
        "outputs.\(table.rawValue)",
        "select does not run every regime in every trial; run what is left of them to have this table")
    }
  }
}
