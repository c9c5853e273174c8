import Experiments
import SalesForce

/// Factors and hypotheses that are fine one by one and do not fit the study.
extension Draft {
  func checkDesign(_ diagnosis: inout Diagnosis) {
    checkFactors(&diagnosis)
    checkPoints(&diagnosis)
    guard checkCombinations(of: factors, &diagnosis) else { return }
    let before = diagnosis.count
    checkSensitivity(&diagnosis)
    checkMap(&diagnosis)
    checkContrast(&diagnosis)
    checkExperiment(&diagnosis)
    guard diagnosis.count == before else { return }
    let study = scenario(ScenarioFormat.standard.registry)
    guard checkArms(of: study, &diagnosis) else { return }
    checkLevers(of: study, &diagnosis)
    for target in calibration?.targets ?? [] { check(target, &diagnosis) }
    for hypothesis in hypotheses {
      let before = diagnosis.count
      check(hypothesis, &diagnosis)
      if diagnosis.count == before, !study.hasPoints(of: hypothesis.hypothesis) {
        diagnosis.report(
          diagnosis.place(of: hypothesis.path), hypothesis.path,
          "the design has no point with these levels; expected a level of each factor under at:, as design.points has them"
        )
      }
    }
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
      let paths = factor.paths
      if let other = factors[..<index].first(where: { !$0.paths.allSatisfy { !paths.contains($0) } }) {
        report("contradiction: factor \(other.name) varies the same setting")
      }
      for (place, level) in factor.levels.enumerated() where factor.levels.count <= 256 {
        guard
          let twin = factor.levels[..<place].first(where: { $0.settings == level.settings && $0.name != level.name })
        else { continue }
        let path = "design.factors.\(factor.name).levels.\(level.name)"
        diagnosis.report(
          diagnosis.place(of: path), path, "contradiction: the same as level \(twin.name); expected levels that differ")
      }
      var told: Set<String> = []
      for case .lever(let lever, let regime, _) in factor.levels.flatMap(\.settings) {
        if let regime, !names.contains(regime), told.insert(regime).inserted {
          report(
            "expected one of the regimes \(names.joined(separator: ", "))", got: regime,
            suggestion: Suggestion.nearest(to: regime, among: names))
        }
        if lever == .salary, regimes.contains(where: { (regime ?? $0.name) == $0.name && solvesSalary(of: $0) }),
          told.insert("").inserted
        {
          report("contradiction: the budget solves for base salaries; write budget: none to vary them yourself")
        }
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

  private func checkCombinations(of factors: [Factor], _ diagnosis: inout Diagnosis) -> Bool {
    guard points.isEmpty, StudyDesign.combinations(factors) == nil else { return true }
    diagnosis.report(
      diagnosis.place(of: "design.factors"), "design.factors",
      "expected at most \(StudyDesign.armLimit) combinations of levels; list some of them as points")
    return false
  }

  /// Memory holds the metrics of all arms, and the weekly readings of those of one point.
  private func checkArms(of study: Scenario, _ diagnosis: inout Diagnosis) -> Bool {
    let ordinary = regimes.count * study.points
    let (arms, own) = ordinary <= StudyDesign.armLimit ? study.armCounts : (ordinary, 0)
    let twins =
      arms > ordinary
      ? " and \(arms - ordinary) " + (contrast == nil ? "knock-out runs" : "knock-out runs and mixes") : ""
    let points = study.points == 1 ? "" : " at \(study.points) design points"
    guard arms <= StudyDesign.armLimit else {
      let path = sensitivity == nil ? map == nil ? "design" : "map" : "sensitivity"
      diagnosis.report(
        diagnosis.place(of: path), path,
        "expected at most \(StudyDesign.armLimit) arms, \(regimes.count) regimes\(points)\(twins)", got: "\(arms)")
      return false
    }
    guard own * weeks > Scenario.readingLimit else { return true }
    diagnosis.report(
      diagnosis.place(of: "horizon.weeks"), "horizon.weeks",
      "expected at most \(Scenario.readingLimit / max(own, 1)) weeks with \(regimes.count) regimes\(points)\(twins)",
      got: "\(weeks)")
    return false
  }

  /// What holds in the file must hold at every combination of the factors' levels.
  private func checkWorlds(of study: Scenario, _ diagnosis: inout Diagnosis) {
    let factors = study.factors, path = sensitivity == nil ? map == nil ? "design.factors" : "map" : "sensitivity.vary"
    guard !factors.isEmpty, diagnosis.isClean else { return }
    for levels in study.design.points {
      var world = Diagnosis(source: diagnosis.source)
      var draft = self
      for setting in zip(factors, levels).flatMap({ $0.levels[$1].settings }) { draft.apply(setting) }
      draft.checkWorld(&world)
      let name = zip(factors, levels).map { "\($0.name) \($0.levels[$1].name)" }.joined(separator: ", ")
      for problem in world.problems {
        diagnosis.report(
          diagnosis.place(of: path), path,
          "at \(name): \(problem.fieldPath): \(problem.message)",
          got: problem.got)
      }
      // Of so many points one says enough.
      if sensitivity != nil || map != nil, !world.isClean { return }
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
    case .market(let potential): market = potential
    case .lever(let lever, let name, let path):
      for index in givenRegimes.indices where name ?? givenRegimes[index].name == givenRegimes[index].name {
        if name != nil, let treatment = givenRegimes[index].treatments[lever] {
          givenRegimes[index].treatments[lever] = Treatment(path, cohort: treatment.cohort, weeks: treatment.weeks)
        } else {
          givenRegimes[index].levers[lever] = path
        }
      }
    }
  }
}
