import PortableMath
import RandomStreams
import Testing

@testable import SalesForce

@Suite("Coaching: trust, threat, mentors, reviews and rankings")
struct CoachingTests {
  private static func coached(
    _ levers: [LeverName: Double], seats: Int = 4_000, weeks: Int = 150, _ parameters: [String: Double] = [:]
  ) -> Bench {
    var bench = Bench(seats: seats, parameters, levers: levers)
    bench.start(Endowment.self)
    bench.start(Coaching.self)
    for week in 0..<weeks { bench.pass(Coaching.self, week: week) }
    return bench
  }

  private static func mean(_ bench: borrowing Bench, _ key: SellerColumn) -> Double {
    bench.firm.sellersMean(key) ?? .nan
  }

  @Test("Without a coach, a reviewer or anybody watching nothing is said")
  func silence() {
    let bench = Self.coached([:], seats: 64, weeks: 20)
    for key in [
      SellerColumn.coachGain, .coachSignal, .candour, .feedbackDrive, .mentor, .mentorHours, .attention, .trust,
    ] {
      #expect((0..<64).allSatisfy { bench.firm[key][$0] == key.card.neutral }, "\(key)")
    }
  }

  @Test("Trust is what promises kept by a skilled coach come to: its mean follows from the managers")
  func trust() {
    let bench = Self.coached([.coaching: 2], seats: 20_000, weeks: 200)
    let skill = bench.firm[.managerCoaching], reliability = bench.firm[.managerReliability]
    var gap = Sample()
    for seat in 0..<20_000 {
      gap.add(bench.firm[.trust][seat] - min(1, 0.7 * reliability[seat]) / 0.7 * skill[seat])
    }
    expect("2.11", "trust less kept promises × skill", gap, 0, sharp: 0.02)
    let kept = Sample((0..<20_000).map { bench.firm[.trust][$0] })
    report("2.11", "trust", kept)
  }

  @Test("2.11: the same words help from a trusted critic and harm from a feared one; a third are harmed by reviews")
  func critics() {
    let coached = Self.coached([.coaching: 2])
    let watched = Self.coached([.coaching: 2, .monitoring: 1])
    let safe = Self.coached([.coaching: 2, .monitoring: 1, .safety: 1])
    #expect(Self.mean(coached, .candour) > 1.2)
    #expect(Self.mean(watched, .candour) < Self.mean(safe, .candour))
    #expect(Self.mean(watched, .coachGain) < Self.mean(safe, .coachGain))
    #expect(Self.mean(safe, .coachGain) < Self.mean(coached, .coachGain))

    // Threats at which about a third are harmed, as in Kluger & DeNisi 1996.
    let feared = ["coaching.watch_threat": 0.6, "coaching.review_threat": 0.6]
    let reviewed = Self.coached([.coaching: 1, .reviews: 3, .monitoring: 0.3], feared)
    let drive = (0..<4_000).map { reviewed.firm[.feedbackDrive][$0] }
    let harmed = Sample(drive.map { $0 < 0 ? 1 : 0 })
    report("2.11", "share whom reviews harm", harmed)
    #expect((0.2...0.45).contains(harmed.mean))
    #expect(Sample(drive).mean > 0)
    let gentle = Self.coached([.coaching: 1, .reviews: 3, .monitoring: 0.3, .safety: 0.7], feared)
    #expect(Sample((0..<4_000).map { gentle.firm[.feedbackDrive][$0] < 0 ? 1 : 0 }).mean < 0.5 * harmed.mean)
  }

  @Test("2.12: an outsider is trusted more where the manager watches, and knows less")
  func outsiders() {
    let inside = Self.coached([.coaching: 2, .monitoring: 0.8])
    let outside = Self.coached([.coaching: 2, .monitoring: 0.8, .coachSource: 1])
    #expect(Self.mean(outside, .trust) > 1.2 * Self.mean(inside, .trust))
    #expect(Self.mean(outside, .candour) > Self.mean(inside, .candour))
    #expect(Self.mean(outside, .coachSignal) < 0.7 * Self.mean(inside, .coachSignal))
  }

