import Experiments
import SalesForce

/// Settings that are fine one by one and cannot hold together.
extension Draft {
  func checkCombinations(_ diagnosis: inout Diagnosis) {
    if warmUp >= weeks {
      let path = "horizon." + (isWarmUpGiven ? "warm_up" : "weeks")
      diagnosis.report(
        diagnosis.place(of: path), path, "expected fewer weeks of warm-up than weeks in all (\(weeks))",
        got: "\(warmUp)")
    }
    checkWorld(&diagnosis)
    checkDesign(&diagnosis)
    checkBudget(&diagnosis)
    checkPrecision(&diagnosis)
    checkSelection(&diagnosis)
    checkOptimum(&diagnosis)
    checkCohorts(&diagnosis)
  }

  /// What has to hold at every combination of the factors' levels.
  func checkWorld(_ diagnosis: inout Diagnosis) {
    checkOpportunities(&diagnosis)
    for problem in Registry.problems(given: parameters) {
      let paths = problem.paths.map { "model.parameters." + $0 }
      let path = diagnosis.given(paths) ?? paths.first ?? "model.parameters"
      let others = paths.filter { $0 != path }
      let with = others.isEmpty ? "" : " (together with \(others.joined(separator: ", ")))"
      diagnosis.report(diagnosis.place(of: path), path, problem.message + with)
    }
    reference.checkCombinations("reference", &diagnosis)
    for (regime, path) in checkedRegimes { regime.checkCombinations(path, &diagnosis) }
  }
}

extension Draft {
  /// Memory holds every open opportunity: those found in the weeks that one of them lives.
  fileprivate func checkOpportunities(_ diagnosis: inout Diagnosis) {
    func values(_ path: String) -> [Double] {
      parameters[path] ?? Registry.standard.parameters.first { $0.path == path }?.defaults ?? []
    }
    let chances = ["advance", "loss", "no_decision"].map { values("stages." + $0) }
    let stays = (0..<(chances[0].count)).map { stage in
      1 / max(1e-9, min(1, chances.reduce(0) { $0 + (stage < $1.count ? $1[stage] : 0) }))
    }
    let life = min(stays.reduce(0, +), Double(weeks))
    let found = values("prospecting.arrival_rate").first ?? 0
    let open = Double(sellers) * found * life
    guard open > Scenario.opportunityLimit else { return }
    let path = diagnosis.given(["model.parameters.prospecting.arrival_rate", "organisation.sellers"]) ?? "organisation"
    diagnosis.report(
      diagnosis.place(of: path), path,
      "too many opportunities would be open at a time: \(sellers) sellers find \(NumberText.shortest(found)) a week and "
        + "keep each for up to \(Int(life)) weeks; expected at most \(Int(Scenario.opportunityLimit)) in all",
      got: "about \(Int(open))")
  }

  fileprivate func checkBudget(_ diagnosis: inout Diagnosis) {
    guard let budget else { return }
    let names = regimes.map(\.name)
    if case .sameAs(let name) = budget.target, !names.contains(name) {
      diagnosis.report(
        diagnosis.place(of: "budget.as"), "budget.as", "expected one of the regimes \(names.joined(separator: ", "))",
        got: name, suggestion: Suggestion.nearest(to: name, among: names))
    }
    for regime in regimes
    where solvesSalary(of: regime) && (regime.levers[.salary] != nil || regime.treatments[.salary] != nil) {
      let path = "regimes.\(regime.name).levers.salary"
      diagnosis.report(
        diagnosis.place(of: path), path,
        "contradiction: the budget solves for base salaries; leave it out, or write budget: none to set it yourself")
    }
    guard let salaries = budget.salaries else { return }
    let study = scenario(ScenarioFormat.standard.registry)
    guard study.points * regimes.count <= StudyDesign.armLimit else { return }
    let wanted = study.salaryPoints
    for name in Set(wanted.keys).symmetricDifference(salaries.keys).sorted() {
      diagnosis.report(
        diagnosis.place(of: "budget.salaries"), "budget.salaries",
        "expected a salary for each regime, each knock-out run, and no other",
        got: salaries[name] == nil ? "none for \(name)" : name)
    }
    for (name, values) in salaries.sorted(by: { $0.key < $1.key }) {
      guard let points = wanted[name], Set(values.keys) != Set(points) else { continue }
      diagnosis.report(
        diagnosis.place(of: "budget.salaries.\(name)"), "budget.salaries.\(name)",
        "expected \(points.count) salaries, at design point\(points.count == 1 ? "" : "s") "
          + points.map { "\($0)" }.joined(separator: ", "), got: "\(values.count)")
    }
  }
}

extension RegimeDraft {
  /// Levers that do nothing without one of some others.
  private static let needs: [(lever: LeverName, others: [LeverName], reason: String)] = [
    (.activityFloor, [.monitoring], "a floor binds only as far as monitoring reaches"),
    (.teamShare, [.commission, .accelerator], "there is nothing to pool"),
    (.messages, [.tools], "there is nothing to speak of"),
    (.seeding, [.tools], "there are no pilot users to choose"),
    (.loyalty, [.hqWeight], "nobody keeps an organisational code to be loyal to"),
  ]

  func checkCombinations(_ path: String, _ diagnosis: inout Diagnosis) {
    let regime = regime(named: name, Registry.standard)
    func isUsed(_ lever: LeverName) -> Bool {
      [regime.levers[lever], regime.treatments[lever]?.value].contains { path in
        path?.points.contains { $0.value != 0 } ?? false
      }
    }
    for (lever, others, reason) in Self.needs where isUsed(lever) && !others.contains(where: isUsed) {
      let paths = ([lever] + others).map { "\(path).levers.\($0.rawValue)" }
      let at = diagnosis.given(paths) ?? path
      let names = others.map(\.rawValue).joined(separator: " and ") + (others.count == 1 ? " stays" : " stay")
      diagnosis.report(
        diagnosis.place(of: at), at, "contradiction: \(lever.rawValue) is above 0 while \(names) at 0; \(reason)")
    }
  }
}
