import Experiments
import SalesForce

/// What a field experiment would have found at a point of the design, read back from `experiment.csv`: for terminal, figure and
/// report.
struct ExperimentReading {
  let table: Table
  /// The point's name, where there are several; and as a sentence begins with it.
  let level: Markup?
  let place: Markup
  /// Outcomes in their order, the first foremost.
  let outcomes: [String]
  private let rows: [Row]
  private let experiment: FieldExperiment?

  init?(_ study: StoredStudy, point: Int) {
    guard let table = study.experiment else { return nil }
    let rows = table.rows.filter { $0.text("point") == String(point) }
    guard !rows.isEmpty else { return nil }
    (self.table, self.rows, experiment) = (table, rows, study.scenario?.experiment)
    outcomes = rows.map { $0.text("outcome") }.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    level = study.levels(ofPoint: point).map { Markup.own($0) }
    place = study.place(ofPoint: point)
  }

  /// The row of an estimator; nil where it says nothing of that phase.
  func row(_ estimator: FieldEstimator, _ outcome: String, _ phase: GroupPhase) -> Row? {
    rows.first {
      $0.text("outcome") == outcome && $0.text("phase") == phase.name && $0.text("estimator") == estimator.rawValue
    }
  }

  /// Estimators with a row for an outcome and phase, in their order.
  func estimators(_ outcome: String, _ phase: GroupPhase) -> [(FieldEstimator, Row)] {
    FieldEstimator.allCases.compactMap { one in row(one, outcome, phase).map { (one, $0) } }
  }

  /// Phases with rows, in their order.
  var phases: [GroupPhase] {
    GroupPhase.allCases.filter { phase in outcomes.contains { row(.units, $0, phase) != nil } }
  }

  /// Whether those whom the lot fell on may decline: then most estimators are about the offer.
  private var isOffered: Bool { experiment?.cohort.optIn != nil }

  /// What was done, to whom and for how long: `coaching on 8 of 16 teams for 26 weeks`.
  private func treatment(_ row: Row) -> Markup {
    let levers = (experiment?.levers.keys.map(\.rawValue) ?? []).sorted().map { Markup($0) }
    let whom = experiment.map { $0.cohort.unit.rawValue } ?? "units"
    let number = experiment?.cohort.unit == .hires ? 1 : 0
    return
      "\(levers.isEmpty ? "the treatment" : Markup.list(levers)) \(isOffered ? "offered to" : "on") \(part(row, "units_treated", number)) of \(part(row, "units", number)) \(whom) for \(ShownNumber.exact(row, "weeks", of: table)) weeks"
  }

  private func part(
    _ row: Row, _ column: String, _ digits: Int, _ reading: ShownNumber.Reading = .plain
  ) -> Markup { ShownNumber.cell(row, column, of: table, reading, digits: digits) }

  /// The sentences that answer: an outcome each, over all points where there are several.
  static func words(_ readings: [ExperimentReading]) -> [Markup] {
    guard let first = readings.first else { return [] }
    return first.outcomes.map { readings.count > 1 ? across(readings, $0) : first.answer($0) }
  }

  /// How often the effect would have been found, point by point, and how far off what is found would be.
  private static func across(_ readings: [ExperimentReading], _ outcome: String) -> Markup {
    let rows = readings.compactMap { reading in reading.row(.units, outcome, .during).map { (reading, $0) } }
    let found = rows.map { reading, row -> Markup in
      "\(reading.part(row, "power", 0, .percent)) % (\(reading.level ?? ""))"
    }
    let sizes = rows.map { reading, row in row["type_m"] == nil ? "–" : reading.part(row, "type_m", 1) }
    return
      "A pilot would have found its effect on \(MetricText.outcome(outcome)) in \(Markup.list(found)) of cases. Significant estimates are \(Markup.list(sizes)) times the true effect."
  }

  /// The sentences that answer at this point, for an outcome.
  func answer(_ outcome: String) -> Markup {
    guard let row = row(.units, outcome, .during) else { return "" }
    let digits = ShownNumber.digits([row["effect"], row["effect_of_all"], row["spillover"]], most: 3)
    let head: Markup =
      "A pilot of \(treatment(row)) would have found its effect on \(MetricText.outcome(outcome)) in \(part(row, "power", 0, .percent)) % of cases"
    let size: Markup = "\(part(row, "type_m", 1))"
    let exaggeration: Markup =
      switch row["type_m"] {
      case nil: ""
      case let ratio? where ratio < 0.95: "; where it was significant its size was \(size) of the true one"
      case let ratio? where ratio < 1.05: "; where it was significant its size was right"
      default: "; where it was significant it exaggerated by a factor of \(size)"
      }
    let wrong: Markup =
      (row["type_s"] ?? 0) > 0 ? " and had the wrong sign in \(part(row, "type_s", 0, .percent)) % of these" : ""
    let all: Markup =
      row["effect_of_all"] == nil
      ? "" : ", \(part(row, "effect_of_all", digits)) if all were \(isOffered ? "asked" : "treated")"
    return
      "\(head)\(exaggeration)\(wrong); spillover to the untreated \(part(row, "spillover", digits)). True: \(part(row, "effect", digits)) on \(isOffered ? "those who were asked" : "the treated")\(all)."
  }
}

extension MetricText {
  /// An outcome of groups in words.
  static func outcome(_ name: String) -> String { name.replacing("_", with: " ") }
}
