import ResultTables
import SalesForce
import SimulationStatistics

/// Scores a study's hypotheses from its journal; memory does not grow with trials.
struct HypothesisPass {
  let scenario: Scenario
  let trials: StudyTrials
  /// The pairs of trials behind slopes; nil where no budget equalises costs.
  let slopes: SlopePairs?
  /// All arms of the journal's records, knock-out runs included, in their order.
  let arms: [Arm]

  /// A hypothesis, or its score without the mechanism, on its way through the trials.
  struct Search {
    /// Positions of its arms in a record.
    let arms: [Int]
    /// Position of the metric among `Metric`, or among `WeeklyMetric` where there are weeks.
    let metric: Int
    let weeks: ClosedRange<Int>?
    var score: HypothesisScore
  }

  func entries() throws -> [HypothesisEntry] {
    let hypotheses = scenario.hypotheses
    // Knock-out runs follow the hypotheses as they are: one list, gone through once a trial.
    var searches =
      try hypotheses.map { try search($0, without: []) }
      + hypotheses.map { $0.knockOut.isEmpty ? nil : try search($0, without: $0.knockOut) }
    var contributions = hypotheses.map { _ in FixedPointSum(Resolution(fractionBits: 32)) }
    if searches.contains(where: { $0?.score.needsLook ?? false }) {
      try forEach(&searches) { search, values, deviations, _ in
        if search.score.needsLook { try search.score.look(values, deviations: deviations) }
        return nil
      }
    }
    try forEach(&searches) { search, values, deviations, costs in
      try search.score.add(values, deviations: deviations, costs: costs)
    } then: { numbers in
      for index in hypotheses.indices {
        guard let whole = numbers[index], let part = numbers[hypotheses.count + index] else { continue }
        try contributions[index].add(whole - part)
      }
    }
    var critical = trials.critical
    let level = trials.confidence.errorRate
    let results = searches.map { $0?.score.result(&critical) ?? HypothesisScore.Result(status: .notRun) }
    let scores = HypothesisEntry.judged(Array(results.prefix(hypotheses.count)), level: level)
    // The scores of knock-out runs are a family of their own, and so are the differences between the two.
    let knockedOut = hypotheses.indices.filter { !hypotheses[$0].knockOut.isEmpty }
    let without = Dictionary(
      uniqueKeysWithValues: zip(
        knockedOut, HypothesisEntry.judged(knockedOut.map { results[hypotheses.count + $0] }, level: level)))
    let parts = HypothesisEntry.Contribution.adjusted(
      knockedOut.map { index in
        let pair = [searches[index], searches[hypotheses.count + index]].compactMap { $0?.score }
        guard pair.count == 2, results[index].effect != nil, results[hypotheses.count + index].effect != nil else {
          return nil
        }
        let nuisance = EqualCost.nuisance(pair[0].nuisanceParts + pair[1].nuisanceParts.map { (-$0.factor, $0.rate) })
        let parting = pair[0].parting + pair[1].parting
        return MeanEstimate(contributions[index], nuisance, parting: parting).map { estimate in
          let interval = estimate.interval(&critical)
          return HypothesisEntry.Contribution(
            effect: pair[0].outer(estimate.mean), low: pair[0].outer(interval.low), high: pair[0].outer(interval.high),
            pValue: estimate.pValue)
        }
      })
    let contribution = Dictionary(uniqueKeysWithValues: zip(knockedOut, parts))
    return hypotheses.indices.map { index in
      HypothesisEntry(
        hypotheses[index], arms: formula(hypotheses[index]), score: scores[index], without: without[index],
        contribution: contribution[index] ?? nil, level: level)
    }
  }

  /// The numbers whose mean is a hypothesis's effect, one a trial that has a value, and what was estimated beside it; nil
  /// where its arms did not run or it is undefined.
  func numbers(of hypothesis: Hypothesis) throws -> ([Double], NuisanceVariance)? {
    guard let search = try search(hypothesis, without: []) else { return nil }
    var searches: [Search?] = [search], found: [Double] = []
    if search.score.needsLook {
      try forEach(&searches) { search, values, deviations, _ in
        try search.score.look(values, deviations: deviations)
        return nil
      }
    }
    try forEach(&searches) { search, values, deviations, costs in
      try search.score.add(values, deviations: deviations, costs: costs)
    } then: { numbers in
      if let number = numbers[0] { found.append(number) }
    }
    var critical = trials.critical
    guard let score = searches[0]?.score, score.result(&critical).status != .undefined else { return nil }
    return (found, EqualCost.nuisance(score.nuisanceParts))
  }

