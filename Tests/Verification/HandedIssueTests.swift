import PortableMath
import Testing
import Verification

@testable import SalesForce

@Suite("Issues that change hands")
struct HandedIssueTests {
  /// Teams of eight whose opportunities all enter the issue stage this week; nobody asks, and who owns an issue solves it.
  private func bench(
    trial: Int, _ parameters: [String: Double], levers: [LeverName: Double] = [:], set: (borrowing Firm) -> Void
  ) -> Bench {
    var bench = Bench(
      seats: 64, trial: UInt32(trial),
      ["prospecting.arrival_rate": 40, "issue_outcomes.resolved_alone": 1, "issue_outcomes.resolved_by_itself": 0]
        .merging(parameters) { $1 }, levers: levers)
    bench.firm[.ownership].fill(1)
    bench.firm[.autonomy].fill(1)
    bench.firm[.supportSkill].fill(0)
    set(bench.firm)
    bench.pass(Prospecting.self)
    for row in 0..<bench.firm.opportunities.count {
      bench.firm.opportunities.stage[row] = StageRates.issueStage
      bench.firm.opportunities.markRaised(row)
    }
    bench.beginWeek()
    bench.pass(Issues.self)
    return bench
  }

  @Test("They go to sellers of the team with chances ∝ (o e^{−a})^θ, whoever has the deal", arguments: [0.0, 1, 3])
  func shares(advantage: Double) {
    func ownership(_ place: Int) -> Double { 0.3 + 0.1 * Double(place) }
    func talent(_ place: Int) -> Double { place % 2 == 0 ? 0.3 : -0.2 }
    let weights = (0..<8).map { Portable.exp(advantage * (Portable.log(ownership($0)) - talent($0))) }
    let all = weights.reduce(0, +)
    var shares = Array(repeating: Sample(), count: 8)
    for trial in 0..<10 {
      let bench = bench(trial: trial, ["issues.assigned": 1, "issues.by_advantage": advantage]) { firm in
        for seat in 0..<64 {
          firm[.ownership][seat] = ownership(seat % 8)
          firm[.talent][seat] = talent(seat % 8)
        }
      }
      // Hours show what each took on, after making up for what they do not own.
      let taken = (0..<64).map { bench.firm[.issueHours][$0] / (2.6 * ownership($0 % 8)) }
      for place in 0..<8 {
        shares[place].add(stride(from: place, to: 64, by: 8).reduce(0) { $0 + taken[$1] } / bench.firm[.issues])
      }
    }
    for place in 0..<8 {
      expect("issues", "share of \(place), θ \(advantage)", shares[place], weights[place] / all, sharp: 0.04)
    }
  }

  @Test("An issue that goes to another seller is solved (1 − ℓ) times as often")
  func loss() {
    var solved = Sample()
    for trial in 0..<8 {
      let bench = bench(trial: trial, ["issues.assigned": 0.8]) { _ in }
      solved.add(bench.firm[.issuesResolved] / bench.firm[.issues])
    }
    // Of eight sellers seven are others.
    expect("issues", "solved", solved, 1 - 0.8 * 7 / 8 * 0.13, sharp: 0.01)
  }

  @Test("Nobody who is not there takes one")
  func vacancies() {
    let bench = bench(trial: 0, ["issues.assigned": 1]) { firm in
      for seat in 0..<64 { firm[.filled][seat] = seat < 8 || seat % 8 == 3 ? 1 : 0 }
    }
    for seat in 8..<64 where seat % 8 != 3 { #expect(bench.firm[.issueHours][seat] == 0) }
  }

  @Test("An expert who answers later still finds the deal of a colleague")
  func answers() {
    var bench = Bench(
      seats: 16,
      [
        "prospecting.arrival_rate": 40, "issues.assigned": 1, "issues.reach": 100, "expert_queue.answer_limit": 10_000,
        "issues.expert_rate": 10_000, "issue_outcomes.resolved_by_expert": 1, "issue_outcomes.hand_off_loss": 0,
      ])
    bench.firm[.supportSkill].fill(1)
    bench.firm[.ownership].fill(0)
    bench.firm.experts.staff(1, now: 0)
    bench.firm.experts.freeTimes.fill(3)
    bench.pass(Prospecting.self)
    for row in 0..<bench.firm.opportunities.count {
      bench.firm.opportunities.stage[row] = StageRates.issueStage
      bench.firm.opportunities.markRaised(row)
    }
    bench.pass(Issues.self)
    let unresolved = (0..<bench.firm.opportunities.count).reduce(0) { $0 + bench.firm.opportunities[.unresolved][$1] }
    #expect(unresolved > 100)
    // Rows move before the answers come.
    bench.firm.opportunities.compact()
    for week in 0..<5 { bench.pass(ExpertQueue.self, week: week) }
    for row in 0..<bench.firm.opportunities.count { #expect(bench.firm.opportunities[.unresolved][row] == 0) }
  }
}
