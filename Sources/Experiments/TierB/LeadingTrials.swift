import LinearAlgebra
import ResultTables

extension BLAS {
  /// What decides the last bits of BLAS-dependent tables, for the manifest.
  var json: JSONValue {
    .object([
      ("library", .string(libraryName)), ("core", .string(coreName)), ("configuration", .string(configuration)),
    ])
  }
}

extension JournalReader {
  /// The values of some arms in the first trials: a row a trial, a column a metric of an arm.
  /// - Parameter change: what is made of a trial's values first.
  /// - Complexity: O(what is read)
  func leading(_ arms: Range<Int>, _ change: ([Double]) -> [Double] = { $0 }) throws -> Matrix {
    let range = trials.lowerBound..<min(trials.upperBound, trials.lowerBound + StudyData.leadingTrials)
    let count = range.count, columns = arms.count * header.metrics
    var elements = [Double](repeating: 0, count: count * columns)
    for trial in range {
      let row = change(try arms.flatMap { try values(of: trial, arm: $0) })
      for column in 0..<columns { elements[column * count + trial - range.lowerBound] = row[column] }
    }
    return Matrix(rowCount: count, columnCount: columns, elements: elements)
  }
}

extension StudySchemas {
  /// What every BLAS-dependent table says of itself.
  static let tierB =
    "BLAS-dependent: the same bytes for one build of the library and one core type, else equal to 1e-9; manifest.json "
    + "names both. Based on the first \(StudyData.leadingTrials) trials."

  /// The column that says why a value is missing.
  static func status(_ meanings: [(name: String, meaning: String)]) -> TableField {
    TableField(
      "status", type: .string, unit: "",
      description: meanings.map { "\($0.name): \($0.meaning)" }.joined(separator: "; "),
      constraints: .init(required: true, values: meanings.map(\.name)))
  }
}
