import Experiments
import ResultTables
import SalesForce

/// What a run found, as a page opens with it: the cells that it shows of the run's own tables, to the last digit.
struct ExploreResults {
  let results: StoredStudy
  /// Names of the regimes, in the page's order.
  let regimes: [String]

  /// The only point of a study that a page can show.
  private static let point = 0
  private static let quarter = Outputs.Cadence.quarter.weeks

  /// Metrics by name, regimes and pairs in order.
  func json() throws(ResultsError) -> JSONValue {
    let paths = try self.paths()
    return .object([
      (key: "trials", value: .integer(results.manifest.completed)), (key: "salaries", value: salaries),
      (key: "levels", value: by(results.metrics) { levels($0) }),
      (key: "differences", value: by(results.metrics) { differences($0) }),
      (key: "contrasts", value: results.contrast == nil ? .null : by(results.metrics) { contrast($0) }),
      (key: "paths", value: paths), (key: "isPooled", value: .boolean(!isQuarterly)),
    ])
  }

  private func by(_ metrics: [String], _ value: (String) -> JSONValue?) -> JSONValue {
    .object(metrics.compactMap { metric in value(metric).map { (key: metric, value: $0) } })
  }

  private static func cells(_ row: Row?, _ columns: [String]) -> JSONValue {
    .array(columns.map { .optional(row?[$0]) })
  }

  /// Solved base salaries; null where regimes cost what they cost.
  private var salaries: JSONValue {
    let paid = regimes.map { regime in
      results.manifest.budget.first { $0.regime == regime && $0.point == Self.point }?.salary
    }
    return paid.contains { $0 == nil } ? .null : .array(paid.map { .optional($0) })
  }

  private func levels(_ metric: String) -> JSONValue {
    .array(
      regimes.map { Self.cells(results.level(metric, $0, point: Self.point), ["n", "mean", "ci_low", "ci_high"]) })
  }

  private func differences(_ metric: String) -> JSONValue {
    let columns = ["n", "mean_difference", "ci_low", "ci_high", "prob_a_beats_b", "prob_low", "prob_high"]
    return .array(
      regimes.indices.flatMap { first in
        regimes.indices.filter { $0 > first }.map { second in
          let row = results.comparisons[metric, regimes[first], regimes[second], String(Self.point)]
          return Self.cells(row?.text("status") == "ok" ? row : nil, columns)
        }
      })
  }

  /// Which lever makes how much; nil where the scenario does not ask of this metric.
  private func contrast(_ metric: String) -> JSONValue? {
    let rows = results.contrastRows(metric, Self.point)
    guard let first = rows.first else { return nil }
    return .object([
      (key: "from", value: .string(first.text("from"))), (key: "to", value: .string(first.text("to"))),
      (
        key: "rows",
        value: .array(
          rows.map { row in
            .object([
              (key: "lever", value: .string(row.text("lever"))),
              (key: "before", value: .string(row.text("from_value"))),
              (key: "after", value: .string(row.text("to_value"))), (key: "mean", value: .optional(row["share"])),
              (key: "low", value: .optional(row["share_low"])), (key: "high", value: .optional(row["share_high"])),
            ])
          })
      ),
    ])
  }

  private var isQuarterly: Bool { results.scenario?.outputs.cadence == .quarter }

  /// Readings by the quarter: cells of timeseries.csv, or where that is by the week means of thirteen.
  private func paths() throws(ResultsError) -> JSONValue {
    let columns = ["mean", "ci_low", "ci_high"], isQuarterly = isQuarterly
    var sums: [String: [[Double]]] = [:], counts = sums
    let table = try results.directory.table("timeseries") { row in
      guard let when = (row["week"] ?? row["quarter"]).map({ Int($0) }), row.text("point") == String(Self.point) else {
        return false
      }
      let period = isQuarterly ? when : when / Self.quarter, key = row.key(["metric", "regime"])
      for (place, column) in columns.enumerated() {
        guard let value = row[column] else { continue }
        while sums[key, default: []].count <= period {
          sums[key, default: []].append([0, 0, 0])
          counts[key, default: []].append([0, 0, 0])
        }
        sums[key]?[period][place] += value
        counts[key]?[period][place] += 1
      }
      return false
    }
    guard table != nil else { return .null }
    let periods = sums.values.map(\.count).max() ?? 0
    return by(WeeklyMetric.allCases.map(\.card.name)) { metric in
      let found = regimes.map { (sums[metric + Row.separator + $0] ?? [], counts[metric + Row.separator + $0] ?? []) }
      guard found.contains(where: { !$0.0.isEmpty }) else { return nil }
      return .array(
        found.map { sums, counts in
          .array(
            (0..<periods).map { period in
              .array(
                columns.indices.map { place in
                  guard period < sums.count, counts[period][place] > 0 else { return .null }
                  return .number(sums[period][place] / counts[period][place])
                })
            })
        })
    }
  }
}
