import Testing

@testable import SalesForce

/// A mechanism that is out changes nothing, and nobody notices one that has nothing to say.
@Suite struct KnockOutTests {
  private func model(
    _ number: Int, levers: [LeverName: Double] = [:], parameters: [String: Double] = [:], without: Set<String> = []
  ) throws -> Model {
    var source = RandomModel(number)
    let model = try source.model()
    let fixed = levers.mapValues { WeeklyPath($0) }
    func set(_ regime: Regime) -> Regime {
      Regime(name: regime.name, preset: nil, levers: regime.levers.merging(fixed) { $1 })
    }
    return try model.with(
      knockedOut: without, threads: [:], parameters: parameters.mapValues { [$0] }, regimes: model.regimes.map(set),
      reference: set(model.plan.reference))
  }

  /// A mechanism with everything that it does turned to nothing, and what it reports all the same.
  struct Idle: Sendable, CustomStringConvertible {
    let name: String
    var levers: [LeverName: Double] = [:]
    var parameters: [String: Double] = [:]
    /// What has to be out in both, since it uses the mechanism's state for something else.
    var others: Set<String> = []
    var reports: Set<String> = []
    var description: String { name }
  }

  /// The others cannot be turned to nothing: direction, effort, prospecting, the pipeline, pay, hiring and the books are
  /// what selling is made of.
  static let idle: [Idle] = [
    Idle(name: "environment"),
    Idle(
      name: "endowment",
      parameters: [
        "endowment.territory_log_sd": 0, "endowment.manager_signal_log_sd": 0, "endowment.manager_coaching_log_sd": 0,
        "endowment.manager_reliability_log_sd": 0, "endowment.manager_control_log_sd": 0,
        "endowment.headcount_elasticity": 1,
      ]),
    Idle(
      name: "control", levers: [.pushShare: 1, .monitoring: 0],
      parameters: [
        "control.push_share": 1 - Reference.autonomy, "control.trust_in_results": 0,
        "endowment.manager_control_log_sd": 0,
      ]),
    Idle(
      name: "hours", levers: [.coaching: 0, .training: 0, .meetings: 0, .voice: 0, .mentoring: 0],
      parameters: [
        "common.working_week": 45, "hours.base": 15, "hours.administration": 10, "hours.reporting": 0,
        "hours.planning": 0,
      ],
      others: ["issues", "ties", "adoption", "customers", "beliefs"],
      reports: ["selling_hours", "administration_share"]),
    Idle(
      name: "practices",
      parameters: [
        "practices.rate_log_sd": 0, "practices.mean_rate": 0.25, "practices.reference_lift": 1,
        "practices.switch_cost": 0,
      ],
      reports: [
        "practice_lift", "experimentation", "best_practice_share", "unsanctioned_share", "unsanctioned_found",
        "best_found", "weeks_to_best",
      ]),
    Idle(
      name: "customers", levers: [.agenda: 0],
      parameters: [
        "customers.need_spread": 0, "customers.quality_weight": 0, "buyers.gap_weight": 0, "buyers.pressure_weight": 0,
      ]),
    Idle(name: "issues", parameters: ["issues.rate": 0]),
    Idle(
      name: "expert_queue", parameters: ["issues.rate": 0, "ledger.expert": 0], reports: ["expert_utilisation"]),
    Idle(
      name: "pressure",
      parameters: [
        "buyers.pressure_weight": 0, "pressure.discount": 0, "pressure.own_urgency": 0, "pressure.managers_urgency": 0,
      ], reports: ["pressure"]),
    Idle(
      name: "accounts", parameters: ["accounts.repeat_rate": 0],
      reports: ["accounts", "churn_rate", "repeat_share", "concession_share"]),
    Idle(
      name: "beliefs", parameters: ["beliefs.fantasy": 0, "beliefs.slack": 0, "hours.chase": 0],
      reports: ["belief_bias", "forecast_ratio", "dead_deals"]),
    Idle(
      name: "coaching", levers: [.coaching: 0, .mentoring: 0, .reviews: 0, .ranking: 0, .monitoring: 0],
      reports: ["trust", "harmed_share"]),
    Idle(
      name: "skill", levers: [.training: 0],
      parameters: [
        "skill.learning_rate": 0, "skill.forgetting_rate": 0, "skill.innovation_learning_rate": 0,
        "skill.innovation_forgetting_rate": 0, "skill.turnover_of_offers": 0,
      ],
      reports: ["roundabout_leaders"]),
    Idle(
      name: "ties", levers: [.meetings: 0, .tools: 0, .pairPay: 0],
      parameters: [
        "ties.meeting_rate": 0, "ties.goodwill_speed": 0, "issues.reach_ties": 0,
      ], reports: ["tie_strength"]),
    Idle(name: "adoption", levers: [.tools: 0, .voice: 0]),
    Idle(name: "code", parameters: ["code.knowledge_lift": 0], reports: ["knowledge", "code_knowledge"]),
    Idle(name: "motivation", parameters: ["motivation.speed": 0, "motivation.strain_speed": 0]),
    Idle(
      name: "turnover", levers: [.dismissal: 0, .tools: 0, .mentoring: 0],
      // Everybody has been there for decades: who is new counts otherwise in their first period.
      parameters: ["turnover.base_hazard": 0, "issues.reach_tenure": 0, "turnover.first_tenure": 5_000],
      reports: ["salesperson_exit_ratio", "early_exit_ratio", "newcomer_skill"]),
  ]

