import ResultTables
import SalesForce
import SimulationStatistics

/// Scores a study's hypotheses in one pass over the journal; memory does not grow with trials.
struct HypothesisPass {
  let scenario: Scenario
  let reader: JournalReader
  /// All arms of the journal's records, twins included, in their order.
  let arms: [Arm]

  /// A hypothesis, or its twin, on its way through the trials.
  private struct Search {
    /// Positions of its arms in a record.
    let arms: [Int]
    /// Position of the metric among `Metric`, or among `WeeklyMetric` where there are weeks.
    let metric: Int
    let weeks: ClosedRange<Int>?
    var score: HypothesisScore
  }

  func entries() throws -> [HypothesisEntry] {
    let hypotheses = scenario.hypotheses
    // Twins follow the hypotheses as they are: one list, gone through once a trial.
    var searches = hypotheses.map { search($0, without: []) } + hypotheses.map { search($0, without: $0.knockOut) }
    try reader.forEachTrial { _, values, weekly in
      for index in searches.indices {
        guard let search = searches[index] else { continue }
        // Trials beyond those with weekly readings say nothing of single weeks.
        guard search.weeks == nil || !weekly.isEmpty else { continue }
        try searches[index]?.score.add(search.arms.map { value(search, arm: $0, values, weekly) })
      }
    }
    var critical = CriticalValues()
    let results = searches.map { $0?.score.result(&critical) ?? HypothesisScore.Result(status: .notRun) }
    let scores = Self.judged(Array(results.prefix(hypotheses.count)))
    // The twins are a family of their own.
    let knockedOut = hypotheses.indices.filter { !hypotheses[$0].knockOut.isEmpty }
    let without = Dictionary(
      uniqueKeysWithValues: zip(knockedOut, Self.judged(knockedOut.map { results[hypotheses.count + $0] })))
    return hypotheses.indices.map { index in
      HypothesisEntry(
        hypotheses[index], arms: formula(hypotheses[index]), score: scores[index], without: without[index])
    }
  }

  /// Holm's family is every hypothesis of the file. One without a test counts as p = 1, so that a verdict cannot become
  /// bolder because another hypothesis had nothing to say.
  private static func judged(_ results: [HypothesisScore.Result]) -> [HypothesisEntry.Score] {
    let adjusted = Holm.adjust(results.map { $0.test?.p ?? 1 })
    return zip(results, adjusted).map { result, p in
      var score = HypothesisEntry.Score(result)
      guard let test = result.test, let p else { return score }
      score.pAdjusted = p
      if p < HypothesisEntry.level { score.verdict = test.side == .inside ? .supported : .contradicted }
      return score
    }
  }

  private func search(_ hypothesis: Hypothesis, without: [String]) -> Search? {
    guard let terms = scenario.terms(of: hypothesis) else { return nil }
    let places = terms.map { term in
      arms.firstIndex { $0.place == term.place && $0.point == term.point && $0.world.without == without.sorted() }
    }
    let found = places.compactMap { $0 }
    let isWeekly = hypothesis.weeks != nil
    let metric =
      isWeekly
      ? WeeklyMetric.allCases.firstIndex { $0.card.name == hypothesis.metric }
      : Metric.allCases.firstIndex { $0.card.name == hypothesis.metric }
    guard found.count == places.count, let metric else { return nil }
    let card = isWeekly ? WeeklyMetric.allCases[metric].card : Metric.allCases[metric].card
    return Search(
      arms: found, metric: metric, weeks: hypothesis.weeks,
      score: HypothesisScore(
        hypothesis, signs: terms.map(\.isAdded), resolution: Resolution(fractionBits: card.fractionBits)))
  }

  private func value(_ search: Search, arm: Int, _ values: [Double], _ weekly: [Double]) -> Double {
    guard let weeks = search.weeks else { return values[arm * Metric.allCases.count + search.metric] }
    let metrics = WeeklyMetric.allCases.count, all = scenario.plan.horizon.weeks
    var sum = 0.0, present = 0.0
    for week in weeks where week < all {
      let value = weekly[(arm * all + week) * metrics + search.metric]
      if !value.isNaN {
        sum += value
        present += 1
      }
    }
    return WeeklyMetric.allCases[search.metric].card.rounded(sum / present)
  }

  /// `person@1 - push@1 - person@0 + push@0`, points by their number.
  private func formula(_ hypothesis: Hypothesis) -> String {
    let terms = scenario.terms(of: hypothesis) ?? []
    return terms.enumerated().map { index, term in
      let name = "\(scenario.regimes[term.place].name)@\(term.point)"
      return index == 0 ? name : (term.isAdded ? "+ " : "- ") + name
    }.joined(separator: " ")
  }
}
