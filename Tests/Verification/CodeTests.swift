import PortableMath
import RandomStreams
import Testing

@testable import SalesForce

@Suite("The firm's code: learning from it, teaching it")
struct CodeTests {
  /// March's closed organisation as a firm: nobody comes or goes, the market rests, headquarters is silent.
  private static let closed: [String: Double] = [
    "code.headquarters_voice": 0, "code.change_rate": 0, "code.initial_views": 2.0 / 3, "code.initial_accuracy": 0.5,
    "code.socialisation": 0.1, "code.code_learning": 0.5,
  ]
  /// The least weight at which a code is kept.
  private static let field = 1e-6

  private static func bench(
    _ parameters: [String: Double] = [:], levers: [LeverName: Double] = [.hqWeight: field], seats: Int = 50,
    trial: UInt32 = 0
  ) -> Bench {
    var bench = Bench(seats: seats, span: 10, trial: trial, closed.merging(parameters) { $1 }, levers: levers)
    bench.start(Code.self)
    return bench
  }

  private static func live(_ bench: inout Bench, months: Int, from first: Int = 0) {
    for month in first..<first + months { bench.pass(Code.self, week: month * Code.month) }
  }

  private static func codeKnowledge(_ bench: borrowing Bench) -> Double {
    let reality = UInt32(bench.firm[.reality])
    return Double(bench.firm.code.score(against: reality)) / 30
  }

  @Test("V31 in the firm: a closed organisation ends where March's does", arguments: [(0.1, 0.5), (0.5, 0.5)])
  func march(learning: Double, teaching: Double) {
    let ends = (0..<60).map { trial in
      var bench = Self.bench(
        ["code.socialisation": learning, "code.code_learning": teaching], trial: UInt32(trial))
      Self.live(&bench, months: 150)
      return Self.codeKnowledge(bench)
    }
    expect(
      "V31", "knowledge of the code, p₁ \(learning)", Sample(ends), known("V31", "p1_\(learning)_p2_\(teaching)"),
      sharp: 0.08)
  }

  @Test("1.14: newcomers keep a firm from going stale where the market moves, and only there")
  func turnover() {
    func knowledge(change: Double, exits: Double, _ trial: Int) -> Double {
      var bench = Self.bench(
        ["code.change_rate": change, "code.newcomer_views": 2.0 / 3, "code.socialisation": 0.5],
        trial: UInt32(trial))
      var sum = 0.0
      for month in 0..<240 {
        for seat in 0..<50 {
          let luck = bench.draws.uniform(
            at: DrawAddress(entity: UInt32(seat), week: UInt32(month), process: 940, draw: 0))
          bench.firm[.tenure][seat] = luck < exits ? 0 : 10
          if luck < exits { bench.firm.person[seat] += 1 }
        }
        Self.live(&bench, months: 1, from: month)
        if month >= 120 { sum += Self.codeKnowledge(bench) / 120 }
      }
      return sum
    }
    func gain(_ change: Double) -> Sample {
      Sample(
        (0..<16).map { knowledge(change: change, exits: 0.04, $0) - knowledge(change: change, exits: 0, $0) })
    }
    let moving = gain(0.005), still = gain(0)
    report("1.14", "gain of turnover in a moving market", moving)
    report("1.14", "gain of turnover in a market at rest", still)
    #expect(moving.mean > 4 * moving.standardError)
    #expect(moving.mean - still.mean > 4 * (moving.variance / 16 + still.variance / 16).squareRoot())
  }

