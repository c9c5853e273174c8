import Experiments
import SalesForce

/// A search for the best setting that does not fit the scenario.
extension Draft {
  func checkOptimum(_ diagnosis: inout Diagnosis) {
    guard let optimum else { return }
    func report(_ path: String, _ message: String, got: String? = nil, suggestion: String? = nil) {
      diagnosis.report(diagnosis.place(of: path), path, message, got: got, suggestion: suggestion)
    }
    let metrics = Metric.allCases.map(\.card.name), names = regimes.map(\.name)
    if !metrics.contains(optimum.metric) {
      report(
        "optimize.metric", "unknown metric", got: Problem.quote(optimum.metric),
        suggestion: Suggestion.nearest(to: optimum.metric, among: metrics)
          ?? Suggestion.only(holding: optimum.metric, among: metrics))
    }
    if let regime = optimum.regime, !names.contains(regime) {
      report(
        "optimize.regime", "expected one of the regimes \(names.joined(separator: ", "))", got: regime,
        suggestion: Suggestion.nearest(to: regime, among: names))
    }
    guard let base = regimes.first(where: { optimum.regime == nil || $0.name == optimum.regime }) else { return }
    for lever in optimum.levers {
      let path = "optimize.levers.\(lever.name.rawValue)"
      if lever.name == .salary, solvesSalary(of: base) {
        report(path, "contradiction: the budget solves for base salaries; write budget: none to vary them yourself")
      }
      if base.treatments[lever.name] != nil {
        report(path, "contradiction: \(base.name) has a part of the firm treated with it")
      }
      // Whatever the others are, each end has to be possible.
      for end in [lever.range.lowerBound, lever.range.upperBound] {
        var inner = Diagnosis(source: diagnosis.source), draft = base
        draft.levers[lever.name] = WeeklyPath(end)
        for other in optimum.levers where other.name != lever.name {
          draft.levers[other.name] = WeeklyPath(other.range.upperBound)
        }
        draft.checkCombinations("regimes.\(base.name)", &inner)
        if let problem = inner.problems.first { report(path, "at \(NumberText.shortest(end)): \(problem.message)") }
      }
    }
  }
}
