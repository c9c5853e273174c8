import ResultTables
import SalesForce
import SimulationStatistics

/// Compares every pair of regimes on every metric.
///
/// Memory is that of some points' sums: it grows neither with trials nor with points, for which the journal is read again.
struct ComparisonPass {
  let trials: StudyTrials
  let arms: [Arm]

  /// Sums that may be held at a time, some 250 bytes each.
  var capacity = 1_000_000

  /// Pairs of arms of one point, in the order of the tables: each regime with those after it.
  private var pairs: [(Int, Int)] {
    Dictionary(grouping: arms.indices) { arms[$0].point }.sorted { $0.key < $1.key }.flatMap { _, own in
      own.indices.flatMap { a in own[(a + 1)...].map { (own[a], $0) } }
    }
  }

  func entries() throws -> [ComparisonEntry] {
    let pairs = pairs, metrics = Metric.allCases.count, together = max(1, capacity / metrics)
    var rows = [[ComparisonEntry]](repeating: [], count: metrics)
    for first in stride(from: 0, to: pairs.count, by: together) {
      for (metric, some) in try entries(pairs[first..<min(first + together, pairs.count)]).enumerated() {
        rows[metric] += some
      }
    }
    return rows.flatMap { $0.adjusted() }
  }

  /// Rows of some pairs, metric by metric.
  private func entries(_ pairs: ArraySlice<(Int, Int)>) throws -> [[ComparisonEntry]] {
    let metrics = Metric.allCases.count
    var sums = Metric.allCases.flatMap { metric in
      pairs.map { _ in PairedComparison(Resolution(fractionBits: metric.card.fractionBits)) }
    }
    try trials.forEach { values in
      for metric in 0..<metrics {
        for (place, pair) in pairs.enumerated() {
          let (a, b) = (pair.0 * metrics + metric, pair.1 * metrics + metric)
          try sums[metric * pairs.count + place].add(
            values.corrected[a], values.corrected[b], lived: (values.moved[a], values.moved[b]),
            isTie: values.lived[a] == values.lived[b])
        }
      }
    }
    var critical = trials.critical
    return Metric.allCases.indices.map { metric in
      pairs.enumerated().map { place, pair in
        let terms = [(arm: pair.0, sign: 1.0), (arm: pair.1, sign: -1.0)]
        return ComparisonEntry(
          metric: Metric.allCases[metric].card.name, arms[pair.0].regime.name, arms[pair.1].regime.name,
          point: arms[pair.0].point,
          sums[metric * pairs.count + place].result(
            &critical, nuisance: trials.nuisance(terms, metric), parting: trials.parting(terms, metric)),
          correction: trials.correction(terms, metric))
      }
    }
  }
}

extension StudySchemas {
  func comparisons() -> TableSchema {
    func number(_ name: String, _ unit: String, _ description: String) -> TableField {
      TableField(name, type: .number, unit: unit, description: description)
    }
    return TableSchema(
      name: "comparisons", title: "Comparisons", description: "Every pair of regimes on the same trials.", tier: .a,
      fields: [
        Self.metric(Metric.allCases.map(\.card.name)), regime("regime_a"), regime("regime_b"),
        Self.point, TableField("n", type: .integer, unit: "", description: "trials in which both have a value"),
        number("mean_difference", "that of the metric", "mean of a − b over trials"),
        number("ci_low", "that of the metric", "lower end of its \(level) t interval"),
        number("ci_high", "that of the metric", "upper end of its \(level) t interval"),
        number("p_value", "1", "two-sided p of the paired t test"),
        number("p_adjusted", "1", "the same, adjusted by Holm within metric and point"),
        number(
          "prob_a_beats_b", "1", "P(a > b) + P(a = b)/2 over trials, at equal cost; equal in the trial stays equal"),
        number("prob_low", "1", "lower end of its \(level) interval (Wilson)"),
        number("prob_high", "1", "upper end of its \(level) interval (Wilson)"),
        number("correlation", "1", "between a and b over trials"),
        number("variance_ratio", "1", "(Var a + Var b)/Var(a − b): what pairing bought"),
        Self.correction,
        TableField(
          "status", type: .string, unit: "",
          description: "ok; identical where a = b in every trial; undefined where too few trials have a value",
          constraints: .init(required: true, values: ["ok", "identical", "undefined"])),
      ], primaryKey: ["metric", "regime_a", "regime_b", "point"], note: estimateNote)
  }

  static func cells(_ entry: ComparisonEntry) -> [Cell] {
    [.text(entry.metric), .text(entry.regimeA), .text(entry.regimeB), .integer(entry.point), .integer(entry.n)]
      + [
        entry.meanDifference, entry.ciLow, entry.ciHigh, entry.pValue, entry.pAdjusted, entry.probABeatsB,
        entry.probLow,
        entry.probHigh, entry.correlation, entry.varianceRatio, entry.correction,
      ].map(Cell.optional) + [.text(entry.status)]
  }
}
