import Experiments
import SalesForce

/// A sensitivity study that does not fit the scenario.
extension Draft {
  func checkSensitivity(_ diagnosis: inout Diagnosis) {
    guard let sensitivity else { return }
    func report(_ key: String, _ message: String, got: String? = nil, suggestion: String? = nil) {
      let path = "sensitivity." + key,
        place = diagnosis.given([path]).map(diagnosis.place) ?? diagnosis.place(of: "sensitivity")
      diagnosis.report(place, path, message, got: got, suggestion: suggestion)
    }
    if let name = sensitivity.of {
      let names = hypotheses.map(\.name) + Metric.allCases.map(\.card.name)
      if !names.contains(name) {
        report(
          "of", "expected a hypothesis of the scenario or a metric", got: Problem.quote(name),
          suggestion: Suggestion.nearest(to: name, among: names))
      }
    }
    if sensitivity.hasPairs, sensitivity.method != SensitivityPlan.Method.sobol.rawValue {
      report("pairs", "contradiction: only the blocks of method sobol tell what two settings do together")
    }
    if case .settings(let ranges) = sensitivity.vary {
      for range in ranges { check(range, report) }
    }
    guard let plan = sensitivityPlan(ScenarioFormat.standard.registry) else { return }
    guard !plan.inputs.isEmpty else {
      // Settings that were refused have been told already.
      if case .share = sensitivity.vary { report("vary", "expected a share by which some parameter can vary") }
      return
    }
    guard plan.inputs.count <= SensitivityPlan.inputRange.upperBound else {
      report("vary", "expected at most \(SensitivityPlan.inputRange.upperBound) settings", got: "\(plan.inputs.count)")
      return
    }
    // Said before the arms are counted, which would make all points.
    let points = plan.inputs.count + 1, rows = plan.method == .morris ? points : plan.hasPairs ? 2 * points : points + 1
    if plan.size > StudyDesign.armLimit / rows {
      report(
        "points", "expected at most \(StudyDesign.armLimit / rows) with \(plan.inputs.count) settings",
        got: "\(plan.size)")
      return
    }
    if let refusal = plan.refusal {
      report(refusal.isOfSettings ? "vary" : "points", "expected \(refusal.expected)", got: refusal.got)
    }
  }

  private func check(
    _ range: SensitivityDraft.Range, _ report: (String, String, String?, String?) -> Void
  ) {
    let key = "vary." + range.setting.path
    checkVaried(range.setting) { report(key, $0, $1, $2) }
  }
}
