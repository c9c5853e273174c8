import Experiments

/// A hypothesis of the scenario and its verdict, put into words once: terminal, page and notebook show these words.
struct ClaimReading {
  /// A finding, and the verdict on it.
  struct Score {
    let verdict: String
    /// `10.5 percentage points (9.9 to 11.0)`, or why there is none.
    let effect: Markup
  }

  /// The same claim without the mechanism that is said to cause it.
  struct Null {
    /// `practices and coaching`
    let mechanisms: String
    let score: Score
    /// What that means for the claim, as a sentence.
    let meaning: Markup?
  }

  let name, statement, kind: String
  /// Numbers of the claims that it speaks to, separated by spaces; may be empty.
  let claims: String
  /// What is compared: `Profit of pull less push, size small to large`.
  let subject: Markup
  /// What was claimed of it: `more, by over 0.05 pay units per seat-week`.
  let claim: Markup
  let score: Score
  /// Adjusted over the file's hypotheses.
  let p: Markup
  /// nil where no mechanism is named.
  let null: Null?
  /// In how many plausible firms it holds, as a sentence; nil without an ensemble.
  let firms: Markup?

  /// - Parameters:
  ///   - firms: the rows of plausible firms.
  ///   - currency: what amounts are told in; nil for pay units.
  init(_ row: Row, _ table: Table, firms: Table?, _ currency: Currency? = nil) {
    let words = ClaimWords(row: row, table: table, currency: currency)
    (name, statement, kind) = (row.text("hypothesis"), row.text("statement"), row.text("kind"))
    claims = row.text("claims")
    (subject, claim, score) = (words.subject, words.claim, words.score(""))
    p = ShownNumber.cell(row, "p_adjusted", of: table, .p, digits: 3)
    let mechanisms = row.text("knock_out").split(separator: " ").map { String($0).replacing("_", with: " ") }
    null =
      mechanisms.isEmpty
      ? nil
      : Null(
        mechanisms: mechanisms.joined(separator: " and "), score: words.score("_without"),
        meaning: VerdictWords.survival(row.text("survives"), of: mechanisms.joined(separator: " and ")))
    self.firms = firms.flatMap { firms in firms[row.text("hypothesis")].flatMap { Self.firms($0, of: firms) } }
  }

  /// The sentence that somebody wrote, or the name.
  var title: Markup { Markup.own(statement.isEmpty ? name : statement) }

  /// `Holds in 94 % (84 to 98) of plausible firms, whose own effects go most with …`
  private static func firms(_ row: Row, of table: Table) -> Markup? {
    guard row["holds"] != nil else { return nil }
    func share(_ column: String) -> Markup { ShownNumber.cell(row, column, of: table, .percent, digits: 0) }
    let text: Markup =
      "Holds in \(share("holds")) % \(Markup.interval(share("holds_low"), share("holds_high"))) of plausible firms"
    guard !row.text("goes_with").isEmpty else { return "\(text)." }
    let correlation = ShownNumber.cell(row, "rank_correlation", of: table, digits: 2)
    return
      "\(text); their effects go most with \(Markup.tag("code", [], Markup(row.text("goes_with")))) (rank correlation \(correlation))."
  }

  /// `without practices: contradicted, −2.65 (−4.43 to −0.87)`; of a claim that names no mechanism, that it does not.
  var nullWords: Markup {
    if let null {
      return "without \(null.mechanisms): \(null.score.verdict), \(null.score.effect)"
    }
    return kind == "implied" ? "none: the claim restates an equation" : "none: the claim names no mechanism"
  }

  /// How many claims have which verdict.
  static func counts(_ readings: [ClaimReading]) -> [(verdict: String, count: Int)] {
    let found = Set(readings.map(\.score.verdict))
    let order = VerdictWords.order.filter(found.contains) + found.subtracting(VerdictWords.order).sorted()
    return order.map { verdict in (verdict, readings.filter { $0.score.verdict == verdict }.count) }
  }
}

extension StoredStudy {
  /// All claims, in the order of the scenario.
  var claims: [ClaimReading] {
    hypotheses.map { table in table.rows.map { ClaimReading($0, table, firms: ensembleHypotheses, currency) } } ?? []
  }
}

/// The parts of a claim's row as words, every number with its cell.
private struct ClaimWords {
  let row: Row
  let table: Table
  let currency: Currency?

  private var isRatio: Bool { row.text("scale") == "ratio" }
  private var isLevel: Bool { row.text("against").isEmpty && row.text("change").isEmpty }

