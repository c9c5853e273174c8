import SimulationStatistics

/// A row with a p value that is adjusted together with others of its metric and design point.
protocol AdjustedRow {
  var point: Int { get }
  var pValue: Double? { get }
  var pAdjusted: Double? { get set }
}

extension Array where Element: AdjustedRow {
  /// The rows of one metric with Holm's adjustment: the family is all p values of it at one point.
  func adjusted() -> [Element] {
    var rows = self
    for point in Set(rows.map(\.point)) {
      let family = rows.indices.filter { rows[$0].point == point }
      for (index, value) in zip(family, Holm.adjust(family.map { rows[$0].pValue })) { rows[index].pAdjusted = value }
    }
    return rows
  }
}

extension ComparisonEntry: AdjustedRow {}
extension DecompositionEntry: AdjustedRow {}
