import ResultTables
import SalesForce
import SimulationStatistics

/// `ensemble_effects.csv`: what every pair of regimes differs by over plausible firms, apart from the draws.
///
/// The interval of the comparisons is that of the mean over firms, and shrinks with trials. The range here is that of the
/// firms' own differences, and does not: it needs several trials of each firm, so that what draws do can be taken out.
struct EnsembleTable {
  let scenario: Scenario
  let trials: StudyTrials
  let arms: [Arm]

  /// Sums that may be held at a time.
  private static let capacity = 4_000_000

  func rows() throws -> [[Cell]] {
    guard let ensemble = scenario.ensemble else { return [] }
    let metrics = Metric.allCases.count, pairs = pairs
    var firms = PlausibleFirms(ensemble, of: scenario)
    let together = max(1, Self.capacity / max(1, metrics * trials.reader.trials.count))
    var rows = [[[Cell]]](repeating: [], count: metrics)
    for first in stride(from: 0, to: pairs.count, by: together) {
      let some = pairs[first..<min(first + together, pairs.count)]
      // Pair by pair and metric by metric, each firm's differences.
      var found = [[[Double]]](
        repeating: Array(repeating: [], count: ensemble.members.count), count: some.count * metrics)
      try trials.reader.forEachTrial { trial, lived in
        let values = trials.equalCost?.corrected(lived) ?? lived, member = ensemble.member(of: trial)
        for (place, pair) in some.enumerated() {
          for metric in 0..<metrics {
            let difference = values[pair.0 * metrics + metric] - values[pair.1 * metrics + metric]
            if !difference.isNaN { found[place * metrics + metric][member].append(difference) }
          }
        }
      }
      for (place, pair) in some.enumerated() {
        for metric in 0..<metrics {
          rows[metric].append(row(metric, pair, found[place * metrics + metric], &firms))
        }
      }
    }
    return rows.flatMap { $0 }
  }

  /// Pairs of arms of one point, in the order of the comparisons.
  private var pairs: [(Int, Int)] {
    Dictionary(grouping: arms.indices) { arms[$0].point }.sorted { $0.key < $1.key }.flatMap { _, own in
      own.indices.flatMap { a in own[(a + 1)...].map { (own[a], $0) } }
    }
  }

  private func row(_ metric: Int, _ pair: (Int, Int), _ differences: [[Double]], _ firms: inout PlausibleFirms)
    -> [Cell]
  {
    let terms = [(arm: pair.0, sign: 1.0), (arm: pair.1, sign: -1.0)]
    let found = firms.reading(
      differences, share: (0, .infinity), commonError: trials.nuisance(terms, metric).variance.squareRoot())
    let effects = found.effects
    return [
      .text(Metric.allCases[metric].card.name), .text(arms[pair.0].regime.name), .text(arms[pair.1].regime.name),
      .integer(arms[pair.0].point), .integer(found.members), .integer(found.trials),
    ]
      + [
        effects?.mean, effects?.quantile(0.05), found.sure?.lowError, effects?.quantile(0.95), found.sure?.highError,
        effects?.share(above: 0), found.sure?.share.low, found.sure?.share.high,
        effects?.memberDeviation, effects?.trialDeviation, effects?.memberShare,
      ].map(Cell.optional) + found.lastCells
  }
}

extension StudySchemas {
  func ensembleEffects(_ ensemble: ParameterEnsemble) -> TableSchema {
    func number(_ name: String, _ unit: String, _ description: String) -> TableField {
      TableField(name, type: .number, unit: unit, description: description)
    }
    let unit = "that of the metric"
    return TableSchema(
      name: "ensemble_effects", title: "Plausible firms",
      description: "Every pair of regimes over the firms of the ensemble \(ensemble.name): trial t is a firm with the "
        + "parameters of member t mod \(ensemble.members.count), the same in every regime.", tier: .a,
      fields: [
        Self.metric(Metric.allCases.map(\.card.name)), regime("regime_a"), regime("regime_b"), Self.point,
        TableField("members", type: .integer, unit: "", description: "firms in which the difference has a value"),
        TableField("n", type: .integer, unit: "", description: "trials in which it has"),
        number("mean_difference", unit, "mean of a − b over firms"),
        number("plausible_low", unit, "5 % quantile of the firms' own differences, random draws taken out"),
        number("plausible_low_se", unit, "its standard error, by drawing firms anew"),
        number("plausible_high", unit, "95 % quantile of them"),
        number("plausible_high_se", unit, "its standard error"),
        number("prob_a_beats_b", "1", "share of firms whose own difference is above 0"),
        number(
          "prob_low", "1", "lower end of its \(level) interval: Wilson's, or that of firms drawn anew where wider"),
        number("prob_high", "1", "upper end"),
        number("sd_firms", unit, "standard deviation of the firms' own differences"),
        number("sd_draws", unit, "standard deviation of a trial's difference around its firm's own"),
        number("share_parameters", "1", "share of the variance over trials that is the firms'"),
      ] + PlausibleFirms.lastFields, primaryKey: ["metric", "regime_a", "regime_b", "point"], note: costNote)
  }
}
