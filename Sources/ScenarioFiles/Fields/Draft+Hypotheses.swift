import Experiments
import SalesForce

/// Hypotheses that name what is not there, or contradict themselves.
extension Draft {
  func check(_ hypothesis: HypothesisDraft, _ diagnosis: inout Diagnosis) {
    checkNames(hypothesis, &diagnosis)
    checkComparison(hypothesis, &diagnosis)
    checkKnockOut(hypothesis, &diagnosis)
    for (factor, level) in hypothesis.at.sorted(by: { $0.key < $1.key }) {
      let path = hypothesis.path + ".at." + factor
      if factor == Factor.budget {
        checkBudgetLevel(level, path, &diagnosis)
      } else {
        check(level, of: factor, path, &diagnosis)
      }
      if hypothesis.changes.contains(where: { $0.factor == factor }) {
        diagnosis.report(diagnosis.place(of: path), path, "contradiction: \(factor) is a factor that changes")
      }
    }
    for change in hypothesis.changes {
      let path = hypothesis.path + ".change." + change.factor
      if check(change.from, of: change.factor, path, &diagnosis) {
        check(change.to, of: change.factor, path, &diagnosis)
      }
      if change.from == change.to {
        diagnosis.report(diagnosis.place(of: path), path, "expected two different levels", got: "\(change.from) twice")
      }
    }
  }

  private func checkNames(_ hypothesis: HypothesisDraft, _ diagnosis: inout Diagnosis) {
    func expect(_ name: String, _ key: String, among names: [String], _ what: String) {
      guard !name.isEmpty, !names.contains(name) else { return }
      let path = hypothesis.path + "." + key
      let message =
        what == "regime" ? "expected one of the regimes \(names.joined(separator: ", "))" : "unknown \(what)"
      diagnosis.report(
        diagnosis.place(of: path), path, message, got: Problem.quote(name),
        suggestion: Suggestion.nearest(to: name, among: names) ?? Suggestion.only(holding: name, among: names))
    }
    let names = regimes.map(\.name)
    expect(hypothesis.regime, "regime", among: names, "regime")
    expect(hypothesis.against ?? "", "against", among: names, "regime")
    if hypothesis.weeks == nil {
      expect(hypothesis.metric, "metric", among: Metric.allCases.map(\.card.name), "metric")
    } else {
      expect(
        hypothesis.metric, "metric", among: WeeklyMetric.allCases.map(\.card.name),
        "weekly reading (with weeks, only weekly readings can be compared)")
    }
    let mechanisms = ScenarioFormat.standard.registry.mechanisms.map(\.name)
    for name in hypothesis.knockOut {
      expect(name, "knock_out", among: mechanisms, "mechanism")
      if knockedOut.contains(name) {
        let path = hypothesis.path + ".knock_out"
        diagnosis.report(
          diagnosis.place(of: path), path, "contradiction: \(name) is out already, by model.mechanisms")
      }
    }
  }

  private func checkComparison(_ hypothesis: HypothesisDraft, _ diagnosis: inout Diagnosis) {
    func report(_ key: String, _ message: String, got: String? = nil) {
      let path = hypothesis.path + "." + key
      diagnosis.report(diagnosis.place(of: path), path, message, got: got)
    }
    let isLevel = hypothesis.against == nil && hypothesis.changes.isEmpty
    if let other = hypothesis.against, other == hypothesis.regime, !other.isEmpty {
      report("against", "expected a regime other than the one it is compared with", got: other)
    }
    if hypothesis.against != nil, hypothesis.changes.count > 1 {
      report("change", "expected one step with against: a difference in differences has two sides", got: "two steps")
    }
    if isLevel, hypothesis.value == nil {
      report("value", "missing: one regime alone is compared with a number; or name against or change")
    }
    if isLevel, hypothesis.scale != .raw {
      report("scale", "expected raw: one regime alone has nothing to be a share of", got: hypothesis.scale.rawValue)
    }
    if hypothesis.direction == .about, hypothesis.size == 0 {
      report("size", "contradiction: about needs a size above 0; nothing is within 0 of a value")
    }
    let region = hypothesis.hypothesis.region
    if hypothesis.scale == .ratio, region.high <= -1 {
      report("direction", "contradiction: a share cannot fall by more than all of it (value - size must be above -1)")
    } else if !isLevel || hypothesis.value != nil && hypothesis.scale == .raw {
      checkEffect(hypothesis, &diagnosis)
    }
    if let weeks = hypothesis.weeks {
      if weeks.upperBound >= self.weeks {
        report("weeks", "expected weeks below \(self.weeks), the end of the horizon", got: "\(weeks.upperBound)")
      } else if weeks.lowerBound < warmUp {
        report("weeks", "expected weeks from \(warmUp) on: all regimes share the warm-up", got: "\(weeks.lowerBound)")
      }
    }
  }

  private func checkBudgetLevel(_ level: String, _ path: String, _ diagnosis: inout Diagnosis) {
    guard case .costPerSeller(let levels) = budget?.target else {
      diagnosis.report(diagnosis.place(of: path), path, "there is no budget with levels in this study")
      return
    }
    let names = levels.map { NumberText.shortest($0) }
    guard !names.contains(level) else { return }
    diagnosis.report(
      diagnosis.place(of: path), path, "expected one of the budget's levels \(names.joined(separator: ", "))",
      got: level)
  }

  @discardableResult
  private func check(_ level: String, of name: String, _ path: String, _ diagnosis: inout Diagnosis) -> Bool {
    guard let factor = factors.first(where: { $0.name == name }) else {
      // A file that could not be read says enough by itself.
      if factors.isEmpty, diagnosis.given(["design.file"]) != nil { return false }
      let names = factors.map(\.name)
      diagnosis.report(
        diagnosis.place(of: path), path,
        names.isEmpty ? "unknown factor: design.factors has none" : "unknown factor", got: Problem.quote(name),
        suggestion: Suggestion.nearest(to: name, among: names))
      return false
    }
    let names = factor.levels.map(\.name)
    guard !names.contains(level) else { return true }
    diagnosis.report(
      diagnosis.place(of: path), path, "expected one of the levels \(names.joined(separator: ", "))",
      got: Problem.quote(level), suggestion: Suggestion.nearest(to: level, among: names))
    return true
  }
}
