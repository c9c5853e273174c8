import PortableMath
import SalesForce

/// V23, V33: who knows where to point the effort.
enum Directions {
  static let gain = Check(
    "V23", "gain of the filter that tracks a moving target", law: "K = P/(P + R), P = (q + √(q² + 4qR))/2",
    source: "science 1.9",
    parameters: [
      CheckParameter("walk", "q", 0.01, in: 0.001...2, unit: "w²/week", "variance that the target gathers in a week"),
      CheckParameter("noise", "R", 1, in: 0.1...10, unit: "w²", "variance of an observation"),
    ],
    expected: { p in
      let (q, noise) = (p["walk"], p["noise"]), gain = steadyGain(p)
      return [
        Expectation("gain of a settled filter", gain, .exact(1e-9), known: Known("V23", "gain")),
        Expectation("gain an ignorant filter settles to", gain, .exact(1e-9), known: Known("V23", "gain")),
        // One step away from rest shows R itself.
        Expectation("variance one step after 3R", 1 / (1 / (3 * noise + q) + 1 / noise), .exact(1e-9)),
      ]
    },
    measured: { p, session in
      let gain = steadyGain(p), noise = p["noise"]
      // The model is told the steady posterior variance KR and finds R from it.
      var bench = Bench(
        seats: 2, seed: session.seed,
        ["direction.own_variance": gain * noise, "direction.walk_variance": p["walk"]])
      bench.start("direction")
      bench.firm[.ownVariance][1] = 40 * noise
      for week in 0..<Int(16 / gain) + 40 { bench.pass("direction", week: week) }
      let gains = (0..<2).map { bench.firm[.ownVariance][$0] / noise }
      bench.firm[.ownVariance][1] = 3 * noise
      bench.pass("direction", week: 400)
      return [.exact(gains[0]), .exact(gains[1]), .exact(bench.firm[.ownVariance][1])]
    })

  private static func steadyGain(_ p: Point) -> Double {
    let (q, noise) = (p["walk"], p["noise"]), prior = (q + (q * q + 4 * q * noise).squareRoot()) / 2
    return prior / (prior + noise)
  }

  static let match = Check(
    "V33", "match of a blend of two pictures, and the best blend",
    law: "E[M] = 1/√(1 + v/w²), v = π²v_H + (1−π)²v_L e^{−I}; π* = v_L e^{−I}/(v_H + v_L e^{−I})",
    source: "science 1.16",
    parameters: [
      CheckParameter("push", "π", 1, in: 0...1, "weight of headquarters' picture"),
      CheckParameter("headquarters", "v_H", 0.5, in: 0.02...10, unit: "w²", "error variance of headquarters"),
      CheckParameter(
        "own", "v_L", 2, in: 0.02...10, unit: "w²", "error variance of sellers before information spreads"),
      CheckParameter("information", "I", 0, in: 0...3, "democratised information"),
      CheckParameter("width", "w", 1, in: 0.3...5, "how far off a direction may be and still match"),
    ],
    expected: { p in
      let (push, central, own) = (p["push"], p["headquarters"], p["own"] * Portable.exp(-p["information"]))
      let v = push * push * central + (1 - push) * (1 - push) * own
      let match = 1 / (1 + v / (p["width"] * p["width"])).squareRoot()
      func rule(_ week: Int) -> Expectation {
        Expectation("mean match, week \(week)", match, .sampled(sharp: 0.006), known: Known("V33", "match"))
      }
      return [
        rule(0), rule(29),
        Expectation(
          "best push share, week 0", own / (central + own), .sampled(sharp: 0.02),
          known: Known("V33", "best_push_share_information_0")),
        Expectation(
          "best push share, week 40", own / (central + own), .sampled(sharp: 0.02),
          known: Known("V33", "best_push_share_information_0")),
      ]
    },
    measured: { p, session in
      let seats = 2_048
      let readings = try session.map(session.repetitions(16)) { block -> [[Double]] in
        var bench = bench(p, session, seats: seats, trial: block)
        bench[.pushShare] = p["push"]
        var rows: [[Double]] = []
        for week in 0..<30 {
          bench.pass("direction", week: week)
          if week == 0 || week == 29 { rows.append((0..<seats).map { bench.firm[.match][$0] }) }
        }
        return rows
      }
      let best = try session.samples(session.repetitions(24)) { trial in
        [0, 40].map { bestShare(p, session, trial, week: $0) }
      }
      return [0, 1].map { figure in .mean(Sample(readings.flatMap { $0[figure] })) } + best
    })

  private static func bench(_ p: Point, _ session: Session, seats: Int, trial: Int) -> Bench {
    var bench = Bench(
      seats: seats, seed: session.seed, trial: UInt32(trial),
      [
        "direction.headquarters_variance": p["headquarters"], "direction.own_variance": p["own"],
        "direction.match_width": p["width"], "direction.goal_spread": 0,
      ])
    bench.firm[.information] = p["information"]
    bench.start("direction")
    return bench
  }

  /// The push share under which a firm's matches add up to most, everybody's errors being the same.
  private static func bestShare(_ p: Point, _ session: Session, _ trial: Int, week: Int) -> Double {
    var bench = bench(p, session, seats: 1_500, trial: 1_000 + trial)
    for earlier in 0..<week { bench.pass("direction", week: earlier) }
    var kept = Firm(bench.firm.organisation)
    kept.copy(from: bench.firm)
    return peak(from: -0.2, to: 1.2) { push in
      bench.firm.copy(from: kept)
      bench[.pushShare] = push
      bench.pass("direction", week: week)
      return (0..<bench.firm.seats).reduce(0) { $0 + bench.firm[.match][$1] }
    }
  }

  /// Golden section: the place of the one peak, to a thousandth.
  private static func peak(from start: Double, to end: Double, of f: (Double) -> Double) -> Double {
    let ratio = 0.618_033_988_749_895
    var (low, high) = (start, end)
    var (a, b) = (high - ratio * (high - low), low + ratio * (high - low))
    var (left, right) = (f(a), f(b))
    while high - low > 1e-3 {
      if left < right {
        (low, a, left) = (a, b, right)
        b = low + ratio * (high - low)
        right = f(b)
      } else {
        (high, b, right) = (b, a, left)
        a = high - ratio * (high - low)
        left = f(a)
      }
    }
    return (low + high) / 2
  }
}
