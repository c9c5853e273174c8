import SalesForce

/// V18: a cascade that one person can break.
enum AdoptionThresholds {
  static let staircase = Check(
    "V18", "adoption thresholds 0 to N − 1", law: "all N begin; with threshold k raised to k + 1 only k do",
    source: "science 1.7; Granovetter 1978",
    parameters: [
      CheckParameter("people", "N", 100, in: 20...300, whole: true, "people, one of each threshold"),
      CheckParameter("raised", "k", 1, in: 1...9, whole: true, "threshold that is one higher"),
    ],
    expected: { p in
      [
        Expectation("begin, thresholds 0 to N − 1", p["people"], .exact(0), known: Known("V18", "all")),
        Expectation("begin, one threshold raised", p["raised"], .exact(0), known: Known("V18", "broken")),
      ]
    },
    measured: { p, session in
      [nil, p["raised"]].map { .exact(cascade(p.whole("people"), raised: $0, session)) }
    })

  private static func cascade(_ people: Int, raised: Double?, _ session: Session) -> Double {
    var bench = Bench(
      seats: people, seed: session.seed,
      [
        "adoption.innovation": 0, "adoption.imitation": 0, "adoption.conviction": 1, "adoption.momentum": 0,
        "adoption.habit": 0, "adoption.visibility": 1, "adoption.pilot_share": 0, "adoption.disappointment": 0,
      ], levers: [.tools: 1])
    bench.start("adoption")
    bench.firm[.changeStage].fill(ChangeStage.resistance)
    for seat in 0..<people {
      let threshold = Double(seat) + (Double(seat) == raised ? 1 : 0)
      bench.firm[.threshold][seat] = threshold / Double(people)
    }
    // One begins a week at least, or nobody ever again.
    for week in 0...people {
      bench.beginWeek()
      bench.pass("adoption", week: week)
    }
    return bench.firm[.toolUsers]
  }
}
