import PortableMath
import Testing
import Verification

@testable import SalesForce

@Suite("Territories, managers and the market that all share")
struct EndowmentTests {
  private func bench(
    seats: Int, span: Int = 8, market: Double? = nil, elasticity: Double = 0.23, lag: Double = 26
  ) -> Bench {
    var bench = Bench(
      seats: seats, span: span, market: market,
      ["endowment.headcount_elasticity": elasticity, "endowment.territory_lag": lag])
    bench.start(Endowment.self)
    return bench
  }

  @Test("In one market a firm of N sellers finds N^η as much, to the last digit", arguments: [0, 0.23, 1])
  func headcount(elasticity: Double) {
    let one = bench(seats: 1, market: 48, elasticity: elasticity).firm[.potential]
    for seats in [8, 32, 128] {
      let firm = bench(seats: seats, market: 48, elasticity: elasticity)
      expectExact(
        "market", "leads of \(seats) against one", Double(seats) * firm.firm[.potential] / one,
        Portable.pow(Double(seats), elasticity), to: 1e-12)
    }
    let small = bench(seats: 32, market: 10, elasticity: elasticity)
    let large = bench(seats: 32, market: 40, elasticity: elasticity)
    expectExact(
      "market", "a market four times as large", large.firm[.potential] / small.firm[.potential],
      Portable.pow(4, 1 - elasticity), to: 1e-12)
  }

  @Test("Unless somebody says otherwise the market is as large as the firm, and its potential 1")
  func ownMarket() {
    for seats in [1, 7, 64] {
      var bench = bench(seats: seats)
      #expect(bench.firm[.potential] == 1 && bench.firm[.staffing] == Double(seats))
      for week in 0..<5 { bench.pass(Endowment.self, week: week) }
      #expect(bench.firm[.potential] == 1 && bench.firm[.staffing] == Double(seats))
    }
    #expect(Organisation(seats: 9, span: 3).market == 9 && Organisation(seats: 9, span: 3, market: 5).market == 5)
  }

  @Test("Territories follow the number of sellers with their time constant, and never divide among nobody")
  func staffing() {
    var bench = bench(seats: 40, market: 60, elasticity: 0.3, lag: 13)
    for seat in 0..<10 { bench.firm[.filled][seat] = 0 }
    for week in 1...30 {
      bench.pass(Endowment.self, week: week)
      let expected = 30 + 10 * Portable.pow(12.0 / 13, Double(week))
      expectExact("market", "staffing after \(week) weeks", bench.firm[.staffing], expected, to: 1e-12)
      expectExact("market", "potential", bench.firm[.potential], Portable.pow(60 / expected, 0.7), to: 1e-12)
    }
    bench.firm[.filled].fill(0)
    for week in 0..<400 { bench.pass(Endowment.self, week: week) }
    expectExact("market", "potential of nobody", bench.firm[.potential], Portable.pow(120, 0.7), to: 1e-12)
  }

  @Test("A team has one manager; managers' factors have mean 1 and the spread of their card")
  func managers() {
    var bench = Bench(
      seats: 16_000, span: 2, ["endowment.manager_control_log_sd": 0.4, "endowment.manager_signal_log_sd": 0])
    bench.start(Endowment.self)
    let control = bench.firm[.managerControl]
    #expect((0..<16_000).allSatisfy { control[$0] == control[$0 & ~1] && bench.firm[.managerSignal][$0] == 1 })
    let teams = stride(from: 0, to: 16_000, by: 2)
    expect("managers", "mean control", Sample(teams.map { control[$0] }), 1, sharp: 0.03)
    let logs = teams.map { Portable.log(control[$0]) + 0.08 }
    expect("managers", "squared log control", Sample(logs.map { $0 * $0 }), 0.16, sharp: 0.015)
    // Control and coaching are drawn apart.
    let coaching = bench.firm[.managerCoaching]
    expect(
      "managers", "control with coaching", Sample(teams.map { (control[$0] - 1) * (coaching[$0] - 1) }), 0, sharp: 0.01)
  }
}
