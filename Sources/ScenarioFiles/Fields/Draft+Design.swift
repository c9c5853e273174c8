import Experiments
import SalesForce

/// Factors and hypotheses that are fine one by one and do not fit the study.
extension Draft {
  func checkDesign(_ diagnosis: inout Diagnosis) {
    checkFactors(&diagnosis)
    let study = scenario(ScenarioFormat.standard.registry)
    guard checkArms(of: study, &diagnosis) else { return }
    for hypothesis in hypotheses { check(hypothesis, &diagnosis) }
    checkDecomposition(&diagnosis)
    checkWorlds(of: study, &diagnosis)
  }

  private func checkFactors(_ diagnosis: inout Diagnosis) {
    let names = regimes.map(\.name)
    for (index, factor) in factors.enumerated() {
      let path = "design.factors.\(factor.name).path"
      func report(_ message: String, got: String? = nil, suggestion: String? = nil) {
        diagnosis.report(diagnosis.place(of: path), path, message, got: got, suggestion: suggestion)
      }
      if let other = factors[..<index].first(where: { $0.path == factor.path }) {
        report("contradiction: factor \(other.name) varies the same setting")
      }
      for (place, level) in factor.levels.enumerated() {
        guard let twin = factor.levels[..<place].first(where: { $0.setting == level.setting && $0.name != level.name })
        else { continue }
        let path = "design.factors.\(factor.name).levels.\(level.name)"
        diagnosis.report(
          diagnosis.place(of: path), path, "contradiction: the same as level \(twin.name); expected levels that differ")
      }
      guard case .lever(let lever, let regime, _) = factor.levels.first?.setting else { continue }
      if let regime, !names.contains(regime) {
        report(
          "expected one of the regimes \(names.joined(separator: ", "))", got: regime,
          suggestion: Suggestion.nearest(to: regime, among: names))
      }
      if lever == .salary, regimes.contains(where: { (regime ?? $0.name) == $0.name && solvesSalary(of: $0) }) {
        report("contradiction: the budget solves for base salaries; write budget: none to vary them yourself")
      }
    }
  }

  private func checkDecomposition(_ diagnosis: inout Diagnosis) {
    let path = "design.decompose"
    if !decomposed.isEmpty, regimes.count < 2 {
      diagnosis.report(
        diagnosis.place(of: path), path, "expected two or more regimes: there is no difference to decompose")
    }
    for name in decomposed where knockedOut.contains(name) {
      diagnosis.report(
        diagnosis.place(of: path), path, "contradiction: a mechanism is out already, by model.mechanisms",
        got: Problem.quote(name))
    }
  }

  /// A trial's readings are kept for every arm and week: their number bounds memory and disk.
  private func checkArms(of study: Scenario, _ diagnosis: inout Diagnosis) -> Bool {
    let limit = Scenario.readingLimit
    // Few factors of few levels: the product stays within a machine word.
    let ordinary = regimes.count * study.points
    let arms = ordinary <= limit ? study.salaryPoints.values.reduce(0) { $0 + $1.count } : ordinary
    guard arms * weeks > limit else { return true }
    let twins = arms > ordinary ? " and \(arms - ordinary) knock-out runs" : ""
    let points = study.points == 1 ? "" : " at \(study.points) design points"
    diagnosis.report(
      diagnosis.place(of: "horizon.weeks"), "horizon.weeks",
      "expected at most \(limit / max(arms, 1)) weeks with \(regimes.count) regimes\(points)\(twins)", got: "\(weeks)")
    return false
  }

  /// What holds in the file must hold at every combination of the factors' levels.
  private func checkWorlds(of study: Scenario, _ diagnosis: inout Diagnosis) {
    guard !factors.isEmpty, diagnosis.isClean else { return }
    for combination in 0..<(study.points / (budget?.levels ?? 1)) {
      var world = Diagnosis(source: diagnosis.source)
      var draft = self
      let levels = study.point(combination).levels
      for (factor, level) in zip(factors, levels) { draft.apply(factor.levels[level].setting) }
      draft.checkWorld(&world)
      let name = zip(factors, levels).map { "\($0.name) \($0.levels[$1].name)" }.joined(separator: ", ")
      for problem in world.problems {
        diagnosis.report(
          diagnosis.place(of: "design.factors"), "design.factors",
          "at \(name): \(problem.fieldPath): \(problem.message)",
          got: problem.got)
      }
    }
  }

  private mutating func apply(_ setting: Setting) {
    switch setting {
    case .thread(let name, let path): threads[name] = path
    case .parameter(let path, let values): parameters[path] = values
    case .mechanism(let name, let isOn):
      if isOn { knockedOut.remove(name) } else { knockedOut.insert(name) }
    case .sellers(let count): sellers = count
    case .span(let count): span = count
    case .lever(let lever, let name, let path):
      for index in regimes.indices where name ?? regimes[index].name == regimes[index].name {
        regimes[index].levers[lever] = path
      }
    }
  }
}
