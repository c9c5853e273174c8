import PortableMath

/// Goals that point apart waste effort: of what a seller does at an angle α to the firm's goal only exp(−α²/2) counts,
/// in the mean over normal angles what cos α would leave, exp(−var/2) (science 3.36, 4.8).
///
/// A shared picture turns goals towards each other, over weeks; without one they turn back. Any picture does that, but
/// only one that sellers had a part in gives them a purpose.
struct Goals: Sendable {
  private let spread, speed: Double
  private let visioning: Lever

  init(_ settings: inout Settings, visioning: Lever) {
    self.visioning = visioning
    spread = settings.number(
      "goal_spread", "", 0.35, in: 0...3, unit: "rad", .judgement, "science 3.36: cross purposes cost cos α",
      "spread of the angle between a seller's own goal and the firm's")
    speed = settings.number(
      "goal_speed", "", 0.05, in: 0...10, unit: "1/week", .judgement, "half of a change shows in a quarter",
      "rate at which visioning, or its end, turns goals")
  }

  func start(_ firm: borrowing Firm, _ week: borrowing Week, _ card: Card) {
    for seat in 0..<firm.seats { seatNewcomer(seat, firm, week, card) }
    let picture = week[visioning], alignment = firm[.alignment], purpose = firm[.purpose]
    for seat in 0..<firm.seats {
      alignment[seat] = picture[seat] > 0 ? 1 : 0
      purpose[seat] = picture[seat] == 2 ? 1 : 0
    }
  }

  /// A newcomer has goals of their own and shares no picture yet.
  func seatNewcomer(_ seat: Int, _ firm: borrowing Firm, _ week: borrowing Week, _ card: Card) {
    firm[.goalAngle][seat] = spread * week.draws.normal(firm.person[seat], week: 0, card, draw: 6)
    firm[.alignment][seat] = 0
    firm[.purpose][seat] = 0
  }

  /// One week of coming together or drifting apart.
  /// - Parameter exponent: the log of the match, from which −α²/2 is taken.
  func turn(_ firm: borrowing Firm, _ week: borrowing Week, exponent: Column<Double>) {
    let picture = week[visioning], step = -Portable.expm1(-speed)
    let angle = firm[.goalAngle], alignment = firm[.alignment], purpose = firm[.purpose], filled = firm[.filled]
    for k in 0..<exponent.laneCount {
      let toAlignment = Lanes.choose(picture[lane: k] .> 0, 1, 0)
      let toPurpose = Lanes.choose(picture[lane: k] .== 2, 1, 0)
      alignment[lane: k] += filled[lane: k] * step * (toAlignment - alignment[lane: k])
      purpose[lane: k] += filled[lane: k] * step * (toPurpose - purpose[lane: k])
      let left = angle[lane: k] * (1 - alignment[lane: k])
      exponent[lane: k] -= 0.5 * (left * left)
    }
  }
}
