import PortableMath

/// What seats and managers are given at the start, and the market that all share: territories differ, and so do managers.
///
/// A firm's market has a potential that does not grow with the number of those who work it. Of n sellers each finds
/// (M/n)^(1−η) of what a seller finds who has one seat's worth, so that all together find M^(1−η) n^η. Territories of seats
/// that stay empty pass to the others as slowly as the mean of staffing follows.
struct Endowment: Mechanism {
  static let card = Card(
    name: "endowment", stream: 2, claims: ["0.3", "1.12"],
    summary: "Territories and managers differ, to nobody's credit, and more sellers share one market.",
    equation: "T = exp(s_T z − s_T²/2), manager factors likewise, one of each a team;  potential = (M/n̄)^(1−η)",
    source: "model, section 7; Lodish 1988 on headcount",
    procedure: procedure,
    reads: [.seller(.filled), .firm(.staffing)],
    writes: [
      .seller(.territory), .seller(.managerSignal), .seller(.managerCoaching), .seller(.managerReliability),
      .seller(.managerControl), .firm(.staffing), .firm(.potential),
    ])

  private let territorySpread, signalSpread, coachingSpread, reliabilitySpread, controlSpread: Double
  private let headcount, memory: Double

  init(_ settings: inout Settings, _ common: Common) {
    territorySpread = settings.number(
      "territory_log_sd", "s_T", 0.1, in: 0...3, unit: "log", .calibrated, "quotas absorb the rest",
      "spread of territories' potential")
    signalSpread = settings.number(
      "manager_signal_log_sd", "", 0.3, in: 0...3, unit: "log", .judgement, "model, section 7",
      "spread of how precisely managers know the direction")
    coachingSpread = settings.number(
      "manager_coaching_log_sd", "", 0.3, in: 0...3, unit: "log", .judgement, "model, section 7",
      "spread of managers' coaching skill")
    reliabilitySpread = settings.number(
      "manager_reliability_log_sd", "", 0.3, in: 0...3, unit: "log", .judgement, "model, section 7",
      "spread of how often managers keep their word")
    controlSpread = settings.number(
      "manager_control_log_sd", "", 0.3, in: 0...3, unit: "log", .judgement, "as the other traits of managers",
      "spread of how closely managers control, under the same levers")
    headcount = settings.number(
      "headcount_elasticity", "η", 0.2, in: 0...1, unit: "1", .calibrated,
      "+8 % sales on +40 % sellers at Syntex: Lodish 1988",
      "elasticity of all opportunities in the number of sellers who share the market")
    memory = settings.number(
      "territory_lag", "", 26, in: 1...1_000, unit: "weeks", .judgement,
      "territories are drawn anew once or twice a year",
      "time constant at which territories follow the number of sellers")
  }

  func start(_ firm: inout Firm, _ week: borrowing Week) {
    let (territory, signal, coaching, reliability, control) = (
      firm.scratch[0], firm.scratch[1], firm.scratch[2], firm.scratch[3], firm.scratch[4]
    )
    week.normal(firm.seatIdentity, Self.card, draw: 0, into: territory)
    // A manager's identity is the lowest of the team's seats; the draw number keeps the two apart.
    let span = firm.organisation.span
    for seat in 0..<firm.seats {
      let team = firm.teamIdentity(from: seat / span * span)
      signal[seat] = week.draws.normal(team, week: 0, Self.card, draw: 1)
      coaching[seat] = week.draws.normal(team, week: 0, Self.card, draw: 2)
      reliability[seat] = week.draws.normal(team, week: 0, Self.card, draw: 3)
      control[seat] = week.draws.normal(team, week: 0, Self.card, draw: 4)
    }
    for (luck, spread, column) in [
      (territory, territorySpread, firm[.territory]), (signal, signalSpread, firm[.managerSignal]),
      (coaching, coachingSpread, firm[.managerCoaching]),
      (reliability, reliabilitySpread, firm[.managerReliability]), (control, controlSpread, firm[.managerControl]),
    ] {
      for seat in 0..<firm.seats { luck[seat] = spread * luck[seat] - spread * spread / 2 }
      VectorMath.exp(luck, into: column)
    }
    firm[.staffing] = Double(firm.seats)
    divide(&firm)
  }

  func pass(_ firm: inout Firm, _ week: borrowing Week) {
    let filled = firm[.filled]
    var sellers = 0.0
    for seat in 0..<firm.seats { sellers += filled[seat] }
    firm[.staffing] += (sellers - firm[.staffing]) / memory
    divide(&firm)
  }

  /// A market is never divided among fewer than this.
  private static let fewest = 0.5

  private func divide(_ firm: inout Firm) {
    let share = firm.organisation.market / max(firm[.staffing], Self.fewest)
    firm[.potential] = Portable.exp((1 - headcount) * Portable.log(share))
  }
}
