import LinearAlgebra
import ResultTables
import SimulationStatistics

/// A table made with BLAS.
protocol TierBTable {
  /// Its columns.
  var schema: TableSchema { get }
  /// Hands over its rows in their order.
  func rows(_ write: ([Cell]) throws -> Void) throws
}

/// Makes the tables of tier B from a study's journal; they come last, and a run is complete without them.
///
/// They rest on the study's first trials, ``StudyRun/leadingTrials`` at most, so that their memory does not grow with
/// trials. What has no value says why in the column `status`.
struct TierBTables {
  let study: StudyTables
  let trials: StudyTrials
  /// The opened library, or why there is none.
  let library: Result<BLAS, LinearAlgebraError>

  /// Which tables the scenario wants.
  static func wanted(_ scenario: Scenario) -> [OptionalTable] { scenario.outputs.tables.filter(\.needsBLAS) }

  /// - Parameter names: which tables to make.
  /// - Returns: the tables that were made, and those that could not be.
  /// - Throws: errors of files.
  func write(_ names: [OptionalTable]) throws -> (resources: [DataPackage.Resource], missing: [MissingTable]) {
    var resources: [DataPackage.Resource] = []
    var missing: [MissingTable] = []
    for name in names {
      try study.watch.check()
      do {
        let table = try table(name, try library.get())
        let file = try CSVTable(schema: table.schema, path: study.directory.file(name.fileName))
        try table.rows {
          try study.watch.check()
          try file.append($0)
        }
        resources.append(DataPackage.Resource(schema: table.schema, digest: try file.finish()))
      } catch let error as LinearAlgebraError {
        missing.append(MissingTable(table: name, reason: error.description))
      } catch let error as StatisticsError {
        missing.append(MissingTable(table: name, reason: error.description))
      }
    }
    return (resources, missing)
  }

  private func table(_ name: OptionalTable, _ blas: BLAS) throws -> any TierBTable {
    switch name {
    case .correlations: CorrelationTable(study: study, blas: blas)
    case .bootstrap: BootstrapTable(study: study, trials: trials, blas: blas)
    case .drivers: DriverTable(study: study, blas: blas)
    case .trajectories: TrajectoryTable(study: study, blas: blas)
    case .timeseries, .sellers, .weekly, .forecast, .crm, .truth: preconditionFailure("\(name) is not made with BLAS")
    }
  }
}

/// A table that the scenario wants and a run could not make.
public struct MissingTable: Sendable, Equatable, Codable {
  public let table: OptionalTable
  public let reason: String

  var json: JSONValue { .object([("table", .string(table.rawValue)), ("reason", .string(reason))]) }
}

extension BLAS {
  /// What decides the last bits of tables of tier B, for the manifest.
  var json: JSONValue {
    .object([
      ("library", .string(libraryName)), ("core", .string(coreName)), ("configuration", .string(configuration)),
    ])
  }
}

extension JournalReader {
  /// Some values of the first trials: a row a trial, a column a value.
  /// - Parameters:
  ///   - columns: positions within a trial's values.
  ///   - change: what is made of a trial's values first.
  /// - Complexity: O(the first trials' records)
  func leading(_ columns: Range<Int>, _ change: ([Double]) -> [Double] = { $0 }) throws -> Matrix {
    let range = trials.lowerBound..<min(trials.upperBound, trials.lowerBound + StudyRun.leadingTrials)
    let count = range.count
    var elements = [Double](repeating: 0, count: count * columns.count)
    try forEachTrial(range) { trial, values, _ in
      let row = trial - range.lowerBound, values = change(values)
      for (place, column) in columns.enumerated() { elements[place * count + row] = values[column] }
    }
    return Matrix(rowCount: count, columnCount: columns.count, elements: elements)
  }
}

extension StudySchemas {
  /// What every table of tier B says of itself.
  static let tierB =
    "Made with BLAS: the same bytes for one build of the library and one core type, else equal to 1e-9; manifest.json "
    + "names both. Rests on the first \(StudyRun.leadingTrials) trials."

  /// The column that says why a value is missing.
  static func status(_ meanings: [(name: String, meaning: String)]) -> TableField {
    TableField(
      "status", type: .string, unit: "",
      description: meanings.map { "\($0.name): \($0.meaning)" }.joined(separator: "; "),
      constraints: .init(required: true, values: meanings.map(\.name)))
  }
}
