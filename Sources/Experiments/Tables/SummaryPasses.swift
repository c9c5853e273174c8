import SalesForce
import SimulationStatistics

/// Sums and exact quantiles of every metric, over as many passes of the journal as flat memory needs.
struct SummaryPasses {
  let trials: StudyTrials
  /// The first arms of the records.
  let arms: [Arm]

  /// Values that may be held at a time, 8 bytes each.
  var capacity = 2_000_000

  func entries() throws -> [SummaryEntry] {
    let metrics = Metric.allCases.count, series = arms.count * metrics
    let together = max(1, capacity / max(1, trials.reader.trials.count))
    var rows: [SummaryRow] = []
    var critical = trials.critical
    for first in stride(from: 0, to: series, by: together) {
      let group = first..<min(first + together, series)
      var sums = group.map { FixedPointSum(Resolution(fractionBits: Metric.allCases[$0 % metrics].card.fractionBits)) }
      var lived = sums
      var quantiles = group.map { _ in
        ExactQuantile(probabilities: SummaryRow.probabilities, capacity: capacity / group.count)
      }
      var isFirstPass = true
      while isFirstPass || quantiles.contains(where: { !$0.isComplete }) {
        try trials.forEach { values in
          for (place, index) in group.enumerated() {
            guard !values.moved[index].isNaN else { continue }
            if isFirstPass {
              try sums[place].add(values.corrected[index])
              try lived[place].add(values.lived[index])
            }
            if !quantiles[place].isComplete { quantiles[place].visit(values.moved[index]) }
          }
        }
        for place in quantiles.indices where !quantiles[place].isComplete { try quantiles[place].endPass() }
        isFirstPass = false
      }
      for place in sums.indices {
        let index = group.lowerBound + place
        rows.append(
          SummaryRow(
            sum: sums[place], lived: lived[place],
            nuisance: trials.nuisance([(arm: index / metrics, sign: 1)], index % metrics),
            quantiles: quantiles[place].values, critical: &critical))
      }
    }
    // Rows stand arm by arm; the table goes metric by metric.
    return Metric.allCases.indices.flatMap { metric in
      arms.indices.map {
        SummaryEntry(
          metric: Metric.allCases[metric].card.name, regime: arms[$0].label, point: arms[$0].point,
          row: rows[$0 * metrics + metric], correction: trials.correction([(arm: $0, sign: 1)], metric))
      }
    }
  }
}
