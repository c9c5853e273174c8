import PortableMath
import RandomStreams
import Testing

@testable import SalesForce

@Suite("Quotas over lognormal sales")
struct QuotaShareTests {
  /// Books a period's lognormal sales of mean 1 σ_Q and ends the period.
  private func livePeriod(_ bench: inout Bench, _ number: UInt32, spread: Double = 0.5) {
    let sales = bench.firm[.sales]
    bench.draws.normal(
      entity: bench.firm.seatIdentity, week: .same(number), process: 907, draw: .same(0), into: sales)
    for seat in 0..<bench.firm.seats {
      sales[seat] = bench.common.salesUnit * Portable.exp(spread * sales[seat] - spread * spread / 2)
    }
    bench.beginWeek()
    bench.firm[.periodWeek] = bench.firm[.periodLength] - 1
    bench.pass(Pay.self)
  }

  private func attainment(level: Double, ratchet: Double) -> Sample {
    var reached = Sample()
    for trial in 0..<40 {
      var bench = Bench(seats: 2_000, trial: UInt32(trial), levers: [.quotaLevel: level, .quotaRatchet: ratchet])
      livePeriod(&bench, 0)
      var observer = OutcomeObserver(bench.firm.organisation, Horizon(weeks: 2, warmUp: 1), hoursPerWeek: 45)
      observer.begin()
      livePeriod(&bench, 1)
      observer.observe(bench.firm, week: 1)
      reached.add(observer.metrics()[Metric.quotaAttainment.rawValue])
    }
    return reached
  }

  @Test(
    "V34: with quota ψ times the mean, the share at quota is 1 − Φ((ln ψ + s²/2)/s)",
    arguments: [
      "0.8", "0.9", "1.0", "1.1",
    ])
  func atQuota(level: String) throws {
    let psi = try #require(Double(level))
    expect(
      "V34", "share at quota, ψ \(level)", attainment(level: psi, ratchet: 0), known("V34", "at_quota_\(level)"),
      sharp: 0.012)
  }

  @Test("Held to their own last period alone, half of the sellers reach quota")
  func ratchet() {
    expect("V34", "share at quota, ϱ 1", attainment(level: 1, ratchet: 1), known("V34", "at_own_record"), sharp: 0.012)
  }

  @Test(
    "V34: the best fifth sells 1 − Φ(z_.8 − s) of it all", arguments: [(0.5, "top_fifth"), (0.775, "top_fifth_s.775")])
  func topFifth(spread: Double, name: String) {
    var share = Sample()
    for trial in 0..<12 {
      var bench = Bench(seats: 2_500, trial: UInt32(trial))
      var observer = OutcomeObserver(bench.firm.organisation, Horizon(weeks: 52, warmUp: 0), hoursPerWeek: 45)
      observer.begin()
      livePeriod(&bench, 0, spread: spread)
      observer.observe(bench.firm, week: 0)
      bench.firm[.sales].fill(0)
      for week in 1..<52 { observer.observe(bench.firm, week: week) }
      share.add(observer.metrics()[Metric.top20Share.rawValue])
    }
    expect("V34", "share of the best fifth, s \(spread)", share, known("V34", name), sharp: 0.012)
  }
}
