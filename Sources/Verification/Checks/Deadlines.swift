import PortableMath
import SalesForce

/// What a deadline does to deals that could be closed before it.
enum Deadlines {
  static let urgency = Check(
    "urgency", "decisions in the last weeks of a quota period: sooner, no more of them won",
    law: "h = exp(κ_s min(2, ln⁺ w) + κ_m ω); won in a week: a/(a + o) (1 − e^{−h(a + o)})",
    source: "Oyer 1998; Larkin 2014; model, section 10",
    parameters: [
      CheckParameter(
        "own", "κ_s", 1, in: 0...2, "elasticity of the pace of decisions in what a sale is worth now against later"),
      CheckParameter("managers", "κ_m", 1.5, in: 0...2, unit: "log", "what a full push by managers adds"),
      CheckParameter("push", "ω", 0.5, in: 0...1, "how hard managers push"),
      CheckParameter(
        "worth", "w", 2, in: 0.1...20, "worth of a sale to the seller now, against one after the deadline"),
    ],
    expected: { p in
      let haste = haste(p), won = 0.25 / 0.37
      return [
        Expectation("rate of winning", haste * leaving * won, .exact(1e-12)),
        Expectation("rate of the other ends", haste * leaving * (1 - won), .exact(1e-12)),
        Expectation("won in a week", won * -Portable.expm1(-haste * leaving), .sampled(sharp: 0.02)),
        Expectation("won of those decided", won, .sampled(sharp: 0.02)),
        Expectation("rate in the period's first week", leaving, .exact(1e-12)),
      ]
    },
    measured: { p, session in
      let trials = try session.map(session.repetitions(16)) { trial in close(p, session, trial) }
      func sum(_ figure: Int) -> Double { trials.reduce(0) { $0 + $1[figure] } }
      return [
        .exact(trials[0][2]), .exact(trials[0][3]), .share(sum(0), of: sum(1)), .share(sum(0), of: sum(5)),
        .exact(trials[0][4]),
      ]
    })

  /// Rate at which stage 4 is left, at weekly chances of .25, .05 and .07.
  private static var leaving: Double { -Portable.log1p(-0.37) }

  private static func haste(_ p: Point) -> Double {
    Portable.exp(p["own"] * min(2, max(0, Portable.log(p["worth"]))) + p["managers"] * p["push"])
  }

  /// Deals won of how many; rates of winning and of the other ends that the pass set, and their sum as the next period's
  /// first week sets them; deals that ended.
  private static func close(_ p: Point, _ session: Session, _ trial: Int) -> [Double] {
    var bench = Bench(
      seats: 256, seed: session.seed, trial: UInt32(trial),
      [
        "prospecting.arrival_rate": 10, "prospecting.size_odds": 0, "prospecting.size_pace": 0,
        "common.merit_log_sd": 0, "pressure.own_urgency": p["own"], "pressure.managers_urgency": p["managers"],
        "pressure.discount": 0,
      ],
      lists: [
        "stages.advance": [0.2, 0.2, 0.2, 0.25], "stages.loss": [0.05, 0.05, 0.05, 0.05],
        "stages.no_decision": [0.07, 0.07, 0.07, 0.07],
      ], levers: [.commission: 0.1, .closingPush: p["push"]])
    bench.beginWeek()
    bench.pass("prospecting")
    let rates = bench.common.stages
    let columns: [OpportunityColumn] = [.advance, .loss, .undecided]
    for (column, rate) in zip(columns, [rates.advance[4], rates.loss[4], rates.undecided[4]]) {
      bench.firm.opportunities[column].fill(rate)
    }
    bench.firm.opportunities.stage.fill(4)
    bench.firm[.slope].fill(0.1 * p["worth"])
    bench.firm[.periodWeek] = bench.firm[.periodLength] - 1
    bench.pass("pressure")
    let hastened = columns.map { bench.firm.opportunities[$0][0] }
    // Customers whom this presses are another matter.
    bench.firm[.pressure].fill(0)
    let all = bench.firm[.createdTotal]
    bench.firm[.periodWeek] = 0
    bench.pass("pressure", week: 1)
    let plain = columns.reduce(0) { $0 + bench.firm.opportunities[$1][0] }
    for (column, rate) in zip(columns, hastened) { bench.firm.opportunities[column].fill(rate) }
    bench.firm[.pressure].fill(0)
    bench.pass("pipeline", week: 1)
    return [bench.firm[.won], all, hastened[0], hastened[1] + hastened[2], plain, bench.firm[.closedTotal]]
  }
}
