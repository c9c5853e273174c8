import PortableMath
import RandomStreams

/// Time with a manager or an outsider, mentors, reviews and rankings: what others tell sellers about their work.
///
/// Sellers learn faster, hear a second opinion on the direction, and have help with the deals at hand: an hour with few of
/// them does more for each than an hour with many, and the second hour less than the first. A coach is a critic too: one who is trusted makes
/// failures count, a feared figure makes them be explained away. Trust grows with promises kept by somebody who knows
/// the trade.
struct Coaching: Mechanism {
  static let card = Card(
    name: "coaching", stream: 10, claims: ["1.12", "2.11", "2.12", "3.26", "4.7"],
    summary:
      "Coaching, mentors, reviews and rankings help as far as they are trusted and harm as far as they threaten.",
    equation:
      "gain = 1 + g_c C √h (τ − T);  odds of advancing × (1 + κ_c C √(h/open deals) (τ − T)⁺);  candour = exp(a √h τ − b T);  T = ego (1−s)(φ, reviews, shame);  τ → kept · C",
    source: "science 5.2, 6.4 eq. 9, 11; Jones et al. 2015; Kluger & DeNisi 1996",
    procedure: procedure,
    reads: [
      .people, .seller(.filled), .seller(.tenure), .seller(.managerCoaching), .seller(.managerSignal),
      .seller(.managerReliability), .seller(.skill), .seller(.achievement), .seller(.talent), .seller(.salesRate),
      .seller(.trust), .seller(.ego), .seller(.openDeals),
    ],
    writes: [
      .seller(.coachGain), .seller(.coachSignal), .seller(.trust), .seller(.ego), .seller(.candour),
      .seller(.feedbackDrive), .seller(.attention), .seller(.mentor), .seller(.mentorHours), .firm(.trusts),
      .firm(.harmed),
    ])

  private let gain, care, signal, kept, trustSpeed, suspicion, independence, ignorance, sensitivity: Double
  private let critic: Critic
  private let mentors: Mentors
  private let feedback, catchingUp, pride: Double
  private let coaching, source, reviews, ranking, safety, monitoring: Lever

  init(_ settings: inout Settings, _ common: Common) {
    gain = settings.number(
      "learning_gain", "g_c", 0.4, in: 0...10, unit: "1/√hour", .verified,
      "d ≈ .28-.59 on skill: Theeboom 2014, Jones 2015 (science 2.6)",
      "how much faster an hour of coaching a week makes learning, for the mean coach, trusted as usual")
    care = settings.number(
      "deal_care", "κ_c", 0.25, in: 0...10, unit: "1", .calibrated,
      "three hours of coaching a month against under two: Sales Executive Council, corrected",
      "how much an hour a week and deal with a mean coach, trusted as usual, raises the rate of advancing")
    signal = settings.number(
      "signal_precision", "ρ_c", 0.02, in: 0...100, unit: "1/(w² hour)", .judgement, "science 6.4 eq. 9",
      "weekly precision of what an hour with a mean manager says about the direction")
    kept = settings.number(
      "promises_kept", "", 0.7, in: 0.01...1, unit: "1", .judgement, "science 3.26",
      "weekly chance that the mean manager keeps promises")
    trustSpeed = settings.number(
      "trust_speed", "η_τ", 0.05, in: 0...1, unit: "1/week", .judgement, "trust takes a quarter",
      "weight of the newest promise in trust")
    suspicion = settings.number(
      "suspicion", "", 0.3, in: 0...1, unit: "1", .judgement, "science 2.12: who judges is not confided in",
      "share of trust that full monitoring takes from a manager who coaches")
    independence = settings.number(
      "outside_trust", "", 1.2, in: 0...5, unit: "1", .judgement,
      "science 2.12; contested: internal coaches did better in Jones et al. 2015",
      "trust in an outside coach, who has no stake, as a multiple of the usual")
    ignorance = settings.number(
      "outside_knowledge", "", 0.5, in: 0...5, unit: "1", .judgement, "science 2.12",
      "what an outside coach knows of the direction, as a multiple of the mean manager")
    sensitivity = settings.number(
      "ego_log_sd", "", 0.6, in: 0...3, unit: "log", .judgement, "science 2.11: people differ in what they can bear",
      "spread of how much criticism threatens a person")
    critic = Critic(&settings)
    feedback = settings.number(
      "review_gain", "", 0.15, in: 0...5, unit: "1", .judgement, "feedback d = .41: Kluger & DeNisi 1996",
      "what three reviews a quarter by a trusted manager add to motivation, going with the root of their number")
    catchingUp = settings.number(
      "catching_up", "", 0.05, in: 0...5, unit: "1", .judgement, "knowing where one stands",
      "what knowing that one is last adds to motivation, and knowing that one is first takes")
    pride = settings.number(
      "pride", "", 0.05, in: 0...5, unit: "1", .judgement, "science 2.11",
      "what being named first adds to motivation, and being named last takes from an ordinary ego")
    mentors = Mentors(&settings)
    coaching = settings.lever(.coaching)
    source = settings.lever(.coachSource)
    reviews = settings.lever(.reviews)
    ranking = settings.lever(.ranking)
    safety = settings.lever(.safety)
    monitoring = settings.lever(.monitoring)
  }

  func start(_ firm: inout Firm, _ week: borrowing Week) {
    for seat in 0..<firm.seats { open(seat, firm, week) }
  }

