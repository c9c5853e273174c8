import PortableMath
import Testing

@testable import SalesForce

/// How long hires take to book a month's share of their quota, by hand.
@Suite struct RampTests {
  private struct Hire {
    let seat, week: Int
    /// Weeks after which they leave; nil where they stay.
    var leaves: Int?
    /// Month from which on they sell.
    let sellsFrom: Int
  }

  /// Weeks after which a month is over: 4, 4 and 5 weeks.
  private static func month(ofWeek week: Int) -> Int {
    (1...).first { week <= [0, 4, 8, 13][$0 % 3 == 0 ? 3 : $0 % 3] + 13 * (($0 - 1) / 3) } ?? 0
  }

  /// A firm of one seller a seat, in which hires sell exactly their quota from some month on, and nothing before.
  private func months(_ hires: [Hire], weeks: Int = 150, warmUp: Int = 10, period: Double = 13) -> Ramp.Months {
    let organisation = Organisation(seats: 6, span: 3)
    var firm = Firm(organisation)
    var ramp = Ramp(organisation, Horizon(weeks: weeks, warmUp: warmUp), salesUnit: 40)
    ramp.begin()
    firm[.periodLength] = period
    firm[.fullQuota].fill(1.5)
    firm[.tenure].fill(200)
    for week in 0..<weeks {
      for seat in 0..<6 {
        firm[.tenure][seat] += 1
        firm[.sales][seat] = 1e-9
      }
      for hire in hires where week >= hire.week {
        let tenure = week - hire.week
        if tenure == 0 { firm.person[hire.seat] = Identity.person(seat: UInt32(hire.seat), hire: UInt32(hire.week)) }
        firm[.tenure][hire.seat] = Double(tenure)
        firm[.filled][hire.seat] = hire.leaves.map { tenure >= $0 } ?? false ? 0 : 1
        let sells = tenure > 0 && Self.month(ofWeek: tenure) >= hire.sellsFrom
        firm[.sales][hire.seat] = sells ? 40 * 1.5 / period * 1.000_001 : 0
      }
      ramp.observe(firm, week: week)
    }
    return ramp.found
  }

  @Test("A hire's number is the first month in which they book the same weeks' share of their quota")
  func number() {
    for month in 1...15 {
      for period in [4.0, 13, 26] {
        #expect(months([Hire(seat: 1, week: 12, sellsFrom: month)], period: period).numbers == [Double(month)])
      }
    }
    #expect(months([Hire(seat: 1, week: 12, sellsFrom: 16)]).numbers == [.infinity])
  }

  @Test("Leaving before is no success; whoever takes the seat next is another hire")
  func leavers() {
    let hires = [
      Hire(seat: 0, week: 20, leaves: 9, sellsFrom: 5), Hire(seat: 0, week: 32, sellsFrom: 2),
      Hire(seat: 2, week: 20, leaves: 30, sellsFrom: 2),
    ]
    #expect(months(hires).numbers == [2, 2, .infinity])
  }

  @Test("Hires of the warm-up, or too late to be watched for fifteen months, do not count")
  func window() {
    for (week, counts) in [(9, false), (10, true), (83, true), (84, false), (120, false)] {
      #expect(months([Hire(seat: 4, week: week, sellsFrom: 1)]).numbers.count == (counts ? 1 : 0), "week \(week)")
    }
    #expect(months([]).median.isNaN && months([]).share { $0 <= 3 }.isNaN)
  }

  @Test("The median is the lower one, above fifteen where half never did; shares count those who never did as slow")
  func summaries() {
    let some = Ramp.Months(numbers: [2, 3, 5, 14])
    #expect(some.median == 3 && some.share { $0 <= 3 } == 0.5 && some.share { $0 > 12 } == 0.25)
    #expect(Ramp.Months(numbers: [4]).median == 4)
    let few = Ramp.Months(numbers: [1, .infinity, .infinity])
    #expect(few.median == 16 && few.share { $0 > 12 } == 2.0 / 3)
  }

  @Test("A trial starts with nobody watched")
  func fresh() {
    let organisation = Organisation(seats: 2, span: 2)
    var firm = Firm(organisation)
    var ramp = Ramp(organisation, Horizon(weeks: 100, warmUp: 0), salesUnit: 1)
    firm[.periodLength] = 13
    firm[.tenure].fill(0)
    firm.person[0] = Identity.person(seat: 0, hire: 1)
    ramp.begin()
    ramp.observe(firm, week: 0)
    ramp.begin()
    firm[.tenure].fill(1)
    firm[.sales].fill(9)
    for week in 1..<90 {
      ramp.observe(firm, week: week)
      for seat in 0..<2 { firm[.tenure][seat] += 1 }
    }
    #expect(ramp.found.numbers.isEmpty)
  }
}
