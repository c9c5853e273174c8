import PortableMath
import RandomStreams
import Testing

@testable import SalesForce

@Suite("Adoption: hearing of a tool, waiting for others, trying, staying")
struct AdoptionTests {
  /// Sellers who know of the tool and whom nothing moves but what a test sets.
  private static func bench(
    seats: Int, span: Int = 8, _ parameters: [String: Double] = [:], levers: [LeverName: Double] = [:],
    stage: Double = ChangeStage.resistance
  ) -> Bench {
    let still: [String: Double] = [
      "adoption.innovation": 0, "adoption.imitation": 0, "adoption.conviction": 0, "adoption.momentum": 0,
      "adoption.pilot_share": 0, "adoption.threshold_sd": 0, "adoption.habit": 0, "hours.base": 15,
      "hours.administration": 10,
    ]
    var bench = Bench(
      seats: seats, span: span, still.merging(parameters) { $1 }, levers: [.tools: 1].merging(levers) { $1 })
    bench.start(Adoption.self)
    bench.firm[.changeStage].fill(stage)
    return bench
  }

  private static func users(_ bench: borrowing Bench) -> Int {
    (0..<bench.firm.seats).count { bench.firm[.changeStage][$0] >= ChangeStage.exploration }
  }

  @Test("3.11: weeks from denial to commitment are those of the fundamental matrix")
  func chain() {
    let (heard, begin, commit, giveUp) = (0.15, 0.2, 0.125, 0.05)
    var bench = Self.bench(
      seats: 4_096,
      [
        "adoption.reception": heard, "adoption.mentions": 1, "adoption.innovation": begin,
        "adoption.commitment": commit, "adoption.disappointment": giveUp,
      ], stage: ChangeStage.denial)
    var weeks = [Double](repeating: .nan, count: 4_096)
    for week in 1...400 {
      bench.pass(Adoption.self, week: week)
      for seat in 0..<4_096 where weeks[seat].isNaN && bench.firm[.changeStage][seat] == ChangeStage.commitment {
        weeks[seat] = Double(week)
      }
    }
    // From exploration (1 + g/r)/x, from resistance 1/r more, from denial another 1/d.
    let mean = 1 / heard + 1 / begin + (1 + giveUp / begin) / commit
    expect("3.11", "weeks to commitment", Sample(weeks), mean, sharp: 1.2)
  }

  @Test("3.10: who has long worked without it waits for more others, and so begins later")
  func habit() {
    for slope in [0.0, 0.4] {
      var bench = Self.bench(
        seats: 2_000,
        [
          "adoption.threshold": 0.05, "adoption.threshold_sd": 0.1, "adoption.visibility": 1, "adoption.habit": slope,
          "adoption.conviction": 0.1, "adoption.imitation": 0.02, "adoption.innovation": 0.002,
          "adoption.disappointment": 0,
        ])
      var weeks = [Double](repeating: 300, count: 2_000)
      for seat in 0..<2_000 { bench.firm[.tenure][seat] = seat % 2 == 0 ? 10 : 520 }
      for week in 0..<300 {
        bench.pass(Adoption.self, week: week)
        for seat in 0..<2_000 where bench.firm[.changeStage][seat] >= ChangeStage.exploration {
          weeks[seat] = min(weeks[seat], Double(week))
        }
      }
      let (young, old) = (
        Sample(stride(from: 0, to: 2_000, by: 2).map { weeks[$0] }),
        Sample(stride(from: 1, to: 2_000, by: 2).map { weeks[$0] })
      )
      let error = (young.variance / 1_000 + old.variance / 1_000).squareRoot()
      if slope == 0 {
        #expect((old.mean - young.mean).magnitude < 4 * error)
      } else {
        #expect(old.mean - young.mean > 8 * error)
      }
    }
  }

  @Test("Tools give hours to those who work with them and take hours from those who learn, in proportion")
  func hours() {
    for tools in [1.0, 0.5] {
      var bench = Self.bench(
        seats: 4, ["adoption.commitment": 0, "adoption.disappointment": 0], levers: [.tools: tools, .voice: 1])
      for seat in 0..<4 { bench.firm[.changeStage][seat] = Double(seat) }
      bench.pass(Adoption.self)
      bench.pass(Hours.self)
      let hours = bench.firm[.sellingHours], plain = 45 - 25 - 0.5
      for (seat, change) in [(1, 0.0), (2, -2), (3, 1)] {
        expectExact("1.13", "hours, stage \(seat)", hours[seat], plain + change * tools)
      }
    }
  }

  @Test("A tool that is taken away is forgotten, and comes back as something new")
  func withdrawal() {
    var bench = Self.bench(seats: 40, ["adoption.pilot_share": 0.25, "adoption.disappointment": 0])
    bench.pass(Adoption.self, week: 0)
    #expect(Self.users(bench) == 10)
    bench[.tools] = 0
    bench.beginWeek()
    bench.pass(Adoption.self, week: 1)
    #expect(Self.users(bench) == 0)
    #expect(bench.firm[.toolUsers] == 0 && bench.firm[.toolGrowth] == 0)
    #expect((0..<40).allSatisfy { bench.firm[.toolHours][$0] == 0 })
    bench[.tools] = 1
    bench.pass(Adoption.self, week: 2)
    #expect(Self.users(bench) == 10)
  }

