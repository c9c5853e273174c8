import ResultTables
import SalesForce

/// `crm.csv`: what the firm's CRM shows at the end of the scenario, as its sellers have entered it.
struct CRMTable: DealTable {
  let study: StudyData
  let sample: DealSample

  var trials: Int { sample.recordTrials }

  func rows(_ log: DealLog, _ arm: Arm, trial: Int, _ write: ([Cell]) throws -> Void) throws {
    let span = study.scenario.plan(arm.world).organisation.span
    for deal in DealRecords.deals(log, study, sample) {
      try write(
        DealRecords.key(deal, arm, trial) + [
          .integer(Int(deal.seat)), .integer(Int(deal.hire)), .integer(Int(deal.seat) / span),
          .integer(Int(deal.born)), .number(deal.value), .number(deal.statedChance), .integer(Int(deal.stage)),
          .text(DealRecords.name(deal.closed < 0 ? nil : deal.outcome)), .week(deal.closed),
        ])
    }
  }

  var schema: TableSchema {
    DealRecords.schema(
      study, sample, name: "crm", title: "CRM export",
      description: "One row for each opportunity as the CRM has it when the scenario ends. Wins are entered in their "
        + "week; failures late, and those that customers made sound like hopes only when the seller gives up "
        + "chasing them, or somebody new takes over the seat.",
      fields: [
        TableField("seat", type: .integer, unit: "", description: "number of the seat that owns it, from 0"),
        TableField(
          "hire", type: .integer, unit: "",
          description: "number of the person on the seat who entered it, as in sellers.csv; 0 was there when the "
            + "scenario began"),
        TableField(
          "manager", type: .integer, unit: "", description: "number of the team, each with a manager, from 0"),
        TableField("created", type: .integer, unit: "weeks", description: "week of the scenario in which it was found"),
        TableField("amount", type: .number, unit: "pay units", description: "its list value"),
        TableField(
          "stated_chance", type: .number, unit: "1",
          description: "chance of winning that the seller believed in on entering it"),
        TableField("stage", type: .integer, unit: "", description: "stage reached, 1 to 4"),
        DealRecords.outcome("outcome as entered; open where nothing was"),
        TableField(
          "closed", type: .integer, unit: "weeks",
          description: "week of the scenario in which the outcome was entered; empty while open"),
      ])
  }
}

/// `truth.csv`: what became of the opportunities of `crm.csv`.
struct TruthTable: DealTable {
  let study: StudyData
  let sample: DealSample

  var trials: Int { sample.recordTrials }

  func rows(_ log: DealLog, _ arm: Arm, trial: Int, _ write: ([Cell]) throws -> Void) throws {
    for deal in DealRecords.deals(log, study, sample) {
      try write(
        DealRecords.key(deal, arm, trial) + [
          .number(deal.trueChance), .week(deal.second), .week(deal.third), .week(deal.fourth),
          .integer(Int(deal.unresolved)), .text(DealRecords.name(deal.outcome)), .number(deal.paid), .week(deal.ended),
          .week(deal.closer), .integer(deal.isChased ? 1 : 0),
        ])
    }
  }

  var schema: TableSchema {
    func entered(_ stage: Int) -> TableField {
      TableField(
        "entered_\(stage)", type: .integer, unit: "weeks",
        description: "week of the scenario in which it entered stage \(stage); empty where it never did")
    }
    return DealRecords.schema(
      study, sample, name: "truth", title: "Truth behind the CRM",
      description: "One row for each opportunity of crm.csv, in the same order: what really happened to it.",
      fields: [
        TableField(
          "true_chance", type: .number, unit: "1",
          description: "chance of winning by the true outcomes of the seller's deals when it was found"),
        entered(2), entered(3), entered(4),
        TableField(
          "unresolved", type: .integer, unit: "1", description: "issues that were never resolved, or not yet"),
        DealRecords.outcome("true outcome at the end of the scenario"),
        TableField(
          "paid", type: .number, unit: "pay units",
          description: "what it brought, its amount less any discount; 0 unless it was won"),
        TableField(
          "ended", type: .integer, unit: "weeks",
          description: "week of the scenario in which it ended; empty while open"),
        TableField(
          "ended_by", type: .integer, unit: "",
          description: "number of the person then on the seat, who may have taken it over; empty while open"),
        TableField(
          "chased", type: .integer, unit: "",
          description: "1 where it failed and kind words made the seller go on chasing it, else 0",
          constraints: .init(required: true)),
      ])
  }
}

/// What the two tables of deals have in common.
enum DealRecords {
  /// The deals of the sample that were in the CRM in a measured week: found then, or still open there when those began.
  static func deals(_ log: DealLog, _ study: StudyData, _ sample: DealSample) -> some Sequence<Deal> {
    let warmUp = study.scenario.plan.horizon.warmUp
    return log.deals.lazy
      .filter { Int($0.seat) < sample.recordSeats && ($0.closed < 0 || Int($0.closed) >= warmUp) }
      .prefix(sample.recordLimit)
  }

  static func key(_ deal: Deal, _ arm: Arm, _ trial: Int) -> [Cell] {
    [
      .text(arm.regime.name), .integer(arm.point), .integer(trial),
      .text("W\(deal.born)S\(deal.seat)N\(deal.ordinal)"),
    ]
  }

  static func name(_ outcome: DealOutcome?) -> String {
    switch outcome {
    case nil: "open"
    case .won: "won"
    case .lost: "lost"
    case .undecided: "no_decision"
    }
  }

  static func outcome(_ description: String) -> TableField {
    TableField(
      "outcome", type: .string, unit: "",
      description: description + "; lost: to a competitor; no_decision: the customer stayed with the incumbent",
      constraints: .init(required: true, values: ["open", "won", "lost", "no_decision"]))
  }

  static func schema(
    _ study: StudyData, _ sample: DealSample, name: String, title: String, description: String,
    fields: [TableField]
  ) -> TableSchema {
    TableSchema(
      name: name, title: title,
      description: description + " Opportunities that were open in the CRM in a measured week, the first "
        + "\(sample.recordLimit) of a regime in a trial at most: the first \(sample.recordTrials) trials, the first "
        + "\(sample.recordSeats) seats.",
      tier: .a,
      fields: study.schemas.trialKeys() + [
        TableField(
          "opportunity", type: .string, unit: "",
          description: "the customer: week of birth, seat and number among those that the seat found in that week; the "
            + "same one in every regime",
          constraints: .init(required: true))
      ] + fields, primaryKey: ["regime", "point", "trial", "opportunity"], note: study.schemas.costNote)
  }
}
