import Experiments
import ResultTables
import SalesForce

/// The row of a table that a trial has, held against the trial simulated again.
public struct StoredRow: Sendable {
  /// The table's file.
  let file: String
  /// How many metrics the row has.
  let compared: Int
  let differences: [ReplayCheck.Difference]
}

extension StoredStudy {
  /// Compares the text of every cell: numbers are written so that they read back to the same bits.
  /// - Throws: ``ResultsError``, also where the table has no such row.
  public func row(of replay: TrialReplay, _ outcome: TrialOutcome) throws(ResultsError) -> StoredRow {
    let table = replay.isMix ? "mixes" : replay.without.isEmpty ? "trials" : "knock_outs"
    let (point, trial) = (String(replay.point), String(replay.trial)), without = replay.without.joined(separator: " ")
    let rows = try directory.table(table) { row in
      row.text("trial") == trial && row.text("point") == point
        && row.text(replay.isMix ? "mix" : "regime") == replay.regime && row.text("without") == without
    }?.rows
    guard let row = rows?.first, rows?.count == 1 else {
      throw .damaged(
        directory: directory.path,
        reason: "\(table).csv has not one row of \(ReplayReading.name(replay)), point \(point), but \(rows?.count ?? 0)"
      )
    }
    let metrics = Metric.allCases.indices.filter { row.columns[Metric.allCases[$0].card.name] != nil }
    return StoredRow(
      file: table + ".csv", compared: metrics.count,
      differences: metrics.compactMap { place in
        let name = Metric.allCases[place].card.name, found = outcome.metrics[place]
        let text = found.isFinite ? found.description : ""
        return row.text(name) == text
          ? nil : ReplayCheck.Difference(name: name, stored: row[name] ?? .nan, found: found)
      })
  }
}
