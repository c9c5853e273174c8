/// A complete study that a directory holds already.
struct PresentStudy {
  /// SHA-256 of the scenario as given, and with its budget solved.
  let given: String
  let study: String
  let making: StudyMaking
  let missing: [MissingTable]
  let trials: Int
  let failed: Int
  let stopping: Stopping?
  let digest: StudyDigest

  /// The scenario with the salaries that were found for the regimes that ran.
  func solved(_ scenario: Scenario) -> Scenario {
    guard !digest.budget.isEmpty else { return scenario }
    return scenario.solved(
      digest.budget.reduce(into: [:]) { $0[$1.regime, default: [:]][$1.point] = $1.salary })
  }
}
