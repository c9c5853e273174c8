import PortableMath
import RandomStreams
import SalesForce

/// V34: quotas over lognormal sales.
enum QuotaShares {
  static let lognormal = Check(
    "V34", "share at quota, share and return of the best fifth, lognormal sales",
    law:
      "at quota 1 − Φ((ln ψ + s²/2)/s), at one's own last period ½; top fifth 1 − Φ(z_.8 − s), of them again P(Z, Z′ > z_.8)/.2",
    source: "science 1.16",
    parameters: [
      CheckParameter("spread", "s", 0.5, in: 0.1...1.2, unit: "log", "standard deviation of log sales"),
      CheckParameter("level", "ψ", 1, in: 0.5...2, "quota as a multiple of mean sales"),
      CheckParameter("persistence", "ρ", 0.5, in: 0...0.95, "correlation of log sales of one year and the next"),
    ],
    expected: { p in
      let s = p["spread"]
      return [
        Expectation(
          "share at quota", atQuota(p).chance, .sampled(sharp: 0.01), known: Known("V34", "at_quota_1.0"),
          law: chance(p, mean: 1)),
        Expectation("share at one's own last period", 0.5, .sampled(sharp: 0.01), known: Known("V34", "at_own_record")),
        Expectation(
          "share of the best fifth", Portable.normalCDF(s - Portable.normalQuantile(0.8)), .sampled(sharp: 0.01),
          known: Known("V34", "top_fifth")),
        Expectation(
          "share of the best fifth who repeat", repeating(p["persistence"]), .sampled(sharp: 0.02),
          known: Known("V34", "top_fifth_again")),
      ]
    },
    measured: { p, session in
      let trials = session.repetitions(48)
      let rows = try session.map(trials) { trial in
        [
          attainment(p, session, trial, level: p["level"], ratchet: 0),
          attainment(p, session, trial, level: 1, ratchet: 1), topFifth(p, session, trial),
          topFifthAgain(p, session, trial),
        ]
      }
      func column(_ figure: Int) -> Sample { Sample(rows.map { $0[figure] }) }
      let all = Double(trials * seats)
      return [
        .share((column(0).mean * all).rounded(), of: all, effect: atQuota(p).effect),
        .share((column(1).mean * all).rounded(), of: all), .mean(column(2)), .mean(column(3)),
      ]
    })

  private static let seats = 2_000

  /// Chance of reaching a quota of ψ times a mean.
  private static func chance(_ p: Point, mean: Double) -> Double {
    let s = p["spread"]
    return Portable.normalCDF(-(Portable.log(p["level"] * mean) + s * s / 2) / s)
  }

  /// The same where the mean is what so many sellers sold in the period before, and what that does to the variance of
  /// the share: all have the same quota.
  private static func atQuota(_ p: Point) -> (chance: Double, effect: Double) {
    let sd = (Portable.expm1(p["spread"] * p["spread"]) / Double(seats)).squareRoot()
    func moment(_ power: Double) -> Double {
      Quadrature.integral(from: -8, to: 8, panels: 40) { z in
        Portable.normalDensity(z) * Portable.pow(chance(p, mean: 1 + sd * z), power)
      }
    }
    let mean = moment(1), between = max(0, moment(2) - mean * mean)
    return (mean, mean > 0 ? 1 + Double(seats - 1) * between / (mean * (1 - mean)) : 1)
  }

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
      seats: seats, seed: session.seed, trial: UInt32(trial), ["pay.firm_weight": 1],
      levers: [.quotaLevel: level, .quotaRatchet: ratchet])
    livePeriod(&bench, 0, spread: p["spread"])
    var observer = OutcomeObserver(bench.firm.organisation, Horizon(weeks: 2, warmUp: 1), hoursPerWeek: 45)
    observer.begin()
    livePeriod(&bench, 1, spread: p["spread"])
    observer.observe(bench.firm, week: 1)
    return observer.metrics()[Metric.quotaAttainment.rawValue]
  }

  private static func topFifth(_ p: Point, _ session: Session, _ trial: Int) -> Double {
    var bench = Bench(seats: seats, seed: session.seed, trial: UInt32(trial))
    var observer = OutcomeObserver(bench.firm.organisation, Horizon(weeks: 52, warmUp: 0), hoursPerWeek: 45)
    observer.begin()
    livePeriod(&bench, 0, spread: p["spread"])
    observer.observe(bench.firm, week: 0)
    bench.firm[.sales].fill(0)
    for week in 1..<52 { observer.observe(bench.firm, week: week) }
    return observer.metrics()[Metric.top20Share.rawValue]
  }

  /// P(Z₁ > z, Z₂ > z)/.2 at correlation ρ, z = Φ⁻¹(.8): ∫_z^∞ φ(x) Φ((ρx − z)/√(1−ρ²)) dx.
  private static func repeating(_ rho: Double) -> Double {
    let z = Portable.normalQuantile(0.8), rest = (1 - rho * rho).squareRoot()
    return 5
      * Quadrature.integral(from: z, to: z + 12, panels: 200) { x in
        Portable.normalDensity(x) * Portable.normalCDF((rho * x - z) / rest)
      }
  }

  /// Two years of which each books all sales in its first week.
  private static func topFifthAgain(_ p: Point, _ session: Session, _ trial: Int) -> Double {
    let bench = Bench(seats: seats, seed: session.seed, trial: UInt32(trial))
    var observer = OutcomeObserver(bench.firm.organisation, Horizon(weeks: 104, warmUp: 0), hoursPerWeek: 45)
    observer.begin()
    let rho = p["persistence"], rest = (1 - rho * rho).squareRoot()
    let sales = bench.firm[.sales], draws = bench.draws
    func score(_ seat: Int, _ draw: UInt16) -> Double {
      draws.normal(at: DrawAddress(entity: UInt32(seat), week: 0, process: 908, draw: draw))
    }
    for year in 0..<2 {
      for seat in 0..<bench.firm.seats {
        let z = year == 0 ? score(seat, 0) : rho * score(seat, 0) + rest * score(seat, 1)
        sales[seat] = Portable.exp(p["spread"] * z)
      }
      for week in 0..<52 {
        observer.observe(bench.firm, week: 52 * year + week)
        sales.fill(0)
      }
    }
    return observer.metrics()[Metric.top20Repeat.rawValue]
  }
}
