import SalesForce

/// V16: use of a tool where everybody sees everybody and nobody waits for others.
enum BassDiffusion {
  private static let weeks = [1, 5, 10, 15, 20]

  static let completeGraph = Check(
    "V16", "Bass diffusion on a complete graph", law: "F ← F + (p + qF)(1 − F), weekly",
    source: "science 1.7; Bass 1969; Rand & Rust 2011",
    parameters: [
      CheckParameter("innovation", "p", 0.03, in: 0.002...0.3, unit: "1/week", "chance of beginning by oneself"),
      CheckParameter("imitation", "q", 0.38, in: 0.02...0.7, unit: "1/week", "chance where all others have begun"),
    ],
    expected: { p in
      var share = 0.0, shares: [Expectation] = []
      for week in 1...weeks[weeks.count - 1] {
        share += (p["innovation"] + p["imitation"] * share) * (1 - share)
        guard weeks.contains(week) else { continue }
        shares.append(
          Expectation(
            "share in use, week \(week)", share, .sampled(sharp: 0.01), known: Known("V16", "share_\(week)")))
      }
      return shares
    },
    measured: { p, session in
      let seats = 4_096
      return try session.samples(session.repetitions(48)) { trial in
        var bench = Bench(
          seats: seats, seed: session.seed, trial: UInt32(trial),
          [
            "adoption.innovation": p["innovation"], "adoption.imitation": p["imitation"], "adoption.conviction": 0,
            "adoption.visibility": 1, "adoption.pilot_share": 0, "adoption.disappointment": 0,
          ], levers: [.tools: 1])
        bench.start("adoption")
        bench.firm[.changeStage].fill(ChangeStage.resistance)
        var shares: [Double] = []
        for week in 1...weeks[weeks.count - 1] {
          bench.beginWeek()
          bench.pass("adoption", week: week)
          if weeks.contains(week) { shares.append(bench.firm[.toolUsers] / Double(seats)) }
        }
        return shares
      }
    })
}
