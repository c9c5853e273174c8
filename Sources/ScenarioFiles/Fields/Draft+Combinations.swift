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
    for problem in Registry.problems(given: parameters) {
      let paths = problem.paths.map { "model.parameters." + $0 }
      let path = diagnosis.given(paths) ?? paths.first ?? "model.parameters"
      let others = paths.filter { $0 != path }
      let with = others.isEmpty ? "" : " (together with \(others.joined(separator: ", ")))"
      diagnosis.report(diagnosis.place(of: path), path, problem.message + with)
    }
    reference.checkCombinations("reference", &diagnosis)
    for regime in regimes { regime.checkCombinations("regimes." + regime.name, &diagnosis) }
  }
}

extension RegimeDraft {
  /// Levers that do nothing without one of some others.
  private static let needs: [(lever: LeverName, others: [LeverName], reason: String)] = [
    (.activityFloor, [.monitoring], "a floor binds only as far as monitoring reaches"),
    (.teamShare, [.commission, .accelerator], "there is nothing to pool"),
  ]

  func checkCombinations(_ path: String, _ diagnosis: inout Diagnosis) {
    let all = regime(named: name, Registry.standard).levers
    func isUsed(_ lever: LeverName) -> Bool { all[lever]?.points.contains { $0.value != 0 } ?? false }
    for (lever, others, reason) in Self.needs where isUsed(lever) && !others.contains(where: isUsed) {
      let paths = ([lever] + others).map { "\(path).levers.\($0.rawValue)" }
      let at = diagnosis.given(paths) ?? path
      let names = others.map(\.rawValue).joined(separator: " and ") + (others.count == 1 ? " stays" : " stay")
      diagnosis.report(
        diagnosis.place(of: at), at, "contradiction: \(lever.rawValue) is above 0 while \(names) at 0; \(reason)")
    }
  }
}
