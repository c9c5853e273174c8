import PortableMath
import RandomStreams
import Testing

@testable import SalesForce

@Suite("The pipeline as an absorbing chain")
struct PipelineTests {
  /// Stage chances of science 1.13; skill at its reference, so that nothing modifies the rates.
  private func bench(seats: Int, arrivals: Double, trial: UInt32) -> Bench {
    let bench = Bench(
      seats: seats, trial: trial, ["prospecting.arrival_rate": arrivals],
      lists: [
        "stages.advance": [0.20, 0.15, 0.12, 0.15], "stages.loss": [0.06, 0.05, 0.04, 0.05],
        "stages.no_decision": [0.06, 0.07, 0.08, 0.07],
      ])
    bench.firm[.skill].fill(0.85)
    return bench
  }

  /// Opportunities that are open.
  private func open(_ bench: borrowing Bench) -> Double { bench.firm[.createdTotal] - bench.firm[.closedTotal] }

  @Test("V28: 9.6451 % are won, after 14.70 weeks; 56.48 % of the others end without a decision, after 6.76 in all")
  func absorption() {
    var won = Sample(), undecided = Sample(), wonWeeks = Sample(), otherWeeks = Sample()
    for trial in 0..<20 {
      var bench = bench(seats: 100, arrivals: 40, trial: UInt32(trial))
      bench.beginWeek()
      bench.pass(Prospecting.self)
      var attempts = 0.0, week = 0
      while open(bench) > 0 {
        attempts += open(bench)
        bench.pass(Pipeline.self, week: week)
        bench.firm.opportunities.clearRaised()
        week += 1
      }
      let all = bench.firm[.createdTotal], wins = bench.firm[.won]
      won.add(wins / all)
      undecided.add(bench.firm[.undecided] / (all - wins))
      wonWeeks.add(bench.firm[.wonWeeks] / wins)
      otherWeeks.add((attempts - bench.firm[.wonWeeks]) / (all - wins))
    }
    expect("V28", "win probability", won, known("V28", "win"), sharp: 0.006)
    expect("V28", "no-decision share", undecided, known("V28", "no_decision_share"), sharp: 0.01)
    expect("V28", "weeks of wins", wonWeeks, known("V28", "win_weeks"), sharp: 0.4)
    expect("V28", "weeks of the others", otherWeeks, known("V28", "other_weeks"), sharp: 0.12)
  }

  @Test("V29: two new opportunities a week keep 15.06 open after arrivals, 13.06 after transitions")
  func little() {
    var before = Sample(), after = Sample(), wins = Sample()
    for trial in 0..<24 {
      var bench = bench(seats: 60, arrivals: 2, trial: UInt32(trial))
      var sums = (before: 0.0, after: 0.0, wins: 0.0)
      for week in 0..<120 {
        bench.beginWeek()
        bench.pass(Prospecting.self, week: week)
        if week >= 60 { sums.before += open(bench) }
        bench.pass(Pipeline.self, week: week)
        bench.firm.opportunities.clearRaised()
        if week >= 60 {
          sums.after += open(bench)
          sums.wins += bench.firm[.won]
        }
      }
      before.add(sums.before / 3_600)
      after.add(sums.after / 3_600)
      wins.add(sums.wins / 3_600)
    }
    expect("V29", "open after arrivals", before, known("V29", "open"), sharp: 0.2)
    expect("V29", "open after transitions", after, known("V29", "open_after"), sharp: 0.2)
    expect("V29", "wins a week", wins, known("V29", "wins_a_week"), sharp: 0.01)
  }

  @Test("Closed opportunities leave the pool also where Issues is knocked out, and nobody clears what it would read")
  func memory() {
    var bench = bench(seats: 20, arrivals: 2, trial: 0)
    for week in 0..<200 {
      bench.beginWeek()
      bench.pass(Prospecting.self, week: week)
      bench.pass(Pipeline.self, week: week)
    }
    #expect(bench.firm.opportunities.count < 20 * 40, "\(bench.firm.opportunities.count) rows are kept")
  }
}
