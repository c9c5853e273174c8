import LinearAlgebra
import ResultTables
import SalesForce
import SimulationStatistics

/// `trajectories.csv`: the few shapes by which weekly paths differ, over all runs of a point (dsyrk, dsyevd).
///
/// A run is a trial of a regime, its path a metric's readings in the measured weeks. The components are those of all
/// regimes together, so a regime's mean score says in which shape it departs from the others.
struct TrajectoryTable: StudyTable {
  let study: StudyData
  let blas: BLAS

  static let components = 3
  /// Components whose variances are nearer to each other than this share of the first one's are determined together
  /// only, not one by one.
  static let leastGap = 1e-6

  func rows(_ write: ([Cell]) throws -> Void) throws {
    let metrics = WeeklyMetric.allCases.count
    for arms in study.armsByPoint {
      let paths = WeeklyPaths(study, arms: arms)
      for some in stride(from: 0, to: metrics, by: paths.together) {
        let group = some..<min(some + paths.together, metrics)
        let runs = try paths.read(group), blas = blas
        let found = try Concurrent.map(runs.count, threads: min(study.threads, blas.threads)) { place throws -> Found in
          do throws(StatisticsError) {
            // One more than is told, to see whether the last one stands apart.
            return .success(try PrincipalComponents(of: runs[place].matrix, limit: Self.components + 1, using: blas))
          } catch {
            switch error {
            case .tooFew: return .failure(.tooFew)
            case .constant: return .failure(.constant)
            default: throw error
            }
          }
        }
        for (place, metric) in group.enumerated() {
          try tell(metric, runs[place], found[place], paths, arms, write)
        }
      }
    }
  }

  private typealias Found = Defined<PrincipalComponents>

  private func tell(
    _ metric: Int, _ runs: WeeklyPaths.Runs, _ found: Found, _ paths: WeeklyPaths, _ arms: Range<Int>,
    _ write: ([Cell]) throws -> Void
  ) throws {
    let name = WeeklyMetric.allCases[metric].card.name, point = study.arms[arms.lowerBound].point
    func row(
      _ component: Int, _ quantity: String, week: Int? = nil, regime: String? = nil, _ n: Int, _ value: Double?,
      _ status: String
    ) throws {
      try write([
        .text(name), .integer(point), .integer(component), .text(quantity), .optional(week), .optional(regime),
        .integer(n), .optional(value), .text(status),
      ])
    }
    let n = runs.arm.count
    guard let components = found.value else {
      return try row(1, "share", n, nil, found.reason?.rawValue ?? "ok")
    }
    for component in 0..<min(Self.components, components.shares.count) {
      let status = Self.standsApart(component, components.variances) ? "ok" : "tied"
      try row(component + 1, "share", n, components.shares[component], status)
      for (step, loading) in components.loadings.column(component).enumerated() {
        try row(component + 1, "loading", week: paths.firstWeek(of: step), n, loading, status)
      }
      let scores = components.scores.column(component)
      for arm in arms {
        let own = zip(runs.arm, scores).filter { $0.0 == arm }.map(\.1)
        let mean = own.isEmpty ? nil : own.reduce(0, +) / Double(own.count)
        try row(
          component + 1, "mean_score", regime: study.arms[arm].regime.name, own.count, mean,
          own.isEmpty ? "too_few" : status)
      }
    }
  }

  private static func standsApart(_ component: Int, _ variances: [Double]) -> Bool {
    let gaps = [component - 1, component].filter { $0 >= 0 && $0 + 1 < variances.count }.map {
      variances[$0] - variances[$0 + 1]
    }
    return gaps.allSatisfy { $0 > leastGap * variances[0] }
  }

  var schema: TableSchema {
    let longPaths =
      "Paths of more than \(WeeklyPaths.stepLimit) measured weeks are taken in means over 13 weeks, or a multiple. "
    return TableSchema(
      name: "trajectories", title: "Trajectories",
      description: "Principal components of the weekly paths of all runs of a point, a run being a trial of a regime; "
        + "paths with a missing week are left out. The largest loading of a component is positive. " + longPaths
        + StudySchemas.tierB,
      tier: .b,
      fields: [
        StudySchemas.metric(WeeklyMetric.allCases.map(\.card.name)), StudySchemas.point,
        TableField(
          "component", type: .integer, unit: "",
          description: "rank of the component by variance, from 1 to \(Self.components)"),
        TableField(
          "quantity", type: .string, unit: "",
          description:
            "share: of the paths' total variance; loading: of the unit vector, by week; mean_score: mean over "
            + "a regime's runs of the centred path times the loadings, in the metric's unit",
          constraints: .init(required: true, values: ["share", "loading", "mean_score"])),
        TableField(
          "week", type: .integer, unit: "weeks", description: "week of a loading, the first one of a mean over several"),
        TableField(
          "regime", type: .string, unit: "", description: "regime of a mean score",
          constraints: .init(values: study.schemas.regimes)),
        TableField("n", type: .integer, unit: "", description: "runs behind the value"),
        TableField("value", type: .number, unit: "that of the quantity", description: "the quantity's value"),
        StudySchemas.status([
          ("ok", "the value is there"),
          ("tied", "its variance is within 1e-6 of a neighbour's: shapes are determined together only"),
          ("constant", "all paths are equal"), ("too_few", "fewer than two complete paths, or none of this regime"),
        ]),
      ], note: study.schemas.costNote)
  }
}
