import Experiments
import SalesForce

/// A map that does not fit the scenario.
extension Draft {
  func checkMap(_ diagnosis: inout Diagnosis) {
    guard let map else { return }
    func report(_ key: String, _ message: String, got: String? = nil, suggestion: String? = nil) {
      let path = key.isEmpty ? "map" : "map." + key
      let place = diagnosis.given([path]).map(diagnosis.place) ?? diagnosis.place(of: "map")
      diagnosis.report(place, path, message, got: got, suggestion: suggestion)
    }
    if sensitivity != nil {
      report("", "contradiction: a study is a map or a sensitivity study; drop one of the blocks")
    }
    if regimes.count < 2 { report("", "expected two or more regimes: there is nothing to choose from") }
    if let name = map.metric {
      let names = Metric.allCases.map(\.card.name)
      if !names.contains(name) {
        report(
          "metric", "expected a metric", got: Problem.quote(name),
          suggestion: Suggestion.nearest(to: name, among: names))
      }
    }
    let axes = [("x", map.x), ("y", map.y)]
    for (key, axis) in axes {
      switch axis {
      case nil: break
      case .factor(let name)?:
        let names = factors.map(\.name)
        if !names.contains(name) {
          report(
            key,
            "expected a factor of the design"
              + (names.isEmpty ? ", which has none; or {path, from, to, cells}" : ": \(names.joined(separator: ", "))"),
            got: Problem.quote(name), suggestion: Suggestion.nearest(to: name, among: names))
        }
      case .range(let range)?:
        guard let setting = range.setting else { break }
        checkVaried(setting) { message, got, suggestion in
          report(key + ".path", message, got: got, suggestion: suggestion)
        }
      }
    }
    switch (map.x, map.y) {
    case (.factor(let x)?, .factor(let y)?) where x == y: report("y", "contradiction: x varies the same factor")
    case (.range(let x)?, .range(let y)?) where x.setting?.path == y.setting?.path && x.setting != nil:
      report("y.path", "contradiction: x varies the same setting")
    default: break
    }
    let named = axes.compactMap { _, axis -> String? in
      guard case .factor(let name)? = axis else { return nil }
      return name
    }
    if named.allSatisfy({ name in factors.contains { $0.name == name } }),
      let other = factors.first(where: { !named.contains($0.name) })
    {
      report("", "a map varies its two sides and nothing else; expected no factor \(other.name) besides them")
    }
    if !points.isEmpty { report("", "expected every combination of the factors' levels, and design.points lists some") }
    if let budget, budget.levels > 1 { report("", "expected one level of the budget", got: "\(budget.levels)") }
    // Said before the arms are counted, which would make all points.
    if let plan = map.plan(among: factors) {
      let cells = plan.ranges.reduce(1) { $0 * $1.cells }
      let rest = max(1, StudyDesign.combinations(factors) ?? StudyDesign.armLimit) * max(1, regimes.count)
      if cells > StudyDesign.armLimit / rest {
        report(
          "", "expected at most \(StudyDesign.armLimit) arms, \(regimes.count) regimes in each cell",
          got: "\(cells * rest)")
      }
    }
  }

  /// What a setting must be that a study varies over a range: known to its regimes, no factor's, and not what the budget
  /// solves for.
  func checkVaried(_ setting: Setting, _ report: (String, String?, String?) -> Void) {
    let names = regimes.map(\.name)
    if let factor = factors.first(where: { $0.paths.contains(setting.path) }) {
      report("contradiction: factor \(factor.name) varies the same setting", nil, nil)
    }
    guard case .lever(let lever, let regime, _) = setting else { return }
    if let regime, !names.contains(regime) {
      report(
        "expected one of the regimes \(names.joined(separator: ", "))", regime,
        Suggestion.nearest(to: regime, among: names))
    }
    if lever == .salary, regimes.contains(where: { (regime ?? $0.name) == $0.name && solvesSalary(of: $0) }) {
      report("contradiction: the budget solves for base salaries; write budget: none to vary them yourself", nil, nil)
    }
  }
}
