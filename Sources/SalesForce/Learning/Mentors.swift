import PortableMath
import RandomStreams

/// Newcomers go with a senior of their team for a while: the most skilled one who is free.
///
/// Mentoring for all takes everybody; mentoring for those who ask takes who is driven and able already, so what it
/// seems to do is partly who comes.
struct Mentors: Sendable {
  private let newcomerWeeks, seniorWeeks, hours, openness, driveWeight, talentWeight, peerGain: Double

  init(_ settings: inout Settings) {
    newcomerWeeks = settings.number(
      "newcomer_weeks", "", 26, in: 0...520, unit: "weeks", .judgement, "ramp of half a year",
      "time that a newcomer has a mentor")
    seniorWeeks = settings.number(
      "senior_weeks", "", 52, in: 0...520, unit: "weeks", .judgement, "a year's experience",
      "tenure from which a seller may mentor")
    hours = settings.number(
      "mentoring_hours", "", 0.5, in: 0...10, unit: "hours", .judgement, "model, section 12",
      "time a week that mentoring takes each of the two")
    openness = settings.number(
      "opt_in", "", 0.4, in: 0...1, unit: "1", .judgement, "science 1.12",
      "chance that an ordinary newcomer asks for a mentor where he may choose")
    driveWeight = settings.number(
      "opt_in_drive", "", 0.15, in: 0...5, unit: "1/sd", .judgement, "science 1.12: who asks is driven already",
      "how much more often a newcomer asks who is one sd more achieving")
    talentWeight = settings.number(
      "opt_in_talent", "", 0.5, in: 0...5, unit: "1/log", .judgement, "science 1.12: and able already",
      "how much more often a newcomer asks who has more talent")
    peerGain = settings.number(
      "peer_gain", "λ_peer", 0.8, in: 0...20, unit: "1", .judgement,
      "direction of Chan, Li & Pierce 2014 (science 2.6)",
      "how much faster a newcomer learns for each unit of skill that his mentor is ahead")
  }

  /// Pairs the newcomers of every team; hours are used next week, learning is faster in this one.
  func pair(_ firm: borrowing Firm, _ week: borrowing Week, optIn: Bool, card: Card) {
    let tenure = firm[.tenure], filled = firm[.filled], skill = firm[.skill], gain = firm[.coachGain]
    let time = firm[.mentorHours], span = firm.organisation.span
    for first in stride(from: 0, to: firm.seats, by: span) {
      let team = first..<min(first + span, firm.seats)
      for seat in team where filled[seat] == 1 && tenure[seat] < newcomerWeeks {
        if optIn && !asks(seat, firm, week, card) { continue }
        var mentor: Int?
        for other in team where filled[other] == 1 && tenure[other] >= seniorWeeks && time[other] == 0 {
          if mentor.map({ skill[other] > skill[$0] }) ?? true { mentor = other }
        }
        guard let mentor else { continue }
        time[mentor] = hours
        time[seat] = hours
        gain[seat] *= 1 + peerGain * max(0, skill[mentor] - skill[seat])
      }
    }
  }

  private func asks(_ seat: Int, _ firm: borrowing Firm, _ week: borrowing Week, _ card: Card) -> Bool {
    let chance = openness + driveWeight * firm[.achievement][seat] + talentWeight * firm[.talent][seat]
    return week.draws.bernoulli(
      chance, at: DrawAddress(entity: firm.person[seat], week: 0, process: card.stream, draw: 2))
  }
}
