/// Effects of treatments at the end of a run, for people: a small table for each regime and part of the firm that it treats.
struct GroupLines {
  let table: Table
  let regimes: [String]
  /// In which amounts are told, by the seller's week.
  let unit: ShownUnit
  /// Of a line.
  let width: Int

  static let measure = "revenue"
  /// - Parameters:
  ///   - isEqualCost: whether a budget equalises costs.
  ///   - level: of intervals: `95 %`.
  ///   - unit: in which amounts are told.
  static func legend(isEqualCost: Bool, level: String, unit: ShownUnit) -> String {
    "Revenue in \(unit.label), \(level) intervals. Seen: treated less untreated; effect: treated less the same people "
      + "in the other regime; spillover: untreated less the same people there. "
      + (isEqualCost ? "At equal cost: what treats some is paid for by the base salary of all. " : "")
      + "More in group_effects.csv."
  }

  /// Blocks of lines, the first line of each saying what it is about.
  func lines(_ point: Int) -> [[String]] {
    let rows = table.rows.filter { $0.text("point") == String(point) && $0.text("measure") == Self.measure }
    return regimes.flatMap { regime -> [[String]] in
      let own = rows.filter { $0.text("regime") == regime && $0.text("contrast") == "effect" }
      var seen: Set<String> = []
      return own.compactMap { row in
        let cohort = row.text("cohort"), against = row.text("against")
        // One other regime is enough for a page; the table has all.
        guard seen.insert(cohort).inserted else { return nil }
        return block(rows, regime, cohort, against)
      }
    }
  }

  private func block(_ rows: [Row], _ regime: String, _ cohort: String, _ against: String) -> [String] {
    func cell(_ contrast: String, _ phase: String) -> String {
      let row = rows.first {
        $0.text("regime") == regime && $0.text("cohort") == cohort && $0.text("phase") == phase
          && $0.text("contrast") == contrast && (contrast == "seen" || $0.text("against") == against)
      }
      return NumberText.interval(unit.value(row?["difference"]), unit.value(row?["ci_high"]), unit.digits)
    }
    func line(_ head: String, _ cells: [String]) -> String {
      NumberText.leading(head, 8) + cells.map { NumberText.padded($0, 18) }.joined()
    }
    let phases = ["before", "during", "after"].filter { phase in
      rows.contains { $0.text("phase") == phase && $0.text("cohort") == cohort }
    }
    return Paragraph.lines("\(regime), \(cohort), against \(against):", width: width)
      + [line("", ["seen", "effect", "spillover"])]
      + phases.map { phase in line(phase, ["seen", "effect", "spillover"].map { cell($0, phase) }) }
  }
}
