import PortableMath
import SalesForce

/// What more hours and more sellers find.
enum Returns {
  private static let arrivals = 3.0

  static let hours = Check(
    "hours", "opportunities against selling hours", law: "leads = λ₀ (h/20)^ε: d ln leads/d ln h = ε",
    source: "Albers, Mantrala & Sridhar 2010; model, section 3",
    parameters: [
      CheckParameter("elasticity", "ε_h", 0.31, in: 0...2, "elasticity of finding opportunities in selling hours"),
      CheckParameter("hours", "h", 10, in: 1...60, unit: "hours", "selling hours of a week, against 20"),
    ],
    expected: { p in
      [
        Expectation(
          "leads of a seller-week", arrivals * Portable.pow(p["hours"] / 20, p["elasticity"]), .sampled(sharp: 0.03))
      ]
    },
    measured: { p, session in
      let found = try leads(session, seats: 2_048) { trial in
        let bench = Bench(
          seats: 2_048, seed: session.seed, trial: UInt32(trial),
          ["prospecting.arrival_rate": arrivals, "prospecting.hours_elasticity": p["elasticity"]])
        bench.firm[.sellingHours].fill(p["hours"])
        return bench
      }
      return [found]
    })

  static let market = Check(
    "market", "opportunities of a firm in a market of its own size",
    law: "potential of a seat (M/N)^(1−η); leads of the firm λ₀ M^(1−η) N^η: d ln leads/d ln N = η",
    source: "Lodish 1988 on headcount; model, section 7",
    parameters: [
      CheckParameter("elasticity", "η", 0.23, in: 0...1, "elasticity of the firm's leads in its sellers"),
      CheckParameter("sellers", "N", 64, in: 1...2_000, whole: true, "sellers among whom the market is divided"),
      CheckParameter("market", "M", 32, in: 1...2_000, unit: "seats", "what the market has for them"),
    ],
    constraints: [
      Constraint("market/sellers", in: 0.002...20, "a seller finds some opportunities, and can count them") {
        $0["market"] / $0["sellers"]
      }
    ],
    expected: { p in
      let share = p["market"] / p["sellers"], rest = 1 - p["elasticity"]
      return [
        Expectation("potential of a seat", Portable.pow(share, rest), .exact(1e-12)),
        Expectation(
          "leads of the firm, per seat of market",
          arrivals * Portable.pow(share, -p["elasticity"]), .sampled(sharp: 0.06)),
      ]
    },
    measured: { p, session in
      let seats = p.whole("sellers")
      @Sendable func bench(_ trial: Int) -> Bench {
        var bench = Bench(
          seats: seats, market: p["market"], seed: session.seed, trial: UInt32(trial),
          [
            "prospecting.arrival_rate": arrivals, "endowment.headcount_elasticity": p["elasticity"],
            "endowment.territory_log_sd": 0,
          ])
        bench.start("endowment")
        return bench
      }
      let potential = bench(0).firm[.potential]
      return [.exact(potential), try leads(session, seats: seats, share: p["market"] / Double(seats), bench)]
    })

  /// Leads of the sellers of a bench in a week, about as many seller-weeks whatever the seats.
  /// - Parameter share: what is counted per seat, in seats.
  private static func leads(
    _ session: Session, seats: Int, share: Double = 1, _ bench: @Sendable (Int) -> Bench
  ) throws -> Measurement {
    let weeks = max(1, 64 / seats), trials = session.repetitions(max(32, 65_536 / (seats * weeks)))
    let found = try session.map(trials) { trial in
      var bench = bench(trial), sum = 0.0
      for week in 0..<weeks {
        bench.pass("prospecting", week: week)
        for seat in 0..<seats { sum += bench.firm[.leads][seat] }
      }
      return sum
    }
    return .events(found.reduce(0, +), per: Double(seats * weeks * trials) * share)
  }
}
