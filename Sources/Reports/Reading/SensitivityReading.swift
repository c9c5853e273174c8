import Experiments
import ResultTables

/// What an answer hangs on, read back from `sensitivity.csv`: for terminal, figure and report.
struct SensitivityReading {
  /// A setting that varies, with its row of each measure.
  struct Setting {
    let name, path: String
    let rows: [String: Row]

    subscript(measure: SensitivityEntry.Measure) -> Row? { rows[measure.rawValue] }
  }

  let table: Table
  let subject: String
  let method: SensitivityPlan.Method
  /// The answer with every setting as the scenario has it.
  let answer: Row
  /// Chance's share of the whole variance.
  let noise: Row?
  /// The weightiest first.
  let settings: [Setting]
  /// What two settings do together, the most first.
  let pairs: [Row]

  /// Settings that are named; all of them are in the table.
  static let shown = 10

  init?(_ study: StoredStudy) {
    guard let table = study.sensitivity, let first = table.rows.first,
      let method = SensitivityPlan.Method(rawValue: first.text("method"))
    else { return nil }
    self.table = table
    self.method = method
    subject = first.text("of")
    answer = first
    noise = table.rows.first { $0.text("measure") == SensitivityEntry.Measure.noise.rawValue }
    var order: [String] = [], rows: [String: [String: Row]] = [:], paths: [String: String] = [:]
    func isOfPair(_ row: Row) -> Bool { row.text("measure") == SensitivityEntry.Measure.second.rawValue }
    pairs = table.rows.filter(isOfPair)
    for row in table.rows where row.text("setting") != SensitivityEntry.all && !isOfPair(row) {
      let name = row.text("setting")
      if rows[name] == nil { order.append(name) }
      rows[name, default: [:]][row.text("measure")] = row
      paths[name] = row.text("path")
    }
    settings = order.map { Setting(name: $0, path: paths[$0] ?? "", rows: rows[$0] ?? [:]) }
  }

  /// The measure that settings are put in order by.
  var ranking: SensitivityEntry.Measure { .ranking(method) }

  /// Whether the method found anything.
  var hasRanking: Bool { settings.contains { $0[ranking] != nil } }

  private var isClaim: Bool { !answer.text("verdict").isEmpty }

  /// Settings that turn the verdict round at an end of their range.
  private var turning: [Setting] {
    let verdict = answer.text("verdict")
    guard ["holds", "fails"].contains(verdict) else { return [] }
    let other = verdict == "holds" ? "fails" : "holds"
    return settings.filter { setting in [.low, .high].contains { setting[$0]?.text("verdict") == other } }
  }

  /// Settings at whose ends the verdict is open, though it is not where the scenario is.
  private var doubtful: [Setting] {
    guard answer.text("verdict") != "open" else { return [] }
    let turning = Set(turning.map(\.name))
    return settings.filter { setting in
      !turning.contains(setting.name) && [.low, .high].contains { setting[$0]?.text("verdict") == "open" }
    }
  }

  /// Which settings the answer hangs on most.
  var weightiest: Markup {
    guard hasRanking else {
      return "\(Markup.own(subject)): no order of settings can be told. \(answer.text("remark"))."
    }
    let names = settings.prefix(Self.shown).map { Markup.own($0.name) }
    let head: Markup =
      settings.count > names.count
      ? "The \(names.count) of \(settings.count) settings that \(Markup.own(subject)) hangs on most"
      : "What \(Markup.own(subject)) hangs on, the weightiest of \(settings.count) settings first"
    return "\(head): \(Markup.list(names))."
  }

  /// Whether any of them turns the verdict round.
  var verdict: Markup {
    guard isClaim else { return "" }
    let own = answer.text("verdict")
    if own == "open" { return open }
    let doubt = doubtful.map { Markup.own($0.name) }
    let rest: Markup =
      doubt.isEmpty ? "" : " It becomes open at an end of the range of \(Markup.list(Array(doubt.prefix(Self.shown))))."
    let turning = turning.map { Markup.own($0.name) }
    guard !turning.isEmpty else {
      return "It \(own), and no single setting turns the verdict round within its range, taken at both ends.\(rest)"
    }
    let verb = turning.count == 1 ? "turns" : "each turn"
    return
      "It \(own), and \(Markup.list(Array(turning.prefix(Self.shown)))) \(verb) the verdict round within the range, alone.\(rest)"
  }

  /// What single settings do to a verdict that is open with every setting as the scenario has it.
  private var open: Markup {
    let head: Markup = "The verdict is open with every setting as the scenario has it"
    let parts = ["holds", "fails"].compactMap { verdict -> Markup? in
      let some = settings.filter { setting in
        [.low, .high].contains { setting[$0]?.text("verdict") == verdict }
      }.prefix(Self.shown).map { Markup.own($0.name) }
      return some.isEmpty ? nil : "it \(verdict) at an end of the range of \(Markup.list(Array(some)))"
    }
    return parts.isEmpty
      ? "\(head), and no single setting decides it within its range, taken at both ends."
      : "\(head); alone, \(Markup.joined(parts, ", and "))."
  }

  /// Which settings matter together, beyond what each does alone; nothing where no pairs were asked for.
  var together: Markup {
    guard !pairs.isEmpty else { return "" }
    let found = pairs.filter { ($0["ci_low"] ?? 0) > 0 }.prefix(Self.shownPairs)
    guard !found.isEmpty else { return "No two settings do together what neither does alone, as far as can be told." }
    let parts = found.map { row -> Markup in
      let digits = ShownNumber.digits(["value", "ci_low", "ci_high"].map { row[$0] })
      func cell(_ column: String) -> Markup { ShownNumber.cell(row, column, of: table, digits: digits) }
      let names = Markup.own(row.text("setting").replacing("_x_", with: " × "))
      return "\(names) \(cell("value")) \(Markup.interval(cell("ci_low"), cell("ci_high")))"
    }
    return "Shares of the variance that two have together, beyond what each has alone: \(Markup.list(parts))."
  }

  private static let shownPairs = 5

  /// What chance does.
  var chance: Markup {
    guard let noise else { return "" }
    return
      "Chance makes \(ShownNumber.cell(noise, "value", of: table, digits: 2)) of the variance, its effect on all points alike apart."
  }
}
