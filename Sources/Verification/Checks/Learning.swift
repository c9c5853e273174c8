import PortableMath
import SalesForce

/// V24, V25: skill grows with use.
enum Learning {
  static let exponential = Check(
    "V24", "skill under full use, and without", law: "v(t) = 1 − e^{−ηt}; half-life ln 2/δ", source: "science 1.10",
    parameters: [
      CheckParameter("rate", "η", 0.08856, in: 0.005...1, unit: "1/week", "learning rate"),
      CheckParameter("forgetting", "δ", 0.0243, in: 0.001...0.2, unit: "1/week", "forgetting rate"),
    ],
    expected: { p in
      weeks.map { week in
        Expectation(
          "skill after \(week) weeks", -Portable.expm1(-p["rate"] * Double(week)), .exact(1e-12),
          known: Known("V24", "skill_\(week)"))
      } + [
        Expectation(
          "half-life, weeks", Portable.log(2) / p["forgetting"], .exact(1e-9), known: Known("V24", "half_life_weeks"))
      ]
    },
    measured: { p, session in
      var bench = Bench(
        seats: 3, seed: session.seed,
        ["skill.use": 1, "skill.learning_rate": p["rate"], "skill.turnover_of_offers": 0])
      bench.firm[.skill].fill(0)
      var skill: [Measurement] = []
      for week in 1...52 {
        bench.pass("skill", week: week)
        if weeks.contains(week) { skill.append(.exact(bench.firm[.skill][1])) }
      }
      var idle = Bench(
        seats: 2, seed: session.seed,
        ["skill.use": 0, "skill.forgetting_rate": p["forgetting"], "skill.turnover_of_offers": 0])
      idle.firm[.skill].fill(0.8)
      for week in 0..<26 { idle.pass("skill", week: week) }
      return skill + [.exact(-26 * Portable.log(2) / Portable.log(idle.firm[.skill][0] / 0.8))]
    })

  private static let weeks = [4, 13, 26, 52]

  static let mixed = Check(
    "V25", "learners of many speeds together", law: "rates Gamma(1, b): the mean gap is 1/(1 + t/b)",
    source: "science 1.10; Heathcote, Brown & Mewhort 2000",
    parameters: [CheckParameter("scale", "b", 10, in: 2...100, unit: "weeks", "1/mean learning rate")],
    expected: { p in
      times.map { time in
        Expectation(
          "gap after \(time) weeks", 1 / (1 + Double(time) / p["scale"]), .sampled(sharp: 0.008),
          known: Known("V25", "remaining_\(time)"))
      }
    },
    measured: { p, session in
      let seats = 4_096
      let blocks = try session.map(session.repetitions(8, atLeast: 4)) { block -> [[Double]] in
        var bench = Bench(
          seats: seats, seed: session.seed, trial: UInt32(block),
          ["skill.use": 1, "skill.learning_rate": 0.1, "skill.turnover_of_offers": 0])
        let gain = bench.firm[.coachGain]
        bench.draws.exponential(
          entity: bench.firm.seatIdentity, week: .same(0), process: 904, draw: .same(0), into: gain)
        for seat in 0..<seats { gain[seat] *= 10 / p["scale"] }
        bench.firm[.skill].fill(0)
        var gaps: [[Double]] = []
        for week in 1...times[2] {
          bench.pass("skill", week: week)
          if times.contains(week) { gaps.append((0..<seats).map { 1 - bench.firm[.skill][$0] }) }
        }
        return gaps
      }
      return times.indices.map { time in .mean(Sample(blocks.flatMap { $0[time] })) }
    })

  private static let times = [5, 10, 50]
}
