import Experiments
import ResultTables

/// What cannot be beaten, read back from `selection.csv`: for terminal, figure and report.
struct SelectionReading {
  let table: Table
  /// The leader first.
  var rows: [Row] { table.rows }
  private let first: Row

  /// Names that a sentence has room for.
  private static let most = 6

  init?(_ study: StoredStudy) {
    guard let table = study.selection, let first = table.rows.first else { return nil }
    (self.table, self.first) = (table, first)
  }

  var metric: String { first.text("metric") }
  private var method: String { first.text("method") }
  private var ending: String { first.text("ending") }

  /// Those that cannot be told from the best.
  var set: [Row] { rows.filter { ["leader", "undistinguished"].contains($0.text("status")) } }
  private var worse: [Row] { rows.filter { $0.text("status") == "worse" } }

  static func name(_ row: Row) -> String {
    let place = row.text("place")
    return row.text("regime") + (place.isEmpty ? "" : " at " + place)
  }

  func digits(_ row: Row) -> Int { ShownNumber.digits([row["behind"], row["behind_low"], row["behind_high"]]) }

  private func own(_ row: Row) -> Markup { .own(Self.name(row)) }

  /// The set, and by how much the others are worse.
  var answer: Markup {
    guard !set.isEmpty else {
      return "Nothing can be said of \(Markup(metric)) yet: every alternative needs \(count(first, "first")) trials."
    }
    let names = set.map(own), more = names.count - Self.most
    let subject: Markup =
      more > 0 ? "\(Markup.joined(Array(names.prefix(Self.most)), ", ")) and \(Markup("\(more)")) more" : .list(names)
    let verb: Markup = set.count == 1 ? "cannot be beaten" : "cannot be told apart"
    return "\(subject) \(verb) in \(Markup(metric))\(others)."
  }

  /// `; push is worse by at least 0.12, laissez-faire by 0.30`
  private var others: Markup {
    guard let nearest = worse.min(by: { ($0["worse_by"] ?? 0) < ($1["worse_by"] ?? 0) }) else { return "" }
    guard worse.count <= Self.most else {
      return "; the others are worse, \(own(nearest)) the least of them\(amount(nearest, " by at least "))"
    }
    let parts = worse.enumerated().map { place, row -> Markup in
      place == 0 ? "\(own(row)) is worse\(amount(row, " by at least "))" : "\(own(row))\(amount(row, " by "))"
    }
    return "; \(Markup.joined(parts, ", "))"
  }

  private func amount(_ row: Row, _ before: Markup) -> Markup {
    guard let least = row["worse_by"], least > 0 else { return "" }
    return "\(before)\(ShownNumber.cell(row, "worse_by", of: table, digits: ShownNumber.digits([least])))"
  }

  private func count(_ row: Row, _ column: String) -> Markup { ShownNumber.cell(row, column, of: table, digits: 0) }

  /// How the trials were distributed, and what that says.
  var procedure: Markup {
    let level = ShownNumber.cell(first, "confidence", of: table, .percent, digits: 0)
    let certain: Markup = "The set holds the best with \(level) %, whenever trials are ended."
    let left = rows.filter { $0.text("dropped_after").isEmpty }
    switch (method, ending) {
    case ("kn", "chosen"), ("rinott", "chosen"):
      let by: Markup = method == "kn" ? "Kim and Nelson" : "Rinott"
      guard let best = left.first, let _ = first["indifference"] else { return certain }
      let width = ShownNumber.exact(first, "indifference", of: table)
      return "\(certain) \(own(best)) is the best or within \(width) of it (\(by), \(level) %)."
    case (_, "maximum"):
      let names = Markup.list(left.prefix(Self.most).map(own))
      return "\(certain) All trials that there may be were run before the choice was made: \(names) "
        + (left.count == 1 ? "is left." : left.count > Self.most ? "and others are left." : "are left.")
    case ("ocba", "spent"): return "\(certain) The budget of runs is spent."
    default: return "\(certain) The choice is not finished."
    }
  }
}
