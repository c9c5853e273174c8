import ResultTables
import SalesForce
import SimulationStatistics

/// Compares the shared regimes of two studies on every metric, in one walk through both journals; memory is that of the sums.
struct StudyPairPass {
  private let metrics = Metric.allCases.count
  private let pairs: [StudyPair.Pair]
  private let confidence: Confidence
  private let sharesSlopes: Bool
  private let whole: (a: StudyTrials, b: StudyTrials)
  /// The trials that both have, on as many pairs behind slopes.
  private let together: (a: StudyTrials, b: StudyTrials)

  init(_ studies: StudyPair, _ confidence: Confidence) throws {
    (pairs, self.confidence, sharesSlopes) = (studies.pairs, confidence, studies.sharesSlopes)
    let (first, second) = studies.kept
    func trials(_ data: StudyData) throws -> StudyTrials {
      StudyTrials(
        data.scenario, reader: data.reader,
        equalCost: try data.slopes.map { try EqualCost(data.scenario, data.study.all, trials: data.reader, slopes: $0) }
      )
    }
    whole = (try trials(studies.first), try trials(studies.second))
    let count = studies.common
    // Pulls of pairs are added up pair by pair, so both sides take the same ones.
    let slopes = min(
      SlopeTrials.count(studies.first.scenario, trials: count),
      SlopeTrials.count(studies.second.scenario, trials: count))
    together =
      pairs.contains { $0.isPaired }
      ? (try trials(first.data(upTo: count, pairs: slopes)), try trials(second.data(upTo: count, pairs: slopes)))
      : whole
  }

  func entries() throws -> [StudyPairEntry] {
    let paired = try pairedSums()
    let alone = try (sums(whole.a, \.first), sums(whole.b, \.second))
    // What stands beside a difference within trials is over those trials.
    let shared = try pairs.contains(where: \.isPaired) ? (sums(together.a, \.first), sums(together.b, \.second)) : alone
    var critical = CriticalValues(level: confidence.level)
    return Metric.allCases.indices.flatMap { metric in
      pairs.enumerated().map { place, pair -> StudyPairEntry in
        let index = place * metrics + metric, own = pair.isPaired ? shared : alone
        let trials = pair.isPaired ? together : whole
        let means = (
          estimate(own.0[index], trials.a, pair.first, metric), estimate(own.1[index], trials.b, pair.second, metric)
        )
        let counts = (own.0[index].count, own.1[index].count)
        guard pair.isPaired else {
          let gap = MeanEstimate.difference(
            of: own.1[index], less: own.0[index],
            (whole.b.nuisance([(pair.second, 1)], metric), whole.a.nuisance([(pair.first, 1)], metric)),
            sharesNuisances: sharesSlopes)
          return StudyPairEntry(pair, metric, means, counts, gap, &critical)
        }
        let parting = [(together.b, pair.second), (together.a, pair.first)].reduce(0.0) {
          $0 + ($1.0.equalCost?.parting($1.1, metric) ?? 0)
        }
        let result = paired[index].result(&critical, nuisance: nuisance(pair, metric), parting: parting)
        return StudyPairEntry(pair, metric, means, counts, result)
      }.adjusted()
    }
  }

  /// Sums of the pairs' own trials, at equal cost.
  private func sums(_ trials: StudyTrials, _ arm: KeyPath<StudyPair.Pair, Int>) throws -> [FixedPointSum] {
    var sums = pairs.flatMap { _ in
      Metric.allCases.map { FixedPointSum(Resolution(fractionBits: $0.card.fractionBits)) }
    }
    let places = pairs.map { $0[keyPath: arm] }
    try trials.forEach { values in
      for (place, arm) in places.enumerated() {
        for metric in 0..<metrics {
          let value = values.corrected[arm * metrics + metric]
          if !value.isNaN { try sums[place * metrics + metric].add(value) }
        }
      }
    }
    return sums
  }

  /// Sums of differences, trial by trial, of the second study less the first.
  private func pairedSums() throws -> [PairedComparison] {
    var sums = pairs.flatMap { _ in
      Metric.allCases.map { PairedComparison(Resolution(fractionBits: $0.card.fractionBits)) }
    }
    guard pairs.contains(where: \.isPaired) else { return sums }
    // Where some pair, both have the same observations.
    for trials in together.a.observations {
      let (a, b) = (try together.a.values(of: trials), try together.b.values(of: trials))
      for (place, pair) in pairs.enumerated() where pair.isPaired {
        for metric in 0..<metrics {
          let (x, y) = (pair.second * metrics + metric, pair.first * metrics + metric)
          try sums[place * metrics + metric].add(
            b.corrected[x], a.corrected[y], lived: (b.moved[x], a.moved[y]), isTie: b.lived[x] == a.lived[y])
        }
      }
    }
    return sums
  }

  private func estimate(_ sum: FixedPointSum, _ trials: StudyTrials, _ arm: Int, _ metric: Int) -> MeanEstimate? {
    MeanEstimate(sum, trials.nuisance([(arm, 1)], metric))
  }

  private func nuisance(_ pair: StudyPair.Pair, _ metric: Int) -> NuisanceVariance {
    EqualCost.nuisance(
      (together.b.equalCost?.nuisanceParts([(pair.second, 1)], metric) ?? [])
        + (together.a.equalCost?.nuisanceParts([(pair.first, -1)], metric) ?? []))
  }
}
