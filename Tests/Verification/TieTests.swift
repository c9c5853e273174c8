import PortableMath
import RandomStreams
import Testing

@testable import SalesForce

@Suite("Ties: meeting, helping, being recognised")
struct TieTests {
  /// A firm whose network is laid and in which all meet all they are tied to, every week.
  private static func bench(
    seats: Int, span: Int, _ parameters: [String: Double] = [:], levers: [LeverName: Double] = [:], trial: UInt32 = 0
  ) -> Bench {
    var bench = Bench(
      seats: seats, span: span, trial: trial,
      parameters.merging(["ties.structured_rate": 50]) { given, _ in given },
      levers: [.meetings: 2].merging(levers) { $1 })
    bench.start(Ties.self)
    return bench
  }

  /// Sets all ties to a strength.
  private static func tie(_ firm: borrowing Firm, _ strength: Double) {
    for kind in AdviceNetwork.kinds {
      for seat in 0..<firm.seats { firm[kind.strength][seat] = firm[kind.contact][seat] < 0 ? 0 : strength }
    }
  }

  @Test("V6: help stops where what comes back is less than .0342 of the lift, the cost of a stronger rival")
  func contestSuppressesHelp() {
    let cost = known("V6", "cost_per_lift")
    for side in [0.99, 1.01] {
      // All ten compete and sit in one team; ready to help whenever it pays.
      var bench = Self.bench(
        seats: 10, span: 10, ["ties.reciprocity": 1, "ties.readiness": 1], levers: [.contest: 2])
      Self.tie(bench.firm, 0.8)
      bench.firm[.slope].fill(cost * side / 0.8)
      bench.firm[.motivation].fill(0)
      bench.beginWeek()
      bench.pass(Ties.self)
      // Ten seats own a tie of this week's kind each; help goes both ways.
      expectExact("V6", "helps with a benefit of \(side) × the cost", bench.firm[.helps], side > 1 ? 20 : 0)
    }
  }

  @Test("Pair and team pay bring back help that a contest has ended, among those whom they pay")
  func sharedPay() {
    func helps(_ levers: [LeverName: Double]) -> Double {
      var bench = Self.bench(
        seats: 20, span: 10, ["ties.readiness": 1, "ties.reciprocity": 0], levers: levers)
      bench.beginWeek()
      bench.pass(Ties.self)
      return bench.firm[.helps]
    }
    let contest: [LeverName: Double] = [.contest: 2, .commission: 0.2]
    #expect(helps(contest) == 0)
    #expect(helps(contest.merging([.teamShare: 1]) { $1 }) == 40)
    // Each seat helps the one on whom it is paid.
    #expect(helps(contest.merging([.pairPay: 1]) { $1 }) == 20)
  }

  @Test("Pairs meet as often as their rate says, and a tie settles where gain and decay balance")
  func meetingRate() {
    var bench = Self.bench(
      seats: 2_000, span: 10,
      [
        "ties.structured_rate": 0.2, "ties.meeting_rate": 0, "ties.readiness": 0, "ties.meeting_gain": 0.3,
        "ties.decay": 0.1,
      ], levers: [.meetings: 1])
    let p = 1 - Portable.exp(-0.6), fade = Portable.exp(-0.3)
    // Every third week E w′ = (w + η p (1 − w)) e^{−3δ}.
    let settled = fade * 0.3 * p / (1 - fade * (1 - 0.3 * p))
    for week in 0..<151 { bench.pass(Ties.self, week: week) }
    let sample = Sample((0..<2_000).map { bench.firm[.nearTie][$0] })
    expect("ties", "settled strength", sample, settled, sharp: 0.03)
  }

