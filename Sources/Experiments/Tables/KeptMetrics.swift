import ResultTables
import SalesForce

/// Leaves out of a table what `outputs.metrics` does not name: columns that are metrics, and rows about one. What is left has
/// the bytes that it has without.
struct KeptMetrics {
  /// Tables whose columns or rows are metrics; all others speak of what was asked for elsewhere.
  private static let tables: Set<String> = [
    "trials", "knock_outs", "slope_trials", "slopes", "timeseries", "weekly", "summary", "comparisons",
    "ensemble_effects", "decomposition", "bootstrap", "correlations",
  ]
  private static let names = Set(Metric.allCases.map(\.card.name) + WeeklyMetric.allCases.map(\.card.name))

  let schema: TableSchema
  /// Places of the columns that stay; nil for all.
  private let columns: [Int]?
  /// Places of the cells that name a row's metrics.
  private let keys: [Int]
  private let outputs: Outputs

  init(_ outputs: Outputs, _ given: TableSchema) {
    self.outputs = outputs
    guard outputs.metrics != nil, Self.tables.contains(given.name) else {
      (schema, columns, keys) = (given, nil, [])
      return
    }
    let fields = given.fields
    keys = fields.indices.filter { ["metric", "metric_a", "metric_b"].contains(fields[$0].name) }
    let kept = fields.indices.filter {
      fields[$0].type != .number || !Self.names.contains(fields[$0].name) || outputs.keeps(fields[$0].name)
    }
    columns = kept.count == fields.count ? nil : kept
    schema = TableSchema(
      name: given.name, title: given.title, description: given.description, tier: given.tier,
      fields: kept.map { fields[$0] }, primaryKey: given.primaryKey, note: given.note)
  }

  /// What stays of a row; nil where it is about a metric that is left out.
  func row(_ cells: [Cell]) -> [Cell]? {
    for key in keys {
      if case .text(let name) = cells[key], !outputs.keeps(name) { return nil }
    }
    return columns.map { $0.map { cells[$0] } } ?? cells
  }
}
