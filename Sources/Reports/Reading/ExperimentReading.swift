import Experiments
import SalesForce

/// What a field experiment would have found at a point of the design, read back from `experiment.csv`: for terminal, figure and
/// report.
struct ExperimentReading {
  let table: Table
  let point: Int
  /// What was done, to whom and for how long: `coaching on 8 of 16 teams for 26 weeks`.
  let treatment: String
  /// The point's name, where there are several.
  let place: String
  /// Outcomes in their order, the first foremost.
  let outcomes: [String]
  private let rows: [Row]

  init?(_ study: StoredStudy, point: Int) {
    guard let table = study.experiment else { return nil }
    let rows = table.rows.filter { $0.text("point") == String(point) }
    guard !rows.isEmpty else { return nil }
    (self.table, self.point, self.rows) = (table, point, rows)
    outcomes = rows.map { $0.text("outcome") }.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    treatment = study.scenario.flatMap { Self.words($0, point) } ?? ""
    place = study.points.count > 1 ? study.place(ofPoint: point).plain : ""
  }

  private static func words(_ scenario: Scenario, _ point: Int) -> String? {
    guard let experiment = scenario.experiment else { return nil }
    let levers = experiment.levers.keys.map(\.rawValue).sorted().joined(separator: " and ")
    let firm = scenario.organisation(at: point), cohort = experiment.cohort
    let whom =
      switch cohort.unit {
      case .teams: "\(cohort.places(of: firm.teams)) of \(NumberText.count(firm.teams, "team"))"
      case .sellers: "\(cohort.places(of: firm.seats)) of \(NumberText.count(firm.seats, "seller"))"
      case .hires: "\(NumberText.percent(cohort.share)) of those hired"
      }
    return "\(levers) \(cohort.optIn == nil ? "on" : "offered to") \(whom) for "
      + NumberText.count(experiment.during.count, "week")
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

  /// The sentences that answer, for an outcome.
  func answer(_ outcome: String) -> String {
    guard let row = row(.units, outcome, .during) else { return "" }
    let what = MetricText.outcome(outcome)
    var text =
      "A pilot of \(treatment) would have found its effect on \(what) in "
      + "\(NumberText.percent(row["power"])) of cases"
    if let exaggeration = row["type_m"] {
      text += "; where it was significant it exaggerated by \(NumberText.fixed(exaggeration, 1))"
      if let wrong = row["type_s"], wrong > 0 { text += " and had the wrong sign in \(NumberText.percent(wrong))" }
    }
    text += "; spillover to the untreated \(NumberText.signed(row["spillover"], 3))."
    text += " True: \(NumberText.signed(row["effect"], 3)) on the treated"
    if row["effect_of_all"] != nil { text += ", \(NumberText.signed(row["effect_of_all"], 3)) if all were treated" }
    return text + "."
  }
}

extension MetricText {
  /// An outcome of groups in words.
  static func outcome(_ name: String) -> String { name.replacing("_", with: " ") }
}
