import PortableMath
import RandomStreams
import Testing

@testable import SalesForce

@Suite("The pipeline as an absorbing chain")
struct PipelineTests {
  /// Stage chances of science 1.13; nothing modifies the rates.
  private func bench(seats: Int, arrivals: Double, trial: UInt32) -> Bench {
    Bench(
      seats: seats, trial: trial, ["prospecting.arrival_rate": arrivals],
      lists: [
        "stages.advance": [0.20, 0.15, 0.12, 0.15], "stages.loss": [0.06, 0.05, 0.04, 0.05],
        "stages.no_decision": [0.06, 0.07, 0.08, 0.07],
      ])
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

  @Test("Ends of the smallest and of the largest fifth are counted by value as found, wins and their weeks among them")
  func sizes() {
    var bench = Bench(
      seats: 400, ["prospecting.arrival_rate": 20, "common.deal_mean": 16.25, "common.deal_log_sd": 0.8])
    bench.pass(Prospecting.self, week: 3)
    let pool = PoolColumns(bench.firm.opportunities), rows = 0..<pool.stage.count
    for row in rows where row % 2 == 0 { pool.stage[row] = 4 }
    for row in rows where row % 6 == 0 { pool.advance[row] = 50 }
    let rates = rows.map { (pool.advance[$0], pool.loss[$0] + pool.undecided[$0]) }
    bench.beginWeek()
    // No week of compaction: closed rows stay to be looked at.
    bench.pass(Pipeline.self, week: 5)
    let edge = 0.8 * 0.8416212335729143, centre = Portable.log(16.25) - 0.32
    func closed(_ isIn: (Double) -> Bool) -> (all: Double, won: Double) {
      var all = 0.0, won = 0.0
      for row in rows where pool.stage[row] == OpportunityPool.closed && isIn(Portable.log(pool.value[row]) - centre) {
        all += 1
        if row % 2 == 0, pool.choice[row] * (rates[row].0 + rates[row].1) < rates[row].0 { won += 1 }
      }
      return (all, won)
    }
    let (small, large) = (closed { $0 < -edge }, closed { $0 > edge })
    #expect(bench.firm[.smallClosed] == small.all && bench.firm[.largeClosed] == large.all)
    #expect(small.won > 100 && large.won > 100)
    #expect(bench.firm[.smallWon] == small.won && bench.firm[.largeWon] == large.won)
    // Found in week 3, won in week 5: the third attempt.
    #expect(bench.firm[.smallWonWeeks] == 3 * small.won && bench.firm[.largeWonWeeks] == 3 * large.won)
    let fifth = Sample(rows.map { Portable.log(pool.value[$0]) - centre < -edge ? 1 : 0 })
    expect("pipeline", "smallest fifth of those found", fifth, 0.2, sharp: 0.02)
    // And what is open stays counted by seller.
    var open = [Double](repeating: 0, count: 400)
    for row in rows where pool.stage[row] != OpportunityPool.closed { open[Int(pool.seat[row])] += 1 }
    #expect((0..<400).allSatisfy { bench.firm[.openDeals][$0] == open[$0] })
  }
}
