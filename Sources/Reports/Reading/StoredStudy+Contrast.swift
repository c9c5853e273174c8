import Experiments
import SalesForce

/// Which lever makes how much of the difference of two regimes, in words: for terminals and pages alike.
extension StoredStudy {
  /// Rows of a contrast's levers at a point, the largest share first.
  func contrastRows(_ metric: String, _ point: Int) -> [Row] {
    (contrast?.rows ?? []).filter {
      $0.text("metric") == metric && $0.text("point") == String(point) && $0.text("lever") != ContrastEntry.all
    }.sorted { ($0["share"] ?? 0).magnitude > ($1["share"] ?? 0).magnitude }
  }

  /// A sentence on which levers make the difference at a point, the largest share first; nil where the scenario does not ask.
  func contrastWords(_ metric: String, _ point: Int) -> Markup? {
    guard let table = contrast,
      let whole = table.rows.first(where: {
        $0.text("metric") == metric && $0.text("point") == String(point) && $0.text("lever") == ContrastEntry.all
      })
    else { return nil }
    let from = Markup.strong(whole.text("from")), to = Markup.strong(whole.text("to"))
    guard let difference = whole["share"] else { return "\(to) less \(from): too few trials have a value." }
    // Told as what one is less than the other, so that what makes it is positive.
    let isLess = difference < 0, money = unit(metric)
    let sign = (isLess ? ShownNumber.Reading.negative : .plain).times(money.factor)
    func digits(_ row: Row) -> Int {
      ShownNumber.digits(["share", "share_low", "share_high"].map { money.value(row[$0]) })
    }
    func cell(_ row: Row, _ column: String) -> Markup {
      ShownNumber.cell(row, column, of: table, sign, digits: digits(row))
    }
    let (low, high) = isLess ? ("share_high", "share_low") : ("share_low", "share_high")
    func part(_ row: Row) -> Markup {
      "\(Markup(row.text("lever").replacing("_", with: " "))) makes \(cell(row, "share")) (\(cell(row, low)) to \(cell(row, high)))"
    }
    let head: Markup = "Of the \(cell(whole, "share")) that \(to) has \(isLess ? "less" : "more") than \(from)"
    if isSingle { return "\(head), one trial tells no shares. \(Self.singleWords)" }
    let rows = contrastRows(metric, point)
    let told = rows.filter { ($0["p_adjusted"] ?? 1) < confidence.errorRate }
    var clauses = told.prefix(Self.leverLimit).map(part)
    if told.count > Self.leverLimit {
      clauses.append("\(told.count - Self.leverLimit) more are significant: see contrast.csv")
    }
    let rest = rows.filter { ($0["p_adjusted"] ?? 1) >= confidence.errorRate }.map {
      Markup($0.text("lever").replacing("_", with: " "))
    }
    if !rest.isEmpty { clauses.append("not significant: \(Markup.list(rest))") }
    return "\(head), \(Markup.joined(clauses, "; "))."
  }

  /// Levers that one sentence names.
  private static let leverLimit = 6

  /// What shares are, and how they were found.
  var contrastMethod: Markup? {
    guard let table = contrast, let first = table.rows.first else { return nil }
    let mixes = ShownNumber.cell(first, "mixes", of: table, digits: 0)
    let how: Markup =
      first["orders"] == nil
      ? "all combinations of levers" : "\(ShownNumber.cell(first, "orders", of: table, digits: 0)) orders of levers"
    return
      "Shares add up to the difference: a lever's is what its move adds, as a mean over \(how), from \(mixes) mixes of the two regimes on the same trials; \(confidence.text) intervals, P adjusted over the levers (Holm)."
  }
}
