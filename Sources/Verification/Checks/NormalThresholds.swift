import PortableMath
import SalesForce

/// V19: where a cascade among people with normal thresholds ends.
enum NormalThresholds {
  static let quantiles = Check(
    "V19", "normal adoption thresholds",
    law: "the lowest share with x = Φ((x − mean)/s); of 200,000 people the number whose quantiles lie below",
    source: "science 1.7; Granovetter 1978; model, section 10",
    parameters: [
      CheckParameter("mean", "", 25, in: 20...40, unit: "%", "mean threshold"),
      CheckParameter("narrow", "s", 12.2, in: 4...12.2, unit: "%", "spread of thresholds"),
      CheckParameter("wide", "s", 12.25, in: 6...12.25, unit: "%", "another spread"),
    ],
    expected: { p in
      ["narrow", "wide"].map {
        Expectation(
          "end with the \($0) spread, %", end(p["mean"], p[$0], people: people), .exact(2e-3), known: Known("V19", $0),
          law: end(p["mean"], p[$0], people: nil))
      }
    },
    measured: { p, _ in ["narrow", "wide"].map { .exact(cascade(p["mean"], p[$0], people: people)) } })

  private static let people = 200_000

  /// The law, step by step from nobody. Where it all but stands still on its way, whole people may stand still: they
  /// stop where endless ones creep on.
  private static func end(_ mean: Double, _ spread: Double, people: Int?) -> Double {
    var share = 0.0, before = -1.0
    while share - before > 1e-13 {
      before = share
      share = 100 * Portable.normalCDF((share - mean) / spread)
      if let people { share = 100 * (Double(people) * share / 100 + 0.5).rounded(.down) / Double(people) }
    }
    return share
  }

  /// The shipped dynamics among people whose thresholds are the quantiles of the distribution.
  private static func cascade(_ mean: Double, _ spread: Double, people: Int) -> Double {
    let contagion = Contagion(innovation: 0, imitation: 0, conviction: 1, momentum: 0)
    let thresholds = ColumnBuffer<Double>(count: people, repeating: 0)
    let chances = ColumnBuffer<Double>(count: people, repeating: 0)
    let threshold = thresholds.column, chance = chances.column
    for person in 0..<people { threshold[person] = (Double(person) + 0.5) / Double(people) }
    VectorMath.normalQuantile(threshold, into: threshold)
    for person in 0..<people { threshold[person] = (mean + spread * threshold[person]) / 100 }
    var users = 0, before = -1
    while users > before {
      before = users
      chance.fill(Double(users) / Double(people))
      contagion.chances(share: chance, threshold: threshold, growth: 0, into: chance)
      users = 0
      for person in 0..<people { users += chance[person] >= 1 ? 1 : 0 }
    }
    return 100 * Double(users) / Double(people)
  }
}
