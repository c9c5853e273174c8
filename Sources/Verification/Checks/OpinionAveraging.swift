import SalesForce

/// V17: what three colleagues in a star come to think together.
enum OpinionAveraging {
  static let star = Check(
    "V17", "DeGroot averaging on a star",
    law: "π ∝ (s + 2, s + 1, s + 1), ties of strength 1; leaves' difference × s/(s + 1) a week",
    source: "science 1.7; DeGroot 1974",
    parameters: [
      CheckParameter("own", "s", 1, in: 0.2...5, "weight of one's own opinion against a tie of strength 1")
    ],
    expected: { p in
      let own = p["own"], all = 3 * own + 4
      return [
        Expectation("weight of the centre", (own + 2) / all, .exact(1e-9), known: Known("V17", "centre")),
        Expectation("weight of a leaf", (own + 1) / all, .exact(1e-9), known: Known("V17", "leaf")),
        Expectation("weight of the other leaf", (own + 1) / all, .exact(1e-9), known: Known("V17", "leaf")),
        Expectation(
          "leaves' difference after a week", own / (own + 1), .exact(1e-9), known: Known("V17", "second_eigenvalue")),
      ]
    },
    measured: { p, session in
      // In a consensus of the opinions 1, 0, 0 the first one's weight is what all think.
      let weights = (0..<3).map {
        talk([$0 == 0 ? 1 : 0, $0 == 1 ? 1 : 0, $0 == 2 ? 1 : 0], weeks: 600, p, session)[0]
      }
      let after = talk([0, 1, -1], weeks: 1, p, session)
      return (weights + [(after[1] - after[2]) / 2]).map { .exact($0) }
    })

  /// What the three wait for after some weeks; the first is the centre.
  private static func talk(_ opinions: [Double], weeks: Int, _ p: Point, _ session: Session) -> [Double] {
    var bench = Bench(
      seats: 3, span: 3, seed: session.seed,
      [
        "adoption.stubbornness": p["own"], "adoption.innovation": 0, "adoption.imitation": 0,
        "adoption.conviction": 0, "adoption.pilot_share": 0,
      ], levers: [.tools: 1])
    bench.start("adoption")
    for (seat, contacts) in [(0, [1.0, 2]), (1, [0, -1]), (2, [0, -1])] {
      bench.firm[.nearContact][seat] = contacts[0]
      bench.firm[.nextContact][seat] = contacts[1]
    }
    bench.firm[.nearTie].fill(1)
    bench.firm[.nextTie].fill(1)
    for seat in 0..<3 { bench.firm[.threshold][seat] = opinions[seat] }
    for week in 0..<weeks { bench.pass("adoption", week: week) }
    return (0..<3).map { bench.firm[.threshold][$0] }
  }
}
