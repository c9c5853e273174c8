import SalesForce

/// V20-V22: what sellers come to believe, and when they give up.
enum BeliefChecks {
  private static let rate = CheckParameter("rate", "p", 0.2, in: 0.05...0.8, "share of deals that are won")

  /// A seller's book of deals after so many weeks of the same results, nothing else biasing it.
  private static func settle(
    _ p: Point, _ session: Session, seats: Int, weeks: Int, deals: Double, _ parameters: [String: Double]
  ) -> Bench {
    let plain = [
      "feedback.politeness": 0, "feedback.failure_weight": 1, "beliefs.rewriting": 0, "beliefs.memory": 1e9,
      "beliefs.prior_deals": 0.1,
    ]
    var bench = Bench(seats: seats, seed: session.seed, plain.merging(parameters) { $1 })
    bench.start("beliefs")
    for week in 0..<weeks {
      // Whole deals, in the right proportion over the weeks.
      func until(_ week: Int) -> Double { (Double(week) * deals * (1 - p["rate"])).rounded() }
      let failures = until(week + 1) - until(week)
      bench.firm[.wins].fill(deals - failures)
      bench.firm[.failures].fill(failures)
      bench.pass("beliefs", week: week)
    }
    return bench
  }

  static let asymmetry = Check(
    "V20", "belief where failures count less", law: "p/(p + ω(1−p))", source: "science 1.8",
    parameters: [rate, CheckParameter("weight", "ω", 0.5, in: 0.1...1, "weight of a failure against a success")],
    expected: { p in
      [
        Expectation(
          "belief", p["rate"] / (p["rate"] + p["weight"] * (1 - p["rate"])), .exact(3e-5),
          known: Known("V20", "belief"))
      ]
    },
    measured: { p, session in
      let bench = settle(p, session, seats: 2, weeks: 600, deals: 100, ["feedback.failure_weight": p["weight"]])
      return [.exact(bench.firm[.belief][0])]
    })

  static let abandonment = Check(
    "V21", "false abandonment of a practice", law: "((1−p)/p)^k ever; within 250 weeks by the walk's own steps",
    source: "science 1.8; Denrell & March 2001",
    parameters: [
      CheckParameter("rate", "p", 0.6, in: 0.56...0.9, "success rate of the practice"),
      CheckParameter("lead", "k", 3, in: 1...6, whole: true, "by how many failures must lead"),
    ],
    expected: { p in
      let odds = (1 - p["rate"]) / p["rate"]
      return [
        Expectation(
          "share that gives up", givingUp(p), .sampled(sharp: 0.025), known: Known("V21", "p6_k3"),
          law: (0..<p.whole("lead")).reduce(1) { power, _ in power * odds })
      ]
    },
    measured: { p, session in
      let seats = 256, count = session.repetitions(48, atLeast: 6)
      let gone = try session.map(count) { block -> Double in
        var bench = Bench(
          seats: seats, seed: session.seed, trial: UInt32(block),
          [
            "feedback.politeness": 0, "feedback.failure_weight": 1, "practices.rate_log_sd": 0,
            "practices.change_rate": 0, "practices.prior_log_sd": 0, "practices.confusion": 0, "practices.memory": 1e9,
            "practices.switch_cost": 0, "practices.unsanctioned": 0, "practices.stake": 0, "practices.batch": 1,
            "practices.lag": 1, "practices.mean_rate": p["rate"], "practices.contacts": 1,
            "practices.aspiration_speed": 0,
            // Short of an aspiration of ½ by k/2 responses: k more failures than successes; memory takes a trifle off.
            "practices.patience": p["lead"] / 2 - 0.01,
          ], lists: ["practices.modes": [0, 0, 0, 1]])
        bench.start("practices")
        bench.firm[.aspiration].fill(0.5)
        let first = (0..<seats).map { bench.firm[.practice][$0] }
        var left = [Double](repeating: 0, count: seats)
        for week in 0..<trialWeeks {
          bench.pass("practices", week: week)
          for seat in 0..<seats where bench.firm[.practice][seat] != first[seat] { left[seat] = 1 }
        }
        return left.reduce(0, +)
      }
      return [.share(gone.reduce(0, +), of: Double(count * seats))]
    })

  private static let trialWeeks = 250

  /// The chance that failures have led by k after one of the weeks: a walk with a step a week, absorbed there. The last
  /// week's result comes too late to act on.
  private static func givingUp(_ p: Point) -> Double {
    let lead = p.whole("lead"), low = trialWeeks
    // Places of the walk: the lead of failures, from −low on.
    var places = [Double](repeating: 0, count: low + lead)
    places[low] = 1
    var gone = 0.0
    for _ in 1..<trialWeeks {
      var after = [Double](repeating: 0, count: places.count)
      for (place, weight) in places.enumerated() where weight > 0 {
        if place > 0 { after[place - 1] += p["rate"] * weight }
        if place + 1 < places.count {
          after[place + 1] += (1 - p["rate"]) * weight
        } else {
          gone += (1 - p["rate"]) * weight
        }
      }
      places = after
    }
    return gone
  }

  /// Weeks of the book, and the lag of deeds in it, which leaves words that much ahead. Ten deals a week: of more than
  /// sixteen failures the mechanism lets sixteen sound polite.
  private static let weeks = 800
  private static let lag = 6.0, deals = 10.0

  static let wordsAndDeeds = Check(
    "V22", "bias of words that deeds correct", law: "share R₁⁻¹/(R₁⁻¹ + R₂⁻¹) of b = (1−p)φ, R₁ = 1",
    source: "science 1.9",
    parameters: [
      rate, CheckParameter("politeness", "φ", 0.5, in: 0.1...0.9, "share of failures that sound like successes"),
      CheckParameter("deeds", "R₂", 4, in: 0.5...9, "variance of deeds, that of words being 1"),
    ],
    expected: { p in
      let share = p["deeds"] / (1 + p["deeds"]), bias = (1 - p["rate"]) * p["politeness"]
      let ahead = lag / Double(weeks) * (1 - share) * share
      return [
        Expectation("belief", p["rate"] + bias * (share + ahead), .sampled(sharp: 0.002)),
        Expectation(
          "share of the bias that stays", share + ahead, .sampled(sharp: 0.004), known: Known("V22", "share_4"),
          law: share),
      ]
    },
    measured: { p, session in
      let bench = settle(
        p, session, seats: 400, weeks: weeks, deals: deals,
        ["feedback.politeness": p["politeness"], "feedback.deeds_variance": p["deeds"], "beliefs.lag": lag])
      let beliefs = Sample((0..<400).map { bench.firm[.belief][$0] })
      let bias = (1 - p["rate"]) * p["politeness"]
      return [
        .mean(beliefs),
        .estimate(
          (beliefs.mean - p["rate"]) / bias, standardError: beliefs.standardError / bias,
          degrees: Double(beliefs.count - 1)),
      ]
    })
}