  /// What each trial makes of each hypothesis, and the score of all; no score where its arms did not run or it is undefined.
  func trialNumbers(
    _ hypotheses: [Hypothesis]
  ) throws -> [(score: HypothesisScore?, trials: [(trial: Int, number: Double)])] {
    var searches = try hypotheses.map { try search($0, without: []) }
    if searches.contains(where: { $0?.score.needsLook ?? false }) {
      try forEach(&searches) { search, values, deviations, _ in
        if search.score.needsLook { try search.score.look(values, deviations: deviations) }
        return nil
      }
    }
    try forEach(&searches) { search, values, deviations, costs in
      try search.score.add(values, deviations: deviations, costs: costs)
    }
    var critical = CriticalValues()
    for place in searches.indices where searches[place]?.score.result(&critical).status == .undefined {
      searches[place] = nil
    }
    var found = searches.map { (score: $0?.score, trials: [(trial: Int, number: Double)]()) }
    for trial in trials.reader.trials {
      try forEach(&searches, of: [[trial]]) { search, values, deviations, _ in
        search.score.own(values, deviations)
      } then: { numbers in
        for (place, number) in numbers.enumerated() {
          if let number { found[place].trials.append((trial, number)) }
        }
      }
    }
    return found
  }

  /// Visits the trials, each search with its arms' values, what they cost less what they should, and what they cost.
  /// - Parameter observations: trials that make up one each; those of the study's estimates where nothing is said.
  func forEach(
    _ searches: inout [Search?], of observations: [[Int]]? = nil,
    _ body: (inout Search, [Double], [Double], [Double]) throws -> Double?,
    then: ([Double?]) throws -> Void = { _ in }
  ) throws {
    try trials.forEachObservation(observations) { all in
      var numbers = [Double?](repeating: nil, count: searches.count)
      for index in searches.indices {
        guard var search = searches[index] else { continue }
        // Trials beyond those with weekly readings say nothing of single weeks.
        let own = all.filter { search.weeks == nil || trials.reader.header.carriesWeekly($0.trial) }
        guard !own.isEmpty else { continue }
        let values = try own.map { one in
          try search.arms.map { try value(search.metric, search.weeks, arm: $0, one.values, trials.reader, one.trial) }
        }
        numbers[index] = try body(
          &search, meanRow(values),
          meanRow(own.map { one in search.arms.map { trials.equalCost?.deviation($0, one.values) ?? 0 } }),
          meanRow(own.map { one in search.arms.map { EqualCost.cost($0, one.values) } }))
        searches[index] = search
      }
      try then(numbers)
    }
  }

  /// - Parameter sample: the point of a sensitivity study; the first is the scenario.
  func search(_ hypothesis: Hypothesis, without: [String], sample: Int = 0) throws -> Search? {
    guard let terms = scenario.terms(of: hypothesis, sample: sample) else { return nil }
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
        hypothesis, signs: terms.map { $0.isAdded ? 1 : -1 }, rates: try rates(hypothesis, metric, found),
        isCorrected: found.map { trials.equalCost?.isCorrected($0) ?? false },
        targetVariances: found.map { trials.equalCost?.targetVariance($0) ?? 0 },
        resolution: Resolution(fractionBits: card.fractionBits)))
  }

  /// What a unit of cost is worth in what the hypothesis makes of each arm's values.
  private func rates(_ hypothesis: Hypothesis, _ metric: Int, _ arms: [Int]) throws -> [ExchangeRate?] {
    guard let slopes, let equalCost = trials.equalCost else { return arms.map { _ in nil } }
    if hypothesis.weeks == nil, hypothesis.scale != .ratio { return arms.map { equalCost.rate($0, metric) } }
    var low = arms.map { _ in [Double]() }, high = low
    try slopes.forEach { pair, values in
      for (index, arm) in arms.enumerated() {
        guard let place = slopes.trials.places[arm] else { continue }
        func part(_ place: Int) throws -> Double {
          HypothesisScore.part(
            try value(metric, hypothesis.weeks, arm: place, values, slopes.reader, SlopeTrials.first + pair),
            hypothesis.scale)
        }
        low[index].append(try part(place))
        high[index].append(try part(place + 1))
      }
    }
    return arms.indices.map {
      slopes.trials.places[arms[$0]] == nil ? nil : equalCost.rate(arms[$0], low: low[$0], high: high[$0])
    }
  }

  private func value(
    _ metric: Int, _ weeks: ClosedRange<Int>?, arm: Int, _ values: [Double], _ reader: JournalReader, _ trial: Int
  ) throws -> Double {
    guard let weeks else { return values[arm * Metric.allCases.count + metric] }
    let metrics = WeeklyMetric.allCases.count, weekly = try reader.weekly(of: trial, arm: arm)
    var sum = 0.0, present = 0.0
    for week in weeks where week < scenario.plan.horizon.weeks {
      let value = weekly[week * metrics + metric]
      if !value.isNaN {
        sum += value
        present += 1
      }
    }
    return MetricCard.rounded(sum / present)
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