  @Test("3.17: pilots are as many as said; with seeding those of strong ties and a record, without it anybody")
  func pilots() {
    func chosen(_ seeding: Double) -> [Int] {
      var bench = Self.bench(
        seats: 60, ["adoption.pilot_share": 0.1, "adoption.commitment": 0, "adoption.disappointment": 0],
        levers: [.seeding: seeding])
      for seat in 0..<60 {
        bench.firm[.tieStrength][seat] = 0.3 + 0.005 * Double(seat)
        bench.firm[.salesRate][seat] = 1 + (seat >= 50 ? 1 : 0)
      }
      bench.firm[.filled][59] = 0
      bench.pass(Adoption.self)
      return (0..<60).filter { bench.firm[.changeStage][$0] == ChangeStage.exploration }
    }
    #expect(chosen(1) == [53, 54, 55, 56, 57, 58])
    let lot = chosen(0)
    #expect(lot.count == 6 && lot != chosen(1) && lot.contains { $0 < 50 })
  }

  @Test("3.42: a rise counts for a quarter, fading by a thirteenth a week, and draws others in")
  func momentum() {
    var bench = Self.bench(
      seats: 40, ["adoption.pilot_share": 0.25, "adoption.commitment": 0, "adoption.disappointment": 0])
    for week in 0..<9 { bench.pass(Adoption.self, week: week) }
    expectExact(
      "3.42", "growth after nine weeks", bench.firm[.toolGrowth], 0.25 * (0..<8).reduce(1) { a, _ in a * 12 / 13 })
    for momentum in [0.0, 0.5] {
      var crowd = Self.bench(
        seats: 40,
        [
          "adoption.pilot_share": 0.25, "adoption.threshold": 0.35, "adoption.visibility": 1,
          "adoption.conviction": 1, "adoption.momentum": momentum, "adoption.disappointment": 0,
        ])
      crowd.pass(Adoption.self)
      // A quarter in use, and it came at once: .25 + μ·.25 against .35.
      #expect(Self.users(crowd) == (momentum == 0 ? 10 : 40))
    }
  }

  @Test("3.37: a full voice lowers what sellers wait for by a tenth, and tells headquarters of the direction")
  func voice() {
    for (voice, moved) in [(0.0, false), (0.49, false), (0.51, true), (1, true)] {
      var bench = Self.bench(
        seats: 40,
        [
          "adoption.pilot_share": 0.25, "adoption.threshold": 0.3, "adoption.visibility": 1, "adoption.conviction": 1,
          "adoption.disappointment": 0, "adoption.proposals": 0.05,
        ], levers: [.voice: voice])
      bench.pass(Adoption.self)
      #expect(Self.users(bench) == (moved ? 40 : 10), "voice \(voice)")
      let before = bench.firm[.headquartersVariance][3]
      bench.start(Direction.self)
      let prior = bench.firm[.headquartersVariance][3] + 0.1
      #expect(before == 0)
      bench.pass(Direction.self)
      // The filter rests at variance 1 with an observation of precision 1 − 1/1.1.
      expectExact(
        "3.37", "variance of headquarters", bench.firm[.headquartersVariance][3],
        1 / (1 / prior + (1 - 1 / 1.1) + 0.05 * voice))
    }
  }

  @Test("Sellers who leave use nothing, and newcomers begin at the beginning, with opinions of their own")
  func people() {
    var bench = Self.bench(
      seats: 8, ["adoption.threshold_sd": 0.1], stage: ChangeStage.commitment)
    bench.firm[.filled][2] = 0
    bench.firm[.tenure][5] = 0
    bench.firm[.threshold][5] = 9
    bench.beginWeek()
    bench.pass(Adoption.self)
    #expect(bench.firm[.changeStage][2] == ChangeStage.denial)
    #expect(bench.firm[.toolHours][2] == 0 && bench.firm[.proposals][2] == 0)
    #expect(bench.firm[.changeStage][5] <= ChangeStage.resistance)
    #expect(bench.firm[.threshold][5] < 1)
    #expect(bench.firm[.toolUsers] == 6)
  }

  @Test("Sellers who use the tool speak for it, the more the better their record")
  func talk() {
    for record in [1.0, 3] {
      var bench = Self.bench(
        seats: 2, span: 2, ["adoption.stubbornness": 1, "adoption.commitment": 0, "adoption.disappointment": 0])
      bench.firm[.nearContact][1] = 0
      bench.firm[.nearTie][1] = 1
      bench.firm[.changeStage][0] = ChangeStage.commitment
      bench.firm[.salesRate][0] = record * Reference.quota
      bench.firm[.threshold][1] = 0.5
      bench.pass(Adoption.self)
      expectExact("3.1", "what a colleague waits for", bench.firm[.threshold][1], 0.5 / (1 + record))
    }
  }
}