  /// A newcomer gives the benefit of the doubt; how much they can bear is their own.
  private func open(_ seat: Int, _ firm: borrowing Firm, _ week: borrowing Week) {
    let luck = week.draws.normal(firm.person[seat], week: 0, Self.card, draw: 1)
    firm[.trust][seat] = 1
    firm[.ego][seat] = Portable.exp(sensitivity * luck - sensitivity * sensitivity / 2)
  }

  func pass(_ firm: inout Firm, _ week: borrowing Week) {
    let filled = firm[.filled], tenure = firm[.tenure]
    for seat in 0..<firm.seats where filled[seat] == 1 && tenure[seat] == 0 { open(seat, firm, week) }
    if week.any({ $0[coaching] > 0 }) { earnTrust(firm, week) }
    let standing = firm.scratch[0]
    standing.fill(0)
    if week.any({ $0.choice(ranking) > 0 }) { rank(firm, week[ranking], into: standing) }
    tell(standing, &firm, week)
    firm[.mentorHours].fill(0)
    firm[.mentor].fill(AdviceNetwork.nobody)
    if week.any({ mentors.offered($0) }) { mentors.pair(firm, week, card: Self.card) }
  }

  /// Whoever coaches keeps promises this week or does not; an outsider is reliable and an average coach.
  private func earnTrust(_ firm: borrowing Firm, _ week: borrowing Week) {
    let luck = firm.scratch[0], coached = week[coaching], coach = week[source]
    week.uniform(firm.seatIdentity, Self.card, into: luck)
    let trust = firm[.trust], filled = firm[.filled]
    let skill = firm[.managerCoaching], reliability = firm[.managerReliability]
    let worth = week.byGroup { ($0.choice(source) == 1 ? independence : 1 - suspicion * $0[monitoring]) / kept }
    for seat in 0..<firm.seats where coached[seat] > 0 {
      let outside = coach[seat] == 1
      let chance = outside ? kept : kept * reliability[seat]
      let promise = worth[seat] * (outside ? 1 : skill[seat])
      let shown = luck[seat] < chance ? promise : 0
      trust[seat] += filled[seat] * trustSpeed * (shown - trust[seat])
    }
  }

  /// Place in the team by recent sales: 1 for the first, −1 for the last, ties in the middle of theirs.
  /// Only who is ranked learns it.
  private func rank(_ firm: borrowing Firm, _ ranking: Column<Double>, into standing: Column<Double>) {
    let sales = firm[.salesRate], filled = firm[.filled], span = firm.organisation.span
    for first in stride(from: 0, to: firm.seats, by: span) {
      let team = first..<min(first + span, firm.seats)
      for seat in team where filled[seat] == 1 && ranking[seat] > 0 {
        var balance = 0.0, others = -1.0
        for other in team where filled[other] == 1 {
          others += 1
          balance += sales[other] < sales[seat] ? 1 : sales[other] > sales[seat] ? -1 : 0
        }
        if others > 0 { standing[seat] = balance / others }
      }
    }
  }

  /// What all this does to learning, to how failures count and to motivation.
  private func tell(_ standing: Column<Double>, _ firm: inout Firm, _ week: borrowing Week) {
    let group = week.levers.group
    let skill = firm[.managerCoaching], knowledge = firm[.managerSignal], trust = firm[.trust], ego = firm[.ego]
    let attention = firm[.attention], open = firm[.openDeals]
    let factor = firm[.coachGain], precision = firm[.coachSignal], candour = firm[.candour]
    let drive = firm[.feedbackDrive], filled = firm[.filled]
    var trusted = 0.0, harmed = 0.0
    for number in 0..<week.levers.groups {
      let own = told(week.levers.group(number)), outside = own.outside
      for seat in 0..<firm.seats where group[seat] == UInt32(number) {
        let threat = critic.threat(own.climate, ego: ego[seat], standing: standing[seat])
        let net = trust[seat] - threat
        factor[seat] = max(0.1, 1 + own.reach * (outside ? 1 : skill[seat]) * net)
        let share = (own.hours / max(1, open[seat])).squareRoot()
        attention[seat] = 1 + care * share * (outside ? 1 : skill[seat]) * max(0, net)
        precision[seat] = own.told * (outside ? 1 : knowledge[seat])
        candour[seat] = critic.logCandour(trust: trust[seat], threat: threat, reach: own.root)
        let above = max(0, standing[seat]), below = max(0, -standing[seat])
        let shame = ego[seat] * own.danger * below
        drive[seat] = own.review * net - own.informed * standing[seat] + own.named * (above - shame)
        trusted += filled[seat] * trust[seat]
        harmed += net < 0 && own.speaks ? filled[seat] : 0
      }
    }
    VectorMath.exp(candour, into: candour)
    firm[.trusts] += trusted
    firm[.harmed] += harmed
  }

  /// What the levers of a group of seats make of being told something.
  private struct Talk {
    let hours, root, reach, told, review, named, informed, danger: Double
    let outside, speaks: Bool
    let climate: Critic.Climate
  }

  private func told(_ levers: GroupLevers) -> Talk {
    let hours = levers[coaching], root = hours.squareRoot(), outside = levers.choice(source) == 1
    let place = levers.choice(ranking), sessions = levers[reviews]
    return Talk(
      hours: hours, root: root, reach: gain * root, told: signal * hours * (outside ? ignorance : 1),
      review: feedback * (sessions / 3).squareRoot(), named: place == 2 ? pride : 0,
      informed: place > 0 ? catchingUp : 0, danger: 1 - levers[safety], outside: outside,
      speaks: hours > 0 || sessions > 0,
      climate: critic.climate(
        monitoring: levers[monitoring], reviews: sessions, named: place == 2, safety: levers[safety]))
  }

  var volunteering: Volunteering? { mentors.volunteering }
}
