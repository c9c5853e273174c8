import PortableMath
import SalesForce

/// V36: a message that is repeated.
enum RepeatedMessages {
  static let heard = Check(
    "V36", "repeated messages", law: "1 − (1 − ψ)^n", source: "science 3.21",
    parameters: [
      CheckParameter("reception", "ψ", 0.3, in: 0.02...0.6, "chance that a message is taken in"),
      CheckParameter("messages", "n", 5, in: 1...12, whole: true, "messages a week"),
    ],
    expected: { p in
      let missed = Portable.exp(p["messages"] * Portable.log1p(-p["reception"]))
      return [
        Expectation("share that heard within a week", 1 - missed, .sampled(sharp: 0.01), known: Known("V36", "heard")),
        Expectation("share that heard within two weeks", 1 - missed * missed, .sampled(sharp: 0.01)),
      ]
    },
    measured: { p, session in
      let seats = 4_096
      let trials = session.repetitions(24)
      let heard = try session.map(trials) { trial in
        var bench = Bench(
          seats: seats, seed: session.seed, trial: UInt32(trial),
          [
            "adoption.reception": p["reception"], "adoption.mentions": 0, "adoption.pilot_share": 0,
            "adoption.innovation": 0, "adoption.imitation": 0, "adoption.conviction": 0,
          ], levers: [.tools: 1, .messages: p["messages"]])
        bench.start("adoption")
        return (0..<2).map { week in
          bench.pass("adoption", week: week)
          let stage = bench.firm[.changeStage]
          return Double((0..<seats).count { stage[$0] != ChangeStage.denial })
        }
      }
      return [0, 1].map { week in .share(heard.reduce(0) { $0 + $1[week] }, of: Double(trials * seats)) }
    })
}
