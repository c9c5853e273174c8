import SalesForce

/// V16: use of a tool where everybody sees everybody and nobody waits for others.
enum BassDiffusion {
  private static let weeks = [1, 5, 10, 15, 20]
  private static let seats = 4_096

  static let completeGraph = Check(
    "V16", "Bass diffusion on a complete graph",
    law: "F ← F + (p + qF)(1 − F), weekly; of 4,096 people the exact chain",
    source: "science 1.7; Bass 1969; Rand & Rust 2011",
    parameters: [
      CheckParameter("innovation", "p", 0.03, in: 0.002...0.3, unit: "1/week", "chance of beginning by oneself"),
      CheckParameter("imitation", "q", 0.38, in: 0.02...0.7, unit: "1/week", "chance where all others have begun"),
    ],
    expected: { p in
      let moments = chain(p)
      var share = 0.0, shares: [Expectation] = []
      for week in 1...weeks[weeks.count - 1] {
        share += (p["innovation"] + p["imitation"] * share) * (1 - share)
        guard let place = weeks.firstIndex(of: week) else { continue }
        shares.append(
          Expectation(
            "share in use, week \(week)", moments[place].mean / Double(seats), .sampled(sharp: 0.01),
            known: Known("V16", "share_\(week)"), law: share))
      }
      return shares
    },
    measured: { p, session in
      let trials = session.repetitions(48)
      let users = try session.map(trials) { trial in
        var bench = Bench(
          seats: seats, seed: session.seed, trial: UInt32(trial),
          [
            "adoption.innovation": p["innovation"], "adoption.imitation": p["imitation"], "adoption.conviction": 0,
            "adoption.visibility": 1, "adoption.pilot_share": 0, "adoption.disappointment": 0,
          ], levers: [.tools: 1])
        bench.start("adoption")
        bench.firm[.changeStage].fill(ChangeStage.resistance)
        var users: [Double] = []
        for week in 1...weeks[weeks.count - 1] {
          bench.beginWeek()
          bench.pass("adoption", week: week)
          if weeks.contains(week) { users.append(bench.firm[.toolUsers]) }
        }
        return users
      }
      return zip(weeks.indices, chain(p)).map { place, moments in
        .share(users.reduce(0) { $0 + $1[place] }, of: Double(trials * seats), effect: moments.effect)
      }
    })

  /// Users in the weeks shown, of so many seats.
  private static func chain(_ p: Point) -> [DiffusionChain.Moments] {
    var chain = DiffusionChain(people: seats, innovation: p["innovation"], imitation: p["imitation"])
    return (1...weeks[weeks.count - 1]).compactMap { week in
      chain.step()
      return weeks.contains(week) ? chain.moments : nil
    }
  }
}