  @Test("Headquarters alone writes its own view into the code; with no weight nobody writes or reads")
  func weights() {
    var push = Self.bench(["code.code_learning": 1, "code.headquarters_voice": 1], levers: [.hqWeight: 1])
    Self.live(&push, months: 1)
    #expect(push.firm.code.positive == UInt32(push.firm[.headquartersViews]))
    #expect(push.firm.code.held == UInt32.max >> 2)
    push[.hqWeight] = 0
    push.firm[.headquartersViews] = 0
    let kept = push.firm.code
    Self.live(&push, months: 20, from: 1)
    #expect(push.firm.code == kept)
    // Nobody learns from a handbook that nobody keeps; with any weight, certain learners all come to hold it.
    for weight in [0, 1e-9] {
      var followers = Self.bench(
        ["code.socialisation": 1, "code.code_learning": 0], levers: [.hqWeight: weight])
      followers.firm.code = kept
      let before = (0..<50).map { followers.firm.views($0) }
      Self.live(&followers, months: 2)
      for seat in 0..<50 { #expect(followers.firm.views(seat) == (weight > 0 ? kept : before[seat])) }
    }
  }

  @Test("3.30: where obedience counts, fewer are listened to; where nothing else counts, the code is what it was")
  func loyalty() {
    func months(_ loyalty: Double, _ trial: Int) -> Double {
      var bench = Self.bench(levers: [.hqWeight: Self.field, .loyalty: loyalty], trial: UInt32(trial))
      for month in 0..<100 {
        Self.live(&bench, months: 1, from: month)
        if Self.codeKnowledge(bench) >= 0.6 { return Double(month) }
      }
      return 100
    }
    let later = Sample((0..<30).map { months(0.4, $0) - months(0, $0) })
    #expect(later.mean > 4 * later.standardError)
    var blind = Self.bench(levers: [.hqWeight: Self.field, .loyalty: 1])
    Self.live(&blind, months: 30)
    #expect(blind.firm.code == .none)
  }

  @Test("The market's turns are the same whatever the regime, as many as their rate says")
  func market() {
    func path(_ levers: [LeverName: Double], turbulence: Double = 1) -> [Double] {
      var bench = Self.bench(["code.change_rate": 0.01], levers: levers, seats: 2)
      bench.firm[.turbulence] = turbulence
      return (0..<400).map { month in
        Self.live(&bench, months: 1, from: month)
        return bench.firm[.reality]
      }
    }
    let one = path([.hqWeight: 1, .loyalty: 0.5])
    #expect(one == path([:]))
    for turbulence in [0.0, 1, 3] {
      let seen = path([:], turbulence: turbulence)
      let turns = zip(seen, seen.dropFirst()).map { Double((UInt32($0) ^ UInt32($1)).nonzeroBitCount) }
      let rate = -30 * Portable.expm1(-0.04 * turbulence)
      if turbulence == 0 {
        #expect(turns.allSatisfy { $0 == 0 })
      } else {
        expect("code", "answers that change in a month", Sample(turns), rate, sharp: 0.4)
      }
    }
  }

  @Test("A newcomer knows nothing, and finds less; knowledge moves leads by its lift")
  func people() {
    var bench = Self.bench(
      ["code.knowledge_lift": 0.5, "code.reference_knowledge": 0.4, "prospecting.arrival_rate": 2.88], seats: 4_096)
    bench.firm[.tenure][7] = 0
    bench.pass(Code.self, week: 1)
    #expect(bench.firm.views(7) == .none && bench.firm[.knowledge][7] == 0)
    expectExact("code", "a newcomer's know-how", bench.firm[.knowHow][7], 0.8)
    for seat in 0..<4_096 {
      let k = bench.firm[.knowledge][seat]
      #expect((bench.firm[.knowHow][seat] - (1 + 0.5 * (k - 0.4))).magnitude < 1e-12)
    }
    bench.firm[.knowHow].fill(1.5)
    bench.pass(Prospecting.self)
    expect("code", "leads", Sample((0..<4_096).map { bench.firm[.leads][$0] }), 1.5 * 2.88, sharp: 0.15)
  }

  @Test("Views survive being kept in columns, and knowledge is what they come to")
  func columns() {
    var bench = Self.bench(["code.questions": 32], seats: 8)
    for seat in 0..<8 {
      let word = bench.draws.words(at: DrawAddress(entity: UInt32(seat), week: 0, process: 941, draw: 0))
      let views = BeliefMasks(positive: word.x | 0x8000_0001, negative: word.y & ~(word.x | 0x8000_0001))
      bench.firm.setViews(seat, views)
      #expect(bench.firm.views(seat) == views)
    }
    Self.live(&bench, months: 1)
    let reality = UInt32(bench.firm[.reality])
    for seat in 0..<8 {
      #expect(bench.firm[.knowledge][seat] == Double(bench.firm.views(seat).score(against: reality)) / 32)
    }
  }
}
