import PortableMath
import SalesForce

/// V30: the reserve of goodwill as a risk process.
enum GoodwillReserves {
  /// 1/d − λ/g: by how much a unit of reserve lowers the log chance of ruin.
  private static func adjustment(_ p: Point) -> Double { 1 / p["damage"] - p["rate"] / p["repair"] }

  static let ruin = Check(
    "V30", "goodwill that problems use up", law: "P(ever) = (λd/g) e^{−(1/d − λ/g)u}",
    source: "science 1.14; model, section 10: damage at event times, uncapped",
    parameters: [
      CheckParameter("reserve", "u", 3, in: 0...20, "goodwill at the start"),
      CheckParameter("rate", "λ", 1, in: 0.05...5, unit: "1/week", "problems"),
      CheckParameter("damage", "d", 1, in: 0.1...5, "goodwill that a problem costs, mean"),
      CheckParameter("repair", "g", 1.5, in: 0.05...20, unit: "1/week", "rate at which goodwill grows"),
    ],
    constraints: [
      Constraint(
        "repair/(rate × damage)", in: 1.2...Double.infinity,
        "nearer to balance a customer may leave after any time, and no run is long enough to see it"
      ) { $0["repair"] / ($0["rate"] * $0["damage"]) }
    ],
    expected: { p in
      let chance = p["rate"] * p["damage"] / p["repair"] * Portable.exp(-adjustment(p) * p["reserve"])
      return [
        Expectation("share that leaves", chance, .sampled(sharp: 0.008), known: Known("V30", "reserve_3"))
      ]
    },
    measured: { p, session in
      let seats = 16, weeks = horizon(p)
      let customers = try session.map(session.repetitions(128)) { trial in
        var bench = Bench(
          seats: seats, seed: session.seed, trial: UInt32(trial),
          [
            "prospecting.arrival_rate": 40, "accounts.reserve": p["reserve"], "accounts.problem_rate": p["rate"],
            "accounts.damage": p["damage"], "accounts.repair_rate": p["repair"], "accounts.relief": 0,
            "accounts.term": 1_000_000,
          ])
        // Every deal is won at once; afterwards nobody is there to prevent problems.
        bench.pass("prospecting")
        bench.firm.opportunities[.advance].fill(1e9)
        bench.firm.opportunities[.loss].fill(0)
        bench.firm.opportunities[.undecided].fill(0)
        bench.firm.opportunities.stage.fill(4)
        bench.pass("pipeline")
        bench.pass("accounts")
        bench.firm[.filled].fill(0)
        bench.firm.opportunities.clearWon()
        for week in 1...weeks { bench.pass("accounts", week: week) }
        return (gone: bench.firm[.churned], all: bench.firm[.accountsOpened])
      }
      return [.share(customers.reduce(0) { $0 + $1.gone }, of: customers.reduce(0) { $0 + $1.all })]
    })

  /// Weeks after which the reserve of who has stayed is too high, but for six standard deviations, to be used up ever
  /// with more than e⁻¹⁴: drift·t − 6√(2λd²t) = 14/(1/d − λ/g), solved for √t.
  private static func horizon(_ p: Point) -> Int {
    let drift = p["repair"] - p["rate"] * p["damage"]
    let wobble = 6 * (2 * p["rate"]).squareRoot() * p["damage"]
    let root = (wobble + (wobble * wobble + 4 * drift * 14 / adjustment(p)).squareRoot()) / (2 * drift)
    return Int((root * root).rounded(.up))
  }
}