  @Test("1.12: mentors go to newcomers one each, the best first; those who ask are abler than the rest")
  func mentors() {
    func paired(_ choice: Double) -> Bench {
      var bench = Bench(seats: 4_000, levers: [.mentoring: choice])
      bench.start(Endowment.self)
      bench.start(Coaching.self)
      for seat in 0..<4_000 {
        let isNew = seat % 8 < 2
        bench.firm[.tenure][seat] = isNew ? 5 : 100
        bench.firm[.skill][seat] = isNew ? 0.2 : 0.3 + 0.1 * Double(seat % 8 - 2)
      }
      bench.draws.normal(
        entity: bench.firm.seatIdentity, week: .same(0), process: 905, draw: .same(0), into: bench.firm[.talent])
      for seat in 0..<4_000 { bench.firm[.talent][seat] *= 0.26 }
      bench.pass(Coaching.self)
      return bench
    }
    let broad = paired(2), some = paired(1)
    var firsts = 0
    for first in stride(from: 0, to: 4_000, by: 8) {
      for place in 0..<8 {
        #expect(broad.firm[.mentorHours][first + place] == ([0, 1, 6, 7].contains(place) ? 0.5 : 0))
        if place > 1 { #expect(broad.firm[.mentor][first + place] == -1) }
      }
      // Whoever has the better lot gets the best senior, seat 7, the other the next.
      let guides = (broad.firm[.mentor][first] - Double(first), broad.firm[.mentor][first + 1] - Double(first))
      #expect(guides == (7, 6) || guides == (6, 7))
      firsts += guides.0 > guides.1 ? 1 : 0
    }
    // Of 500 teams, half within four standard errors.
    #expect((Double(firsts) / 500 - 0.5).magnitude < 4 * 0.5 / 500.0.squareRoot())
    let newcomers = (0..<4_000).filter { $0 % 8 < 2 }
    let asking = Sample(newcomers.filter { some.firm[.mentor][$0] >= 0 }.map { some.firm[.talent][$0] })
    let shy = Sample(newcomers.filter { some.firm[.mentor][$0] < 0 }.map { some.firm[.talent][$0] })
    #expect(asking.count > 250 && shy.count > 250)
    let error = (asking.variance / Double(asking.count) + shy.variance / Double(shy.count)).squareRoot()
    #expect(asking.mean - shy.mean > 4 * error)
  }

  @Test("Mentoring costs both their hours, in the week after")
  func mentoringHours() {
    var bench = Bench(seats: 2, span: 2, levers: [.mentoring: 2])
    bench.firm[.tenure][0] = 1
    bench.firm[.skill][0] = 0.2
    for _ in 0..<2 {
      bench.pass(Hours.self)
      bench.pass(Coaching.self)
    }
    var alone = Bench(seats: 2, span: 2)
    alone.pass(Hours.self)
    for seat in 0..<2 {
      expectExact("1.12", "selling hours", bench.firm[.sellingHours][seat], alone.firm[.sellingHours][seat] - 0.5)
    }
  }

  @Test("Rankings: the last are moved to catch up, the first rest; named, pride and shame come on top")
  func rankings() {
    func drives(_ ranking: Double, safety: Double = 0) -> [Double] {
      var bench = Bench(seats: 4, span: 4, ["coaching.ego_log_sd": 0], levers: [.ranking: ranking, .safety: safety])
      bench.start(Coaching.self)
      for (seat, sales) in [1.0, 2, 2, 3].enumerated() { bench.firm[.salesRate][seat] = sales }
      bench.pass(Coaching.self)
      return (0..<4).map { bench.firm[.feedbackDrive][$0] }
    }
    #expect(drives(0) == [0, 0, 0, 0])
    #expect(drives(1) == [0.05, 0, 0, -0.05])
    #expect(drives(2) == [0, 0, 0, 0])
    #expect(drives(2, safety: 1) == [0.05, 0, 0, 0])
  }

  @Test("Attention raises the odds of deals by κ_c √(hours per open deal) × coach × net trust, and by nothing without")
  func attention() {
    for (hours, source) in [(0.0, 0.0), (1, 0), (4, 0), (4, 1)] {
      var bench = Bench(
        seats: 5, ["coaching.deal_care": 0.4, "coaching.trust_speed": 0, "coaching.ego_log_sd": 0],
        levers: [.coaching: hours, .coachSource: source])
      bench.firm[.managerCoaching].fill(1.5)
      let open = [0, 0.5, 1, 4, 30.0], trust = [1, 1, 0.8, 0.5, 0]
      for seat in 0..<5 {
        bench.firm[.openDeals][seat] = open[seat]
        bench.firm[.trust][seat] = trust[seat]
      }
      bench.pass(Coaching.self)
      for seat in 0..<5 {
        let coach = source == 1 ? 1 : 1.5
        expectExact(
          "attention", "\(hours) hours, \(open[seat]) deals", bench.firm[.attention][seat],
          1 + 0.4 * (hours / max(1, open[seat])).squareRoot() * coach * trust[seat], to: 1e-14)
      }
      #expect(bench.firm[.attention][4] == 1, "who is not trusted helps nobody")
    }
  }

  @Test("A coach who is feared more than trusted takes nothing from deals, and what is taken care of advances so")
  func attentionAndDeals() {
    var feared = Bench(
      seats: 2, ["coaching.deal_care": 0.4, "coaching.trust_speed": 0], levers: [.coaching: 4, .monitoring: 1])
    feared.firm[.trust].fill(0.01)
    feared.firm[.ego].fill(20)
    feared.pass(Coaching.self)
    #expect(feared.firm[.attention][0] == 1 && feared.firm[.coachGain][0] < 1)

    for attention in [1, 1.7] {
      var bench = Bench(
        seats: 400,
        [
          "prospecting.arrival_rate": 40, "prospecting.size_odds": 0, "prospecting.size_pace": 0,
          "common.merit_log_sd": 0,
        ])
      bench.pass(Prospecting.self)
      bench.firm[.effort].fill(bench.common.referenceEffort)
      bench.firm[.attention].fill(attention)
      bench.pass(Pipeline.self)
      let stages = bench.common.stages, up = attention * stages.advance[1]
      let out = stages.loss[1] + stages.undecided[1], found = Int(bench.firm[.createdTotal])
      let moved = (0..<bench.firm.opportunities.count).filter { bench.firm.opportunities.stage[$0] == 2 }.count
      expect(
        "attention", "advance at \(attention)", Sample((0..<found).map { $0 < moved ? 1 : 0 }),
        -Portable.expm1(-(up + out)) * up / (up + out), sharp: 0.02)
    }
  }
}
