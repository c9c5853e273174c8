import SalesForce

/// V40: nothing comes from nowhere and nothing gets lost, in whole runs of random scenarios.
enum Conservation {
  static let balances = Check(
    "V40", "conservation in random scenarios, week by week",
    law:
      "found = open + won + lost + undecided; money in = money out; sellers = seats + hires − exits; asked = answered + left + waiting",
    source: "science part 7",
    parameters: [
      CheckParameter("scenarios", "", 24, in: 1...200, whole: true, "random scenarios, two regimes each"),
      CheckParameter("sellers", "", 24, in: 1...200, whole: true, "seats at most"),
      CheckParameter("weeks", "", 60, in: 12...260, unit: "weeks", whole: true, "weeks of a scenario"),
    ],
    constraints: [
      Constraint("scenarios × sellers × weeks", in: 1...300_000, "more takes many minutes") {
        $0["scenarios"] * $0["sellers"] * $0["weeks"]
      }
    ],
    expected: { _ in
      [
        Expectation("opportunities from nowhere, or lost", 0, .exact(1e-12)),
        Expectation("requests to experts, likewise", 0, .exact(1e-12)),
        Expectation("sellers, likewise", 0, .exact(1e-12)),
        Expectation("revenue less sellers' sales, relative", 0, .exact(1e-9)),
        Expectation("wages less what sellers get, relative", 0, .exact(1e-9)),
        Expectation("cost less its parts, relative", 0, .exact(1e-9)),
        Expectation("passes that broke a law or their card", 0, .exact(1e-12)),
      ]
    },
    measured: { p, session in
      let worst = try session.map(p.whole("scenarios")) { number in try live(p, session, number) }
      return (0..<7).map { law in .exact(worst.reduce(0) { max($0, $1[law]) }) }
    })

  /// The largest gap of each law in one random scenario.
  private static func live(_ p: Point, _ session: Session, _ number: Int) throws -> [Double] {
    var fortune = RandomScenario(session.draws(40_000 + number))
    let plan = fortune.plan(seats: p.whole("sellers"), weeks: p.whole("weeks"))
    let model = try Model(plan: plan, regimes: [fortune.regime("first"), fortune.regime("second")])
    var runner = TrialRunner(model, check: true)
    var worst = [Double](repeating: 0, count: 7)
    for regime in 0..<2 {
      var books = Books(hasLedger: !plan.knockedOut.contains("ledger"))
      do throws(BrokenInvariant) {
        _ = try runner.run(session.draws(41_000 + number).key, regimes: [regime], weekly: false) { firm, _ in
          for (law, gap) in books.close(firm).enumerated() { worst[law] = max(worst[law], gap) }
        }
      } catch {
        worst[6] += 1
      }
    }
    return worst
  }
}

/// Books of a trial that are kept apart from the model's own totals.
package struct Books {
  private var found = 0.0, ended = 0.0, asked = 0.0, served = 0.0, hires = 0.0, exits = 0.0

  private let hasLedger: Bool

  /// - Parameter hasLedger: whether something charges costs; without it there must be none.
  package init(hasLedger: Bool) { self.hasLedger = hasLedger }

  /// Takes in a week and returns the gap of each law at its end.
  package mutating func close(_ firm: borrowing Firm) -> [Double] {
    found += firm[.created]
    ended += firm[.won] + firm[.lost] + firm[.undecided]
    asked += firm[.asked]
    served += firm[.answered] + firm[.abandoned]
    hires += firm[.hires]
    exits += firm[.exits]
    let stage = firm.opportunities.stage, filled = firm[.filled], sales = firm[.sales], pay = firm[.pay]
    var open = 0.0, sellers = 0.0, booked = 0.0, paid = 0.0
    for row in 0..<stage.count where stage[row] != OpportunityPool.closed { open += 1 }
    for seat in 0..<firm.seats {
      sellers += filled[seat]
      booked += sales[seat]
      paid += pay[seat]
    }
    let parts =
      firm[.salaryCost] + firm[.variableCost] + firm[.managerCost] + firm[.expertCost] + firm[.programmeCost]
      + firm[.replacementCost]
    return [
      (found - ended - open).magnitude, (asked - served - Double(firm.experts.count)).magnitude,
      (sellers - Double(firm.seats) - hires + exits).magnitude, Self.relative(firm[.revenue], booked),
      Self.relative(firm[.salaryCost] + firm[.variableCost], paid), Self.relative(firm[.cost], hasLedger ? parts : 0),
    ]
  }

  private static func relative(_ a: Double, _ b: Double) -> Double { (a - b).magnitude / max(1, a.magnitude) }
}