  @Test("A mechanism with nothing to do: there or knocked out, the same bits", arguments: idle, 0..<3)
  func nothingToDo(idle: Idle, number: Int) throws {
    let there = try model(number, levers: idle.levers, parameters: idle.parameters, without: idle.others)
    let out = try model(
      number, levers: idle.levers, parameters: idle.parameters, without: idle.others.union([idle.name]))
    for (a, b) in zip(try there.outcomes(), try out.outcomes()) {
      for metric in Metric.allCases where !idle.reports.contains(metric.card.name) {
        let (x, y) = (a.metrics[metric.rawValue], b.metrics[metric.rawValue])
        #expect(x.bitPattern == y.bitPattern, "\(metric): \(x) and \(y)")
      }
    }
  }

  @Test("Tenures are turnover's: without it all stand at 104, and without hiring they begin and grow as with it")
  func tenures() throws {
    func tenures(without: Set<String>) throws -> [[Double]] {
      var trial = OpenTrial(try model(1, without: without)), weeks: [[Double]] = []
      for week in 0..<30 {
        trial.live(week)
        weeks.append((0..<trial.firm.seats).map { trial.firm[.filled][$0] == 1 ? trial.firm[.tenure][$0] : -1 })
      }
      return weeks
    }
    #expect(try tenures(without: ["turnover"]).allSatisfy { $0.allSatisfy { $0 == 104 } })
    #expect(try tenures(without: ["turnover", "hiring"]).allSatisfy { $0.allSatisfy { $0 == 104 } })
    let both = try tenures(without: []), alone = try tenures(without: ["hiring"])
    #expect(both[0] == alone[0] && Set(both[0]).count > 3)
    // Whoever stays is a week older each week; nobody comes.
    for (before, now) in zip(alone, alone.dropFirst()) {
      for (seat, tenure) in now.enumerated() { #expect(tenure == -1 || tenure == before[seat] + 1 && before[seat] > 0) }
    }
  }

  @Test("Without anything that ends with the period, nobody gives discounts")
  func plainCommission() throws {
    let plain: [LeverName: Double] = [.bonus: 0, .accelerator: 0, .lateWindow: 0, .commission: 0.2]
    for outcome in try model(2, levers: plain).outcomes() { #expect(outcome.metrics[Metric.priceLoss.rawValue] == 0) }
    let bonus = try model(2, levers: plain.merging([.bonus: 0.5]) { $1 }).outcomes()
    #expect(bonus.allSatisfy { $0.metrics[Metric.priceLoss.rawValue] > 0 })
  }

  @Test("A lever whose mechanism is knocked out changes nothing", arguments: [(LeverName.agenda, "customers")])
  func idleLever(lever: LeverName, mechanism: String) throws {
    let outcomes = try [0, 1].map { try model(1, levers: [lever: $0], without: [mechanism]).outcomes().map(bits) }
    #expect(outcomes[0] == outcomes[1])
  }
}
