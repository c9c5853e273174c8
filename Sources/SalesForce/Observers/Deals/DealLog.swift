import PortableMath
import RandomStreams

/// Follows every opportunity of a trial: the truth, what sellers forecast of it, and what they enter in the CRM.
///
/// It reads the firm after the week's last process and changes nothing. Its own draws are keyed by deals.
package struct DealLog: Sendable {
  /// In the order of birth: week, seat, number.
  package private(set) var deals: [Deal] = []
  /// From the scenario's first week on.
  package private(set) var weeks: [ForecastWeek] = []

  /// An open row of the pool, by its identity.
  private struct Row {
    let born, seat, entity: UInt32
    let deal: Int

    func isBefore(_ other: Row) -> Bool { (born, seat, entity) < (other.born, other.seat, other.entity) }
  }

  private let seats, limit: Int
  private let habits: CRMHabits
  private let odds: StageOdds
  private let common: Common
  private let draws: Draws
  /// Rows as they were last seen, in their order.
  private var rows: [Row] = []
  /// Deals that are over and still open in the CRM.
  private var overdue: [Int] = []
  /// Number of the person on each seat.
  private var hires: [UInt32]
  private var booked = 0.0

  /// - Parameters:
  ///   - key: that of the trial.
  ///   - seats: how many of the first seats to follow.
  ///   - limit: how many deals to follow at most, the first ones.
  package init(_ model: Model, _ key: StreamKey, seats: Int, limit: Int) {
    (self.seats, self.limit) = (seats, limit)
    habits = model.crm
    odds = StageOdds(model.common.stages)
    common = model.common
    draws = Draws(key)
    hires = Array(repeating: 0, count: seats)
  }

  package mutating func observe(_ firm: borrowing Firm, week: Int) {
    var failed = follow(firm, week)
    part(&failed, firm, week)
    closeEntries(firm, week)
    if firm[.periodEnded] == 1 { booked = 0 }
    tell(firm, week)
  }

  // MARK: What happens

  /// Finds every deal's row again, and takes in what became of it.
  /// - Returns: deals that failed this week.
  private mutating func follow(_ firm: borrowing Firm, _ week: Int) -> [Int] {
    let born = firm.opportunities.born, seat = firm.opportunities.seat, entity = firm.opportunities.entity
    let stage = firm.opportunities.stage, unresolved = firm.opportunities[.unresolved]
    var seen: [Row] = [], failed: [Int] = []
    seen.reserveCapacity(rows.count + 4 * seats)
    var place = 0
    for row in 0..<born.count where Int(seat[row]) < seats {
      var here = Row(born: born[row], seat: seat[row], entity: entity[row], deal: -1)
      if Int(born[row]) == week {
        guard deals.count < limit else { continue }
        here = Row(born: here.born, seat: here.seat, entity: here.entity, deal: deals.count)
        deals.append(meet(row, firm, week))
      } else {
        while place < rows.count, rows[place].isBefore(here) {
          precondition(deals[rows[place].deal].outcome != nil, "an open opportunity has vanished")
          place += 1
        }
        guard place < rows.count, !here.isBefore(rows[place]) else { continue }
        here = rows[place]
        place += 1
      }
      seen.append(here)
      guard deals[here.deal].outcome == nil else { continue }
      deals[here.deal].unresolved = Int32(unresolved[row])
      if stage[row] != OpportunityPool.closed {
        deals[here.deal].enter(stage[row], week: week)
      } else {
        end(here.deal, firm.opportunities, row, week)
        if deals[here.deal].outcome != .won { failed.append(here.deal) }
      }
    }
    rows = seen
    return failed
  }

  private func meet(_ row: Int, _ firm: borrowing Firm, _ week: Int) -> Deal {
    let seat = Int(firm.opportunities.seat[row])
    let impression = habits.impression(
      firm.opportunities.entity[row], born: UInt32(week), spread: common.meritLogSD, response: odds.response,
      draws)
    return Deal(
      seat: Int32(seat), born: Int32(week),
      ordinal: Int32(firm.opportunities.entity[row] & Identity.maximumOrdinal), hire: Int32(hires[seat]),
      value: firm.opportunities[.value][row],
      statedChance: StageOdds.chance(firm[.belief][seat], times: impression), trueChance: firm[.winChance][seat],
      impression: impression)
  }

  private mutating func end(_ deal: Int, _ pool: borrowing OpportunityPool, _ row: Int, _ week: Int) {
    let outcome = pool.outcome(of: row)
    deals[deal].outcome = outcome
    deals[deal].ended = Int32(week)
    deals[deal].closer = Int32(hires[Int(deals[deal].seat)])
    guard outcome == .won else { return }
    deals[deal].closed = Int32(week)
    deals[deal].paid = pool[.value][row] - pool[.discount][row] * pool[.value][row]
    booked += deals[deal].paid
  }

  // MARK: What is entered

  /// Separates the failures that a seller takes for hopes from those they know of: as many as kind words were said.
  private mutating func part(_ failed: inout [Int], _ firm: borrowing Firm, _ week: Int) {
    let names = firm.seatIdentity, words = firm[.kindWords]
    var luck: [Int: (kindness: Double, delay: Double)] = [:]
    for deal in failed {
      let entity = Identity.opportunity(seat: names[Int(deals[deal].seat)], ordinal: UInt32(deals[deal].ordinal))
      luck[deal] = habits.luck(entity, born: UInt32(deals[deal].born), draws)
    }
    failed.sort { a, b in
      (deals[a].seat, luck[a]?.kindness ?? 0, a) < (deals[b].seat, luck[b]?.kindness ?? 0, b)
    }
    var seat: Int32 = -1, kind = 0.0
    for deal in failed {
      if deals[deal].seat != seat { (seat, kind) = (deals[deal].seat, words[Int(deals[deal].seat)]) }
      deals[deal].isChased = kind > 0
      kind -= 1
      let delay = habits.delay(chased: deals[deal].isChased, uniform: luck[deal]?.delay ?? 0)
      deals[deal].due = Int32(clamping: week + delay)
      overdue.append(deal)
    }
  }

  /// Closes in the CRM what is due, and all that is over on the seat of somebody new.
  private mutating func closeEntries(_ firm: borrowing Firm, _ week: Int) {
    let people = firm.person
    var open: [Int] = []
    for deal in overdue {
      let seat = Int(deals[deal].seat), isNew = people[seat] & Identity.maximumOrdinal != hires[seat]
      if isNew || deals[deal].due <= Int32(week) {
        deals[deal].closed = Int32(week)
      } else {
        open.append(deal)
      }
    }
    overdue = open
    for seat in 0..<seats { hires[seat] = people[seat] & Identity.maximumOrdinal }
  }

  // MARK: What is forecast

  private mutating func tell(_ firm: borrowing Firm, _ week: Int) {
    let left = max(0, Int(firm[.periodLength] - firm[.periodWeek]))
    var now = ForecastWeek(periodWeek: Int(firm[.periodWeek]), periodEnd: week + left, booked: booked)
    let belief = firm[.belief], chance = firm[.winChance]
    for row in rows where deals[row.deal].outcome == nil {
      let deal = deals[row.deal], stage = Int(deal.stage), seat = Int(deal.seat)
      let believed = deal.value * odds.chance(stage: stage, odds: deal.impression * StageOdds.odds(belief[seat]))
      let expected = deal.value * odds.chance(stage: stage, odds: StageOdds.odds(chance[seat]))
      let share = odds.share(stage: stage, within: left)
      now.open += 1
      now.openValue += deal.value
      now.forecast += believed
      now.expected += expected
      now.periodForecast += share * believed
      now.periodExpected += share * expected
    }
    for index in overdue where deals[index].isChased {
      let deal = deals[index]
      now.chased += 1
      now.chasedForecast +=
        deal.value * odds.chance(stage: Int(deal.stage), odds: deal.impression * StageOdds.odds(belief[Int(deal.seat)]))
    }
    weeks.append(now)
  }

  /// Records, at the trial's end, what became of the deals that were open in each week.
  package mutating func settle() {
    for deal in deals {
      let isOpen = deal.outcome == nil
      guard isOpen || deal.outcome == .won else { continue }
      for week in Int(deal.born)..<(isOpen ? weeks.count : Int(deal.ended)) {
        if isOpen {
          weeks[week].unsettled += deal.value
        } else {
          weeks[week].realised += deal.paid
          if Int(deal.ended) <= weeks[week].periodEnd { weeks[week].periodRealised += deal.paid }
        }
      }
    }
  }
}
