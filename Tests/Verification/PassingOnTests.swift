import PortableMath
import RandomStreams
import Testing

@testable import SalesForce

@Suite("Practices: what colleagues pass on")
struct PassingOnTests {
  private static let arms = 7

  /// Sellers with opinions of their own, drawn at random.
  private func bench(seats: Int, share: Double) -> Bench {
    var bench = Bench(
      seats: seats,
      [
        "practices.passed_on": share, "practices.memory": 1e9, "practices.batch": 52, "practices.prior_log_sd": 0.3,
        "practices.lag": 12,
      ])
    bench.start(Practices.self)
    let notes = Notebook(bench.firm, arms: Self.arms)
    for seat in 0..<seats {
      for arm in 0..<Self.arms {
        let luck = bench.draws.uniformPair(
          at: DrawAddress(entity: UInt32(seat), week: 0, process: 911, draw: UInt16(arm)))
        notes.open(seat, arm: arm, successes: 1 + 9 * luck.0, failures: 1 + 30 * luck.1)
      }
      // Nobody chooses anew, and nothing has come back yet.
      bench.firm[.practiceWeeks][seat] = 0
    }
    return bench
  }

  private func counts(_ bench: borrowing Bench, _ seat: Int) -> [[Double]] {
    func column(_ first: SellerColumn, _ arm: Int) -> SellerColumn { SellerColumn(rawValue: first.rawValue + arm)! }
    return (0..<Self.arms).map {
      [bench.firm[column(.armSuccesses1, $0)][seat], bench.firm[column(.armFailures1, $0)][seat]]
    }
  }

  private func known(_ counts: [Double]) -> Double { counts[0] + counts[1] }

  private func isNear(_ counts: [Double], _ others: [Double]) -> Bool {
    zip(counts, others).allSatisfy { ($0 - $1).magnitude <= 1e-14 * $1 }
  }

  @Test(
    "With a share of 1 the listener holds the teller's counts wherever the teller knows more; then nothing is added")
  func pooling() {
    var bench = bench(seats: 2, share: 1)
    let before = [counts(bench, 0), counts(bench, 1)]
    bench.firm[.partner][0] = 1
    bench.pass(Practices.self, week: 1)
    let after = counts(bench, 0)
    for arm in 0..<Self.arms {
      let more = known(before[1][arm]) > known(before[0][arm])
      #expect(isNear(after[arm], more ? before[1][arm] : before[0][arm]), "practice \(arm)")
    }
    #expect(counts(bench, 1) == before[1], "telling costs nothing")
    bench.pass(Practices.self, week: 2)
    for (again, once) in zip(counts(bench, 0), after) { #expect(isNear(again, once), "the same again adds nothing") }
  }

  @Test("Each time a share of what is left of the difference passes on", arguments: [0.1, 0.3, 0.9])
  func shares(share: Double) {
    var bench = bench(seats: 2, share: share)
    let (own, told) = (counts(bench, 0), counts(bench, 1))
    bench.firm[.partner][0] = 1
    // Until own results come back, in weeks in which nothing fades. A lead of less than a millionth is none.
    for (heard, week) in [1, 2, 3, 5, 6, 7, 9, 10, 11].enumerated() {
      bench.pass(Practices.self, week: week)
      let left = Portable.pow(1 - share, Double(heard + 1))
      for arm in 0..<Self.arms where known(told[arm]) > known(own[arm]) {
        for side in 0..<2 {
          expectExact(
            "passing on", "counts in week \(week)", counts(bench, 0)[arm][side],
            told[arm][side] + left * (own[arm][side] - told[arm][side]), to: 1e-6)
        }
      }
    }
  }

  @Test("Who knows less passes nothing on; nobody does without a share, a partner or a mentor; vacant seats are mute")
  func silence() {
    for (share, partner, mentor, filled) in [(0.0, 1.0, 1.0, 1.0), (1, -1, -1, 1), (1, 1, 1, 0)] {
      var bench = bench(seats: 2, share: share)
      let before = counts(bench, 0)
      bench.firm[.partner][0] = partner
      bench.firm[.mentor][0] = mentor
      bench.firm[.filled][1] = filled
      bench.pass(Practices.self, week: 1)
      #expect(counts(bench, 0) == before)
    }
    var bench = bench(seats: 2, share: 1)
    let notes = Notebook(bench.firm, arms: Self.arms)
    for arm in 0..<Self.arms { notes.open(1, arm: arm, successes: 0.1, failures: 0.2) }
    let before = counts(bench, 0)
    bench.firm[.mentor][0] = 1
    bench.pass(Practices.self, week: 1)
    #expect(counts(bench, 0) == before)
  }

  @Test("Who came in the place of a helper or a mentor tells nothing in their name, however soon they came")
  func successors() {
    for (key, tenure) in [(SellerColumn.partner, 0.0), (.mentor, 0), (.partner, 1), (.mentor, 1)] {
      var bench = bench(seats: 2, share: 1)
      let before = counts(bench, 0)
      bench.firm[key][0] = 1
      bench.firm[.tenure][1] = tenure
      bench.pass(Practices.self, week: 1)
      #expect((counts(bench, 0) == before) == (tenure == 0), "\(key) of tenure \(tenure)")
    }
  }

  @Test("A mentor tells what a helper does; both on one seat are heard one after the other")
  func mentors() {
    var helped = bench(seats: 3, share: 0.3), guided = bench(seats: 3, share: 0.3), both = bench(seats: 3, share: 1)
    helped.firm[.partner][0] = 1
    guided.firm[.mentor][0] = 1
    helped.pass(Practices.self, week: 1)
    guided.pass(Practices.self, week: 1)
    #expect(counts(helped, 0) == counts(guided, 0))
    let tellers = [counts(both, 0), counts(both, 1), counts(both, 2)]
    both.firm[.partner][0] = 1
    both.firm[.mentor][0] = 2
    both.pass(Practices.self, week: 1)
    for arm in 0..<Self.arms {
      // Of all three whoever knows most.
      let most = tellers.map { $0[arm] }.max { known($0) < known($1) } ?? []
      #expect(isNear(counts(both, 0)[arm], most))
    }
  }

  @Test("Hearing a colleague's Beta counts is pooling their trials: the belief is that of the posterior")
  func posterior() {
    let bench = bench(seats: 2, share: 1), notes = Notebook(bench.firm, arms: Self.arms)
    // The same prior; the teller has tried 8 and 12 more.
    notes.open(0, arm: 0, successes: 2, failures: 3)
    notes.open(1, arm: 0, successes: 10, failures: 15)
    notes.hear(0, from: 1, share: 1)
    #expect(notes.belief(0, 0) == 0.4)
    expectExact("passing on", "doubt", notes.doubt(0, 0), (10.0 * 15 / (625 * 26)).squareRoot())
  }
}