  @Test("The network: four colleagues of the team and two others, each tie one way and back")
  func network() {
    for (seats, span) in [(64, 8), (10, 10), (9, 4), (5, 1), (2, 2), (3, 3), (1, 1), (40, 7)] {
      var bench = Self.bench(seats: seats, span: span)
      for kind in AdviceNetwork.kinds {
        let contact = bench.firm[kind.contact]
        var targets = Set<Int>()
        for seat in 0..<seats where contact[seat] >= 0 {
          let other = Int(contact[seat])
          #expect(other != seat && other < seats)
          #expect((other / span == seat / span) == kind.isWithinTeam)
          #expect(targets.insert(other).inserted, "two ties of a kind to seat \(other)")
        }
      }
      let near = bench.firm[.nearContact], next = bench.firm[.nextContact]
      for seat in 0..<seats {
        let team = min(span, seats - seat / span * span)
        #expect((near[seat] >= 0) == (team >= 2))
        #expect((next[seat] >= 0) == (team >= 5))
        if team >= 5 { #expect(next[seat] == near[Int(near[seat])]) }
      }
      bench.pass(Ties.self)
      for seat in 0..<seats { #expect(bench.firm[.tieStrength][seat] <= 1) }
    }
  }

  @Test("A seller who is helped has a partner, the most skilled of the helpers, and learns from their lead")
  func partner() {
    var bench = Self.bench(
      seats: 8, span: 8, ["ties.readiness": 1, "ties.structured_rate": 50], levers: [.meetings: 2])
    for seat in 0..<8 { bench.firm[.skill][seat] = 0.1 * Double(seat) }
    bench.pass(Ties.self)
    let near = bench.firm[.nearContact]
    for seat in 0..<8 {
      // Both contacts help: with readiness 1 at reference effort nobody holds back.
      var colleagues = [Int(near[seat])]
      for other in 0..<8 where Int(near[other]) == seat { colleagues.append(other) }
      let best = colleagues.max() ?? -1
      #expect(bench.firm[.partner][seat] == Double(best))
      let ahead = max(0, bench.firm[.skill][best] - bench.firm[.skill][seat])
      #expect((bench.firm[.peerSkill][seat] - ahead).magnitude < 1e-12)
    }
  }

  @Test("Sellers who leave take their ties along: a vacant seat meets nobody and a newcomer starts as a stranger")
  func leaving() {
    var bench = Self.bench(seats: 16, span: 8)
    bench.firm[.filled][3] = 0
    bench.firm[.goodwill][5] = 4
    bench.firm[.tenure][5] = 0
    for week in 0..<3 { bench.pass(Ties.self, week: week) }
    #expect(bench.firm[.tieStrength][3] == 0)
    #expect(bench.firm[.goodwill][3] == 0)
    #expect(bench.firm[.partner][3] == -1)
    #expect(bench.firm[.helpHours][3] == 0)
    var friends = 0
    for kind in AdviceNetwork.kinds {
      for seat in 0..<16 where Int(bench.firm[kind.contact][seat]) == 3 {
        #expect(bench.firm[kind.strength][seat] == 0)
        friends += 1
      }
    }
    #expect(friends > 0)
    // The newcomer has met colleagues once, no more: every tie is that of one meeting.
    let once = (0.15 + 0.15) * Portable.exp(-0.18)
    #expect(bench.firm[.tieStrength][5] > 0)
    #expect(bench.firm[.tieStrength][5] <= once + 1e-12)
    #expect(bench.firm[.goodwill][5] < 1)
    for seat in 0..<16 { #expect(Int(bench.firm[.partner][seat]) != 3) }
  }

  @Test("Goodwill follows recognition: the sociable, the horizontal and the helpful are liked more")
  func goodwill() {
    var bench = Self.bench(seats: 3, span: 1, ["ties.recognised_help": 0])
    bench.firm[.sociability][1] = 1
    bench.firm[.horizontality][1] = 1
    bench.firm[.supportDrive][2] = 0.5
    for week in 0..<600 { bench.pass(Ties.self, week: week) }
    expectExact("ties", "goodwill of a reference seller", bench.firm[.goodwill][0], 1)
    expectExact("ties", "goodwill of a sociable one", bench.firm[.goodwill][1], Portable.exp(0.4))
    expectExact("ties", "goodwill of one who helps half as much", bench.firm[.goodwill][2], 0.5)
  }
}
