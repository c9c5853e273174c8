import PortableMath

/// Managers who change how much they direct, by what they think headquarters and their sellers know.
///
/// The best push share is v_L/(v_H + v_L) (science 1.16). A manager judges that ratio once a month, with an error, and
/// comes round to it slowly; a locked manager, adaptivity 0, does what the lever says for ever.
struct ManagerStyle: Sendable {
  private let errorSD, speed: Double
  let pushShare, adaptivity: Lever

  /// Weeks between two judgements.
  private static let interval = 4

  init(_ settings: inout Settings) {
    errorSD = settings.number(
      "style_error", "", 0.5, in: 0...10, unit: "log", .judgement, "science 3.29: by estimated variances",
      "spread of what a manager gets wrong in judging v_H/v_L")
    speed = settings.number(
      "style_speed", "", 0.2, in: 0...1, unit: "1/4 weeks", .judgement, "science 6.2: style has inertia",
      "how far a manager comes round to a new judgement in four weeks")
    pushShare = settings.lever(.pushShare)
    adaptivity = settings.lever(.adaptivity)
  }

  /// What managers have come to think best.
  func revise(_ firm: borrowing Firm, _ week: borrowing Week, _ card: Card) {
    let style = firm[.pushStyle], adapts = week[adaptivity], push = week[pushShare]
    // Nobody has thought about it yet: change begins from what is in force.
    for seat in 0..<firm.seats where adapts[seat] == 0 { style[seat] = push[seat] }
    guard week.index % Self.interval == 0, week.any({ $0[adaptivity] > 0 }) else { return }
    let own = firm[.ownVariance], central = firm[.headquartersVariance], filled = firm[.filled]
    let span = firm.organisation.span
    for first in stride(from: 0, to: firm.seats, by: span) {
      let team = first..<min(first + span, firm.seats)
      let luck = week.draws.normal(firm.teamIdentity(from: first), week: UInt32(week.index), card, draw: 5)
      let error = Portable.exp(errorSD * luck)
      for seat in team where filled[seat] == 1 && adapts[seat] > 0 {
        let best = own[seat] / (central[seat] * error + own[seat])
        style[seat] += speed * (best - style[seat])
      }
    }
  }

  /// Weight of headquarters' direction on a seat, between the lever and the manager's own opinion.
  func weight(_ style: Lanes, pushShare: Lanes, adaptivity: Lanes) -> Lanes {
    pushShare + adaptivity * (style - pushShare)
  }
}
