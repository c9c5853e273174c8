import Experiments
import PortableMath
import RandomStreams
import SalesForce
import SimulationStatistics

/// V38: two regimes that are one and the same, through the real runner and its statistics.
enum NullRegime {
  static let equalRegimes = Check(
    "V38", "equal regimes: identical on common streams, covered on independent ones",
    law: "P(the interval of A − B holds 0) = its level", source: "science part 7; model, section 10",
    parameters: [
      CheckParameter("sellers", "", 16, in: 2...64, whole: true, "seats of the firm"),
      CheckParameter("weeks", "", 52, in: 13...104, unit: "weeks", whole: true, "weeks of a trial"),
      CheckParameter("trials", "n", 20, in: 5...50, whole: true, "trials of a study"),
      CheckParameter("level", "", 0.95, in: 0.5...0.99, "level of the intervals"),
    ],
    expected: { p in
      [Expectation("trials that differ on common streams", 0, .exact(1e-12))]
        + metrics.map {
          Expectation("coverage, \($0.card.name)", p["level"], .sampled(sharp: 0.03))
        }
        + metrics.map {
          Expectation("mean difference, \($0.card.name)", 0, .sampled(sharp: sharpness($0)))
        }
    },
    measured: { p, session in
      // As much work as at the default point, but a tenth of the studies at least.
      let work = 16.0 * 52 * 20 / (p["sellers"] * p["weeks"] * p["trials"])
      let model = try model(p), differing = try common(p, model, session)
      let repeats = session.repetitions(Int(1_000 * min(1, max(work, 0.1))), atLeast: 20)
      let studies = try session.map(repeats) { number in try study(p, model, session, number) }
      let coverage = metrics.indices.map { metric -> Measurement in
        .share(Double(studies.count { $0[metric].isCovered }), of: Double(repeats))
      }
      let means = metrics.indices.map { metric in Measurement.mean(Sample(studies.map { $0[metric].mean })) }
      return [.exact(differing)] + coverage + means
    })

  private static let metrics: [Metric] = [.profit, .winRate]

  private static func sharpness(_ metric: Metric) -> Double { metric == .profit ? 0.05 : 0.002 }

  private static func model(_ p: Point) throws -> Model {
    let levers: [LeverName: WeeklyPath] = [
      .salary: WeeklyPath(0.8), .commission: WeeklyPath(0.05), .bonus: WeeklyPath(0.05), .pushShare: WeeklyPath(0.4),
      .monitoring: WeeklyPath(0.3), .coaching: WeeklyPath(2), .experts: WeeklyPath(4), .dismissal: WeeklyPath(0.3),
    ]
    let regimes = ["one", "other"].map { Regime(name: $0, preset: nil, levers: levers) }
    return try Model(
      plan: ModelPlan(
        organisation: Organisation(seats: p.whole("sellers"), span: 8),
        horizon: Horizon(weeks: p.whole("weeks"), warmUp: 0), reference: regimes[0]), regimes: regimes)
  }

  /// Trials of one study in which two equal regimes came out unequal although they shared their random draws.
  private static func common(_ p: Point, _ model: Model, _ session: Session) throws -> Double {
    let keys = TrialKeys(seed: session.seed)
    return try session.map(p.whole("trials")) { trial in
      var runner = TrialRunner(model)
      let outcomes = try runner.run(keys.key(trial: trial, place: 0), regimes: [0, 1], weekly: true)
      return zip(bits(outcomes[0]), bits(outcomes[1])).allSatisfy(==) ? 0 : 1
    }.reduce(0, +)
  }

  private static func bits(_ outcome: TrialOutcome) -> [UInt64] { (outcome.metrics + outcome.weekly).map(\.bitPattern) }

  /// One study on independent streams: for each metric the mean difference, and whether its interval holds 0.
  private static func study(
    _ p: Point, _ model: Model, _ session: Session, _ number: Int
  ) throws -> [(mean: Double, isCovered: Bool)] {
    let keys = TrialKeys(seed: session.seed &+ UInt32(number) &+ 1, isByRegime: true)
    var runner = TrialRunner(model), critical = CriticalValues(level: p["level"])
    var pairs = metrics.map { PairedComparison(Resolution(fractionBits: $0.card.fractionBits)) }
    for trial in 0..<p.whole("trials") {
      let values = try [0, 1].map { place in
        try runner.run(keys.key(trial: trial, place: place), regimes: [place], weekly: false)[0].metrics
      }
      for (index, metric) in metrics.enumerated() {
        try pairs[index].add(values[0][metric.rawValue], values[1][metric.rawValue])
      }
    }
    return try pairs.map { pair in
      guard case .different(let difference) = pair.result(&critical) else { throw NothingToCompare() }
      return (difference.mean, difference.low <= 0 && 0 <= difference.high)
    }
  }

  /// Two independent studies agreed in every trial, or had no value.
  private struct NothingToCompare: Error, CustomStringConvertible {
    var description: String { "independent regimes gave nothing to compare" }
  }
}
