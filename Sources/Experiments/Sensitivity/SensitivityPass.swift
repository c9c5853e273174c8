import LinearAlgebra
import ResultTables
import SalesForce
import SimulationStatistics

/// Reads a sensitivity study from its journal: the answer at every point of the sample, trial by trial, and what hangs on what.
///
/// The answer is the hypothesis's number in a trial, at equal cost where the budget asks for that. Trials are the
/// replicates; they share their random numbers at all points.
struct SensitivityPass {
  let scenario: Scenario
  let plan: SensitivityPlan
  let hypotheses: HypothesisPass
  let failed: FailedTrials

  func entries() throws -> [SensitivityEntry] {
    let sample = try SensitivitySample(plan, seed: scenario.seed), subject = scenario.sensitivitySubject(plan)
    var searches = try sample.points.indices.map { try hypotheses.search(subject, without: [], sample: $0) }
    let (outputs, trials) = try outputs(&searches)
    var critical = hypotheses.trials.critical
    let results = searches.map { $0?.score.result(&critical) ?? HypothesisScore.Result(status: .notRun) }
    let table = SensitivityRows(
      scenario: scenario, plan: plan, subject: subject, results: results)
    let rows = Matrix(
      rowCount: sample.rows.count, columnCount: trials,
      elements: (0..<trials).flatMap { trial in sample.rows.map { outputs[trial * sample.points.count + $0] } })
    do throws(StatisticsError) {
      let found = try SensitivityFindings(plan, sample, rows, scenario.outputs.confidence)
      return table.entries(found, reason: nil)
    } catch {
      return table.entries(SensitivityFindings(), reason: error.description)
    }
  }

  /// The answer at every point, trial by trial; NaN where a trial has none there. A trial that failed at some point is no
  /// replicate at any: it would take the point, and all that is compared with it, out of every other trial.
  private func outputs(_ searches: inout [HypothesisPass.Search?]) throws -> ([Double], trials: Int) {
    if searches.contains(where: { $0?.score.needsLook ?? false }) {
      try hypotheses.forEach(&searches) { search, values, deviations, _ in
        try search.score.look(values, deviations: deviations)
        return nil
      }
    }
    var outputs: [Double] = [], trials = 0
    var observations = hypotheses.trials.observations.makeIterator()
    try hypotheses.forEach(&searches) { search, values, deviations, costs in
      try search.score.add(values, deviations: deviations, costs: costs)
    } then: { numbers in
      if let own = observations.next(), own.allSatisfy({ failed.holds($0) }) { return }
      outputs += numbers.map { $0 ?? .nan }
      trials += 1
    }
    return (outputs, trials)
  }
}

extension Scenario {
  /// What a sensitivity study asks: a hypothesis of the scenario, or whether a metric is higher in the first regime than in
  /// the second; of one regime alone, how high it is.
  func sensitivitySubject(_ plan: SensitivityPlan) -> Hypothesis {
    if let found = hypotheses.first(where: { plan.subject == nil || $0.name == plan.subject }) { return found }
    let metric = plan.subject ?? Metric.profit.card.name
    return Hypothesis(
      name: metric, kind: .emergent, metric: metric, regime: regimes[0].name,
      against: regimes.count > 1 ? regimes[1].name : nil, direction: .more)
  }
}
