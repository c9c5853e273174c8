import LinearAlgebra
import ResultTables
import SalesForce
import SimulationStatistics

/// `correlations.csv`: Pearson's correlations of all metrics over trials, regime by regime (dsyrk).
///
/// A pair of metrics uses the trials in which both have a value, which `n` counts.
struct CorrelationTable: StudyTable {
  let study: StudyData
  let blas: BLAS

  func rows(_ write: ([Cell]) throws -> Void) throws {
    let metrics = Metric.allCases, count = metrics.count
    for arms in study.armsByPoint {
      let values = try study.reader.leading(arms)
      for (place, arm) in arms.enumerated() {
        let own = values.selecting(columns: place * count..<(place + 1) * count)
        let matrix = try CovarianceMatrix(of: own, using: blas)
        for a in 0..<count {
          for b in (a + 1)..<count {
            let correlation = matrix.correlation(a, b)
            try write([
              .text(metrics[a].card.name), .text(metrics[b].card.name), .text(study.arms[arm].regime.name),
              .integer(study.arms[arm].point), .integer(matrix.counts[a][b]), .optional(correlation.value),
              .text(correlation.reason?.rawValue ?? "ok"),
            ])
          }
        }
      }
    }
  }

  var schema: TableSchema {
    let names = Metric.allCases.map(\.card.name)
    func metric(_ name: String) -> TableField {
      TableField(
        name, type: .string, unit: "", description: "name of a metric of the trials",
        constraints: .init(required: true, values: names))
    }
    return TableSchema(
      name: "correlations", title: "Correlations",
      description: "Each pair of metrics over the trials of a regime, each pair once. " + StudySchemas.tierB,
      tier: .b,
      fields: [
        metric("metric_a"), metric("metric_b"), study.schemas.regime(), StudySchemas.point,
        TableField("n", type: .integer, unit: "", description: "trials in which both metrics have a value"),
        TableField("correlation", type: .number, unit: "1", description: "Pearson's correlation over these trials"),
        StudySchemas.status([
          ("ok", "the value is there"), ("constant", "one of the two does not vary over these trials"),
          ("too_few", "fewer than two trials"), ("out_of_range", "squares too large or small for a number"),
        ]),
      ], primaryKey: ["metric_a", "metric_b", "regime", "point"], note: study.schemas.costNote)
  }
}
