import PortableMath
import SalesForce

/// V28, V29: the pipeline as an absorbing chain, and Little's law.
enum PipelineChain {
  /// Stage chances of science 1.13.
  private static let stages: [CheckParameter] = [
    ("advance", [0.20, 0.15, 0.12, 0.15], "weekly chance of advancing from stage"),
    ("loss", [0.06, 0.05, 0.04, 0.05], "weekly chance of losing to a competitor in stage"),
    ("undecided", [0.06, 0.07, 0.08, 0.07], "weekly chance of ending without a decision in stage"),
  ].flatMap { name, chances, summary in
    chances.enumerated().map { place, chance in
      CheckParameter(
        "\(name)\(place + 1)", "p", chance, in: (name == "advance" ? 0.02 : 0)...0.9, unit: "1/week",
        "\(summary) \(place + 1)")
    }
  }

  private static func chances(_ p: Point, _ name: String) -> [Double] { (1...4).map { p["\(name)\($0)"] } }

  private static let leaving = (1...4).map { place in
    Constraint(
      "advance\(place) + loss\(place) + undecided\(place)", in: 0.02...0.999,
      "a stage is left with one of the three chances"
    ) { $0["advance\(place)"] + $0["loss\(place)"] + $0["undecided\(place)"] }
  }

  /// Solved backwards: stage by stage the chance of a win, weeks of life and their squares, and weeks and squares × chance
  /// of those that win.
  private struct Chain {
    var win = 1.0, undecided = 0.0, life = 0.0, wonWeeks = 0.0
    private var squares = 0.0, wonSquares = 0.0

    init(_ p: Point) {
      for place in (1...4).reversed() {
        let up = p["advance\(place)"], out = p["loss\(place)"], stay = p["undecided\(place)"]
        let leaving = up + out + stay, on = up / leaving
        // Weeks in a stage are geometric, however it ends.
        let weeks = 1 / leaving, square = (2 - leaving) / (leaving * leaving)
        squares = square + on * (2 * weeks * life + squares)
        wonSquares = on * (square * win + 2 * weeks * wonWeeks + wonSquares)
        life = weeks + on * life
        wonWeeks = on * (wonWeeks + win * weeks)
        win *= on
        undecided = stay / leaving + on * undecided
      }
    }

    /// Mean and variance of the weeks of those that win, and of the others.
    var won: (mean: Double, variance: Double) { Self.moments(wonWeeks / win, wonSquares / win) }
    var others: (mean: Double, variance: Double) {
      Self.moments((life - wonWeeks) / (1 - win), (squares - wonSquares) / (1 - win))
    }

    private static func moments(_ mean: Double, _ square: Double) -> (mean: Double, variance: Double) {
      (mean, square - mean * mean)
    }
  }

  static let absorption = Check(
    "V28", "how opportunities end, and after how long", law: "N = (I − Q)⁻¹ of the weekly chances",
    source: "science 1.13", parameters: stages,
    constraints: leaving + [
      Constraint(
        "chance of a win", in: 0.002...0.998, "else too few are won, or too few are not, to see how long it took"
      ) {
        Chain($0).win
      }
    ],
    expected: { p in
      let chain = Chain(p)
      return [
        Expectation("win probability", chain.win, .sampled(sharp: 0.005), known: Known("V28", "win")),
        Expectation(
          "no-decision share of the others", chain.undecided / (1 - chain.win), .sampled(sharp: 0.008),
          known: Known("V28", "no_decision_share")),
        Expectation(
          "weeks of wins", chain.won.mean, .sampled(sharp: 0.3), known: Known("V28", "win_weeks")),
        Expectation(
          "weeks of the others", chain.others.mean, .sampled(sharp: 0.1), known: Known("V28", "other_weeks")),
      ]
    },
    measured: { p, session in
      let ends = try session.map(session.repetitions(128)) { trial in
        var bench = bench(p, session, seats: 100, arrivals: 40, trial: trial)
        bench.beginWeek()
        bench.pass("prospecting")
        var attempts = 0.0, week = 0
        while open(bench) > 0 {
          attempts += open(bench)
          bench.pass("pipeline", week: week)
          bench.firm.opportunities.clearRaised()
          week += 1
        }
        return [
          bench.firm[.createdTotal], bench.firm[.won], bench.firm[.undecided], bench.firm[.wonWeeks], attempts,
        ]
      }
      func sum(_ figure: Int) -> Double { ends.reduce(0) { $0 + $1[figure] } }
      let (all, wins, chain) = (sum(0), sum(1), Chain(p)), others = all - wins
      func weeks(_ total: Double, of count: Double, _ theory: (mean: Double, variance: Double)) -> Measurement {
        .estimate(total / count, standardError: (theory.variance / count).squareRoot(), degrees: .infinity)
      }
      return [
        .share(wins, of: all), .share(sum(2), of: others), weeks(sum(3), of: wins, chain.won),
        weeks(sum(4) - sum(3), of: others, chain.others),
      ]
    })

