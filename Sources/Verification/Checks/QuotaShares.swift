import PortableMath
import SalesForce

/// V34: quotas over lognormal sales.
enum QuotaShares {
  static let lognormal = Check(
    "V34", "share at quota and share of the best fifth, lognormal sales",
    law: "at quota 1 − Φ((ln ψ + s²/2)/s), at one's own last period ½; top fifth 1 − Φ(z_.8 − s)",
    source: "science 1.16",
    parameters: [
      CheckParameter("spread", "s", 0.5, in: 0.1...1.2, unit: "log", "standard deviation of log sales"),
      CheckParameter("level", "ψ", 1, in: 0.5...2, "quota as a multiple of mean sales"),
    ],
    expected: { p in
      let s = p["spread"]
      let chance = Portable.normalCDF(-(Portable.log(p["level"]) + s * s / 2) / s)
      return [
        Expectation("share at quota", chance, .sampled(sharp: 0.01), known: Known("V34", "at_quota_1.0")),
        Expectation("share at one's own last period", 0.5, .sampled(sharp: 0.01), known: Known("V34", "at_own_record")),
        Expectation(
          "share of the best fifth", Portable.normalCDF(s - Portable.normalQuantile(0.8)), .sampled(sharp: 0.01),
          known: Known("V34", "top_fifth")),
      ]
    },
    measured: { p, session in
      try session.samples(session.repetitions(96)) { trial in
        [
          attainment(p, session, trial, level: p["level"], ratchet: 0),
          attainment(p, session, trial, level: 1, ratchet: 1), topFifth(p, session, trial),
        ]
      }
    })

  /// Books a period's lognormal sales of mean 1 σ_Q and ends the period.
  private static func livePeriod(_ bench: inout Bench, _ number: UInt32, spread: Double) {
    let sales = bench.firm[.sales]
    bench.draws.normal(
      entity: bench.firm.seatIdentity, week: .same(number), process: 907, draw: .same(0), into: sales)
    for seat in 0..<bench.firm.seats {
      sales[seat] = bench.common.salesUnit * Portable.exp(spread * sales[seat] - spread * spread / 2)
    }
    bench.beginWeek()
    bench.firm[.periodWeek] = bench.firm[.periodLength] - 1
    bench.pass("pay")
  }

  private static func attainment(
    _ p: Point, _ session: Session, _ trial: Int, level: Double, ratchet: Double
  ) -> Double {
    var bench = Bench(
      seats: 2_000, seed: session.seed, trial: UInt32(trial), levers: [.quotaLevel: level, .quotaRatchet: ratchet])
    livePeriod(&bench, 0, spread: p["spread"])
    var observer = OutcomeObserver(bench.firm.organisation, Horizon(weeks: 2, warmUp: 1), hoursPerWeek: 45)
    observer.begin()
    livePeriod(&bench, 1, spread: p["spread"])
    observer.observe(bench.firm, week: 1)
    return observer.metrics()[Metric.quotaAttainment.rawValue]
  }

  private static func topFifth(_ p: Point, _ session: Session, _ trial: Int) -> Double {
    var bench = Bench(seats: 2_000, seed: session.seed, trial: UInt32(trial))
    var observer = OutcomeObserver(bench.firm.organisation, Horizon(weeks: 52, warmUp: 0), hoursPerWeek: 45)
    observer.begin()
    livePeriod(&bench, 0, spread: p["spread"])
    observer.observe(bench.firm, week: 0)
    bench.firm[.sales].fill(0)
    for week in 1..<52 { observer.observe(bench.firm, week: week) }
    return observer.metrics()[Metric.top20Share.rawValue]
  }
}
