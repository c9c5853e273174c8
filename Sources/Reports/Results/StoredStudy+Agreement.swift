import Experiments
import ResultTables

extension StoredStudy {
  /// Checks manifest, scenario and tables against each other: each may be as it was written, yet belong to another run.
  func checkAgreement() throws(ResultsError) {
    let scenarioFile = StoredManifest.scenarioFile
    if let scenario {
      try agree("the scenario", manifest.scenario, scenario.name, in: scenarioFile)
      try agree("seed", manifest.seed, Int(scenario.seed), in: scenarioFile)
      try agree("streams", manifest.streams, scenario.streams.rawValue, in: scenarioFile)
      try agree("confidence", confidence.level, scenario.outputs.confidence.level, in: scenarioFile)
      if scenario.precision == nil, scenario.selection == nil {
        try agree("trials_requested", manifest.requested, scenario.trials, in: scenarioFile)
      } else if manifest.requested > scenario.trials {
        throw wrong(
          "manifest.json says \(manifest.requested) trials, and \(scenarioFile) allows \(scenario.trials) at most")
      }
      try agree("what decides the trials", manifest.stopping?.subject, scenario.precision?.subject, in: scenarioFile)
      let wanted = Set(manifest.regimes), ordered = scenario.regimes.map(\.name).filter(wanted.contains)
      try agree("regimes", list(manifest.regimes), list(ordered), in: scenarioFile)
    }
    try checkSummary()
    let failed = Set((failures?.rows ?? []).map { $0.text("trial") }).count
    guard failed == manifest.failed ?? 0 else {
      throw wrong("manifest.json says \(manifest.failed ?? 0) failed trials, and failures.csv has \(failed)")
    }
    let cells = manifest.completed.multipliedReportingOverflow(by: manifest.regimes.count * points.count)
    if let trials = manifest.file("trials.csv") {
      // Where a study chooses, not every regime runs in every trial.
      guard !cells.overflow, trials.rows == cells.partialValue || selection != nil && trials.rows < cells.partialValue
      else {
        throw wrong(
          "manifest.json says \(manifest.completed) trials of \(list(manifest.regimes)), and trials.csv has "
            + "\(trials.rows) rows")
      }
    }
    let known = Set(manifest.regimes)
    for row in comparisons.rows {
      for column in ["regime_a", "regime_b"] where !known.contains(row.text(column)) {
        throw wrong("comparisons.csv has the regime '\(row.text(column))', which manifest.json does not name")
      }
    }
  }

  private func checkSummary() throws(ResultsError) {
    var regimes: [String] = []
    for row in summary.rows {
      let regime = row.text("regime")
      if !regimes.contains(regime) { regimes.append(regime) }
      let trials = row["n"] ?? 0
      guard trials >= 0, trials <= Double(manifest.completed) else {
        throw wrong("summary.csv counts \(row.text("n")) trials, and manifest.json says \(manifest.completed)")
      }
      if regimes.count > manifest.regimes.count { break }
    }
    try agree("regimes", list(manifest.regimes), list(regimes), in: "summary.csv")
    let numbers = points, count = scenario?.points ?? numbers.count
    guard numbers == Array(0..<count) else {
      throw wrong("summary.csv has design points that are not 0 to \(count - 1)")
    }
    guard summary.rows.count == metrics.count * regimes.count * count else {
      throw wrong("summary.csv has not each metric of each regime once")
    }
  }

  /// Two places that say the same.
  private func agree<Value: Equatable>(
    _ what: String, _ said: Value, _ found: Value, in file: String
  ) throws(ResultsError) {
    guard said == found else {
      throw wrong("manifest.json and \(file) do not agree on \(what): \(said) in one, \(found) in the other")
    }
  }

  private func list(_ names: [String]) -> String { names.joined(separator: ", ") }

  private func wrong(_ reason: String) -> ResultsError { .damaged(directory: directory.path, reason: reason) }
}