  static let little = Check(
    "V29", "open opportunities under a constant inflow", law: "open = λ × mean life after arrivals, less λ afterwards",
    source: "science 1.13; model, section 10",
    parameters: [
      CheckParameter("arrivals", "λ", 2, in: 0.2...20, unit: "1/week", "new opportunities of a seller in a week")
    ]
      + stages, constraints: leaving,
    expected: { p in
      let chain = Chain(p), open = p["arrivals"] * chain.life
      return [
        Expectation("open after arrivals", open, .sampled(sharp: 0.15), known: Known("V29", "open")),
        Expectation(
          "open after transitions", open - p["arrivals"], .sampled(sharp: 0.15), known: Known("V29", "open_after")),
        Expectation(
          "wins a week", p["arrivals"] * chain.win, .sampled(sharp: 0.008), known: Known("V29", "wins_a_week")),
      ]
    },
    measured: { p, session in
      // Long enough that nothing of the empty start is left: the slowest stage's factor to 1e-6, stage after stage.
      let slowest = (1...4).map { p["advance\($0)"] + p["loss\($0)"] + p["undecided\($0)"] }.min() ?? 1
      let settling = Int(24 / -Portable.log1p(-slowest)) + 4, counted = 60
      // As many opportunities whatever the inflow.
      let seats = min(60, max(4, Int(120 / p["arrivals"]))), trials = session.repetitions(128)
      let sums = try session.map(trials) { trial in
        var bench = bench(p, session, seats: seats, arrivals: p["arrivals"], trial: trial)
        var sums = [0.0, 0, 0]
        for week in 0..<settling + counted {
          bench.beginWeek()
          bench.pass("prospecting", week: week)
          let before = open(bench)
          bench.pass("pipeline", week: week)
          bench.firm.opportunities.clearRaised()
          guard week >= settling else { continue }
          sums[0] += before
          sums[1] += open(bench)
          sums[2] += bench.firm[.won]
        }
        return sums
      }
      let weeks = Double(counted * seats)
      return [0, 1].map { figure in Measurement.mean(Sample(sums.map { $0[figure] / weeks })) } + [
        // What leaves a settled pipeline with Poisson arrivals is a Poisson process.
        .events(sums.reduce(0) { $0 + $1[2] }, per: weeks * Double(trials))
      ]
    })

  /// Effort at its reference and deals all alike, so that nothing modifies the rates.
  private static func bench(_ p: Point, _ session: Session, seats: Int, arrivals: Double, trial: Int) -> Bench {
    Bench(
      seats: seats, seed: session.seed, trial: UInt32(trial),
      [
        "prospecting.arrival_rate": arrivals, "prospecting.size_odds": 0, "prospecting.size_pace": 0,
        "common.merit_log_sd": 0,
      ],
      lists: [
        "stages.advance": chances(p, "advance"), "stages.loss": chances(p, "loss"),
        "stages.no_decision": chances(p, "undecided"),
      ])
  }

  /// Opportunities that are open.
  private static func open(_ bench: borrowing Bench) -> Double {
    bench.firm[.createdTotal] - bench.firm[.closedTotal]
  }
}
