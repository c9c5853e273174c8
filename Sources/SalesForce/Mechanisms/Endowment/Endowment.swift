import PortableMath

/// What seats and managers are given at the start: territories differ, and so do managers.
struct Endowment: Mechanism {
  static let card = Card(
    name: "endowment", stream: 2, claims: ["0.3", "1.12"],
    summary: "Territories and managers differ, to nobody's credit.",
    equation: "T = exp(s_T z − s_T²/2);  manager factors likewise, one of each a team", source: "model, section 7",
    procedure: procedure,
    reads: [],
    writes: [.seller(.territory), .seller(.managerSignal), .seller(.managerCoaching), .seller(.managerReliability)])

  private let territorySpread, signalSpread, coachingSpread, reliabilitySpread: Double

  init(_ settings: inout Settings, _ common: Common) {
    territorySpread = settings.number(
      "territory_log_sd", "s_T", 0.1, in: 0...3, unit: "log", .judgement, "quotas absorb the rest",
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
  }

  func start(_ firm: inout Firm, _ week: borrowing Week) {
    let (territory, signal, coaching, reliability) = (
      firm.scratch[0], firm.scratch[1], firm.scratch[2], firm.scratch[3]
    )
    week.normal(firm.seatIdentity, Self.card, draw: 0, into: territory)
    // A manager's identity is the lowest of the team's seats; the draw number keeps the two apart.
    let span = firm.organisation.span
    for seat in 0..<firm.seats {
      let team = firm.teamIdentity(from: seat / span * span)
      signal[seat] = week.draws.normal(team, week: 0, Self.card, draw: 1)
      coaching[seat] = week.draws.normal(team, week: 0, Self.card, draw: 2)
      reliability[seat] = week.draws.normal(team, week: 0, Self.card, draw: 3)
    }
    for (luck, spread, column) in [
      (territory, territorySpread, firm[.territory]), (signal, signalSpread, firm[.managerSignal]),
      (coaching, coachingSpread, firm[.managerCoaching]),
      (reliability, reliabilitySpread, firm[.managerReliability]),
    ] {
      for seat in 0..<firm.seats { luck[seat] = spread * luck[seat] - spread * spread / 2 }
      VectorMath.exp(luck, into: column)
    }
  }

  func pass(_ firm: inout Firm, _ week: borrowing Week) {}
}