  /// Whether an effect is read in per cent: a quotient, or shares.
  private var isPercent: Bool {
    isRatio || (row.text("scale") == "raw" && MetricText.isShare(row.text("metric")))
  }

  private var reading: ShownNumber.Reading { isPercent ? .percent : .plain.times(amount.factor) }

  /// The unit of an effect on the raw scale.
  private var amount: ShownUnit {
    row.text("scale") == "raw" && !isPercent ? ShownUnit(row.text("metric"), currency) : ShownUnit(of: "", nil)
  }

  /// With the space before it; empty for a pure number.
  private var unit: Markup {
    if row.text("scale") == "sd" { return " standard deviations" }
    if isPercent { return isRatio || isLevel ? " %" : " percentage points" }
    return Markup.unit(amount.suffix)
  }

  /// What stands before an amount of money.
  private var sign: Markup { Markup.unit(amount.prefix) }

  func score(_ suffix: String) -> ClaimReading.Score {
    ClaimReading.Score(verdict: VerdictWords.verdict(row, suffix), effect: effect(suffix))
  }

  private func effect(_ suffix: String) -> Markup {
    let names = ["effect", "ci_low", "ci_high"].map { $0 + suffix }
    let most = isPercent ? 1 : row.text("scale") == "sd" ? 2 : 3
    let digits = ShownNumber.digits(names.map { row[$0] }, reading, most: most)
    let parts = names.map { ShownNumber.cell(row, $0, of: table, reading, digits: digits) }
    switch row.text("status" + suffix) {
    case "not run": return "not run, as a regime was left out"
    case "identical": return "no effect in any trial"
    case "constant": return "\(sign)\(parts[0])\(unit) in every trial"
    case "ok": return "\(sign)\(parts[0])\(unit) \(Markup.interval(parts[1], parts[2]))\(cost(suffix, digits))"
    default: return row["n" + suffix] == 1 ? "no effect from one trial" : "no effect can be estimated"
    }
  }

  /// What bringing the arms to equal cost has added, and whether the verdict depends on it.
  private func cost(_ suffix: String, _ digits: Int) -> Markup {
    guard let correction = row["correction" + suffix], let effect = row["effect" + suffix] else { return "" }
    let part = ShownNumber.cell(row, "correction" + suffix, of: table, reading, digits: max(digits, isPercent ? 1 : 3))
    let value = row["value"] ?? 0, size = row["size"] ?? 0
    func isInside(_ effect: Double) -> Bool {
      switch row.text("direction") {
      case "more": effect > value + size
      case "less": effect < value - size
      default: abs(effect - value) < size
      }
    }
    let decides: Markup =
      isInside(effect) != isInside(effect - correction) && VerdictWords.verdict(row, suffix) != "undecided"
      ? ", which decides the verdict" : ""
    return ", of which \(part) from the cost correction\(decides)"
  }

  var subject: Markup {
    var text: Markup = "\(MetricText.title(row.text("metric"))) of \(Markup.own(row.text("regime")))"
    if !row.text("against").isEmpty {
      text = "\(text) \(isRatio ? "over" : "less") \(Markup.own(row.text("against")))"
    }
    if !row.text("change").isEmpty { text = "\(text), \(Markup.own(row.text("change")))" }
    if !row.text("at").isEmpty { text = "\(text), at \(Markup.own(row.text("at")))" }
    if !row.text("first_week").isEmpty {
      func week(_ column: String) -> Markup { ShownNumber.cell(row, column, of: table, digits: 0) }
      text = "\(text), weeks \(week("first_week")) to \(week("last_week"))"
    }
    return text
  }

  var claim: Markup {
    let hasValue = row["value"] ?? 0 != 0 || isLevel, hasSize = row["size"] ?? 0 != 0
    func part(_ column: String) -> Markup {
      // A distance from a share is no share.
      let unit: Markup = isPercent && isLevel && column == "size" ? " percentage points" : unit
      return "\(sign)\(ShownNumber.exact(row, column, of: table, reading))\(unit)"
    }
    let by: Markup = hasSize ? "by over \(part("size"))" : ""
    switch row.text("direction") {
    case "more", "less":
      let direction = row.text("direction")
      if hasValue { return "\(direction) than \(part("value"))\(hasSize ? " " : "")\(by)" }
      return hasSize ? "\(direction), \(by)" : Markup(direction)
    default: return "\(hasValue ? part("value") : "no difference"), give or take \(part("size"))"
    }
  }
}
