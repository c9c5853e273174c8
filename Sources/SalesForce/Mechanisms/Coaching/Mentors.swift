import PortableMath
import RandomStreams

/// Newcomers go with a senior of their team for a while: the most skilled one who is free.
///
/// Which of a team's newcomers chooses first is decided by lot each week.
///
/// Mentoring for all takes everybody; mentoring for those who ask takes who is driven and able already, so what it
/// seems to do is partly who comes.
struct Mentors: Sendable {
  private let newcomerWeeks, seniorWeeks, hours, openness: Double
  /// Who asks where they may choose.
  let volunteering: Volunteering
  private let mentoring: Lever

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
      "chance that an ordinary newcomer asks for a mentor where they may choose")
    let drive = settings.number(
      "opt_in_drive", "", 0.15, in: 0...5, unit: "1/sd", .judgement, "science 1.12: who asks is driven already",
      "how much more often newcomers ask for each sd of achievement")
    let talent = settings.number(
      "opt_in_talent", "", 0.5, in: 0...5, unit: "1/log", .judgement, "science 1.12: and able already",
      "how much more often newcomers ask for each unit of talent")
    volunteering = Volunteering(drive: drive, talent: talent)
    mentoring = settings.lever(.mentoring)
  }

  func offered(_ levers: GroupLevers) -> Bool { levers.choice(mentoring) > 0 }

  /// Pairs the newcomers of every team; hours are used next week, and a mentor teaches as any skilled colleague does.
  func pair(_ firm: borrowing Firm, _ week: borrowing Week, card: Card) {
    let tenure = firm[.tenure], filled = firm[.filled], skill = firm[.skill], guide = firm[.mentor]
    let time = firm[.mentorHours], span = firm.organisation.span, lot = firm.scratch[0]
    week.uniform(firm.seatIdentity, card, draw: 3, into: lot)
    for first in stride(from: 0, to: firm.seats, by: span) {
      let team = first..<min(first + span, firm.seats)
      let newcomers = queue(team, firm, week, lot: lot, card: card)
      for place in 0..<newcomers.count {
        let seat = Int(newcomers[place])
        var mentor: Int?
        for other in team
        where filled[other] == 1 && tenure[other] >= seniorWeeks && time[other] == 0 && other != seat {
          let isBetter = mentor.map { skill[other] != skill[$0] ? skill[other] > skill[$0] : lot[other] < lot[$0] }
          if isBetter ?? true { mentor = other }
        }
        guard let mentor else { continue }
        time[mentor] = hours
        time[seat] = hours
        guide[seat] = Double(mentor)
      }
    }
  }

  /// A team's newcomers who are to have a mentor, in the order of their lots.
  private func queue(
    _ team: Range<Int>, _ firm: borrowing Firm, _ week: borrowing Week, lot: Column<Double>, card: Card
  ) -> Column<UInt32> {
    let tenure = firm[.tenure], filled = firm[.filled], names = firm.seatIdentity, rows = firm.ranks
    let offered = week[mentoring]
    var count = 0
    for seat in team where filled[seat] == 1 && tenure[seat] < newcomerWeeks {
      // Off, for those who ask, for all.
      if offered[seat] == 0 || offered[seat] == 1 && !asks(seat, firm, week, card) { continue }
      rows[count] = UInt32(seat)
      count += 1
    }
    let newcomers = rows.prefix(count)
    newcomers.sort { a, b in
      let (x, y) = (Int(a), Int(b))
      return lot[x] != lot[y] ? lot[x] < lot[y] : names[x] < names[y]
    }
    return newcomers
  }

  private func asks(_ seat: Int, _ firm: borrowing Firm, _ week: borrowing Week, _ card: Card) -> Bool {
    let chance = volunteering.chance(
      usual: openness, achievement: firm[.achievement][seat], talent: firm[.talent][seat])
    return week.draws.bernoulli(
      chance, at: DrawAddress(entity: firm.person[seat], week: 0, process: card.stream, draw: 2))
  }
}
