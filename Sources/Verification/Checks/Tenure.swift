import PortableMath
import SalesForce

/// V26: people leave at a constant hazard.
enum Tenure {
  static let constantHazard = Check(
    "V26", "tenure and ramp under a constant hazard",
    law:
      "p = 1 − (1 − a)^{1/52}; tenure 1/p; in a ramp of L weeks 1 − (1 − p)^L; productivity Σ p(1 − p)^t min(1, t/L)",
    source: "science 1.11; model, section 10",
    parameters: [
      CheckParameter("annual", "a", 0.27, in: 0.05...0.7, unit: "1/year", "share that leaves within a year"),
      CheckParameter("ramp", "L", 26, in: 4...52, unit: "weeks", whole: true, "weeks until a newcomer is up to speed"),
    ],
    expected: { p in
      let stay = Portable.pow(1 - p["annual"], 1.0 / 52), leave = 1 - stay, ramp = p.whole("ramp")
      let missing = (0..<ramp).reduce(0) {
        $0 + leave * Portable.pow(stay, Double($1)) * (1 - Double($1) / Double(ramp))
      }
      return [
        Expectation("tenure, weeks", 1 / leave, .sampled(sharp: 3), known: Known("V26", "tenure_weeks")),
        Expectation(
          "share in the ramp", 1 - Portable.pow(stay, Double(ramp)), .sampled(sharp: 0.01),
          known: Known("V26", "ramp_share")),
        Expectation(
          "productivity of a linear ramp", 1 - missing, .sampled(sharp: 0.006), known: Known("V26", "ramp_productivity")
        ),
      ]
    },
    measured: { p, session in
      let weeks = 80, seats = 4_096, ramp = p["ramp"]
      let blocks = try session.map(session.repetitions(32, atLeast: 4)) { block -> [[Double]] in
        var bench = Bench(
          seats: seats, seed: session.seed, trial: UInt32(block),
          [
            "turnover.base_hazard": -Portable.log1p(-p["annual"]) / 52, "turnover.result_weight": 0,
            "turnover.strain_weight": 0, "turnover.motivation_weight": 0, "turnover.pay_weight": 0,
            "turnover.newness_weight": 0, "turnover.vacancy": 0,
          ], levers: [.dismissal: 0])
        var exits = [Double](repeating: 0, count: seats)
        for week in 0..<weeks {
          bench.beginWeek()
          bench.pass("turnover", week: week)
          for seat in 0..<seats where bench.firm[.filled][seat] == 0 { exits[seat] += 1 }
          bench.pass("hiring", week: week)
        }
        let tenure = (0..<seats).map { bench.firm[.tenure][$0] }
        return [exits, tenure.map { $0 < ramp ? 1 : 0 }, tenure.map { min(1, $0 / ramp) }]
      }
      func sample(_ figure: Int) -> Sample { Sample(blocks.flatMap { $0[figure] }) }
      // Nobody's place stays empty: every week of every seat is one chance to leave.
      let chances = Double(blocks.count * seats * weeks), leave = sample(0).mean / Double(weeks)
      let expected = -Portable.expm1(Portable.log1p(-p["annual"]) / 52)
      return [
        .estimate(
          1 / leave, standardError: ((1 - expected) / (expected * chances)).squareRoot() / expected, degrees: .infinity),
        .share(sample(1).mean * Double(sample(1).count), of: Double(sample(1).count)), .mean(sample(2)),
      ]
    })
}
