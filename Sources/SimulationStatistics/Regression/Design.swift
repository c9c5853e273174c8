import LinearAlgebra

/// The explaining columns of a regression, with names.
public struct Design: Sendable {
  /// All columns, the constant first where there is one.
  public let matrix: Matrix
  /// Names of the columns.
  public let names: [String]
  /// The first column is the constant 1.
  public let hasIntercept: Bool

  /// - Parameters:
  ///   - columns: a row an observation, a column a variable; without the constant.
  ///   - names: of the columns; nil for x1, x2, ….
  ///   - intercept: whether a constant is put before them.
  /// - Throws: ``StatisticsError``: names and columns differ in number, or a value is not finite.
  /// - Complexity: O(np)
  public init(_ columns: Matrix, names: [String]? = nil, intercept: Bool = true) throws(StatisticsError) {
    let own = names ?? (0..<columns.columnCount).map { "x\($0 + 1)" }
    guard own.count == columns.columnCount else {
      throw .argument(
        function: "regression", argument: "names", value: "\(own.count)", expected: "\(columns.columnCount), as columns"
      )
    }
    if let (row, column) = columns.firstNotFinite {
      throw .linearAlgebra(.notFinite(function: "regression", argument: "design", row: row, column: column))
    }
    let ones = intercept ? [Double](repeating: 1, count: columns.rowCount) : []
    matrix = Matrix(columns.rowCount, columns.columnCount + (intercept ? 1 : 0), ones + columns.elements)
    self.names = (intercept ? ["intercept"] : []) + own
    hasIntercept = intercept
  }

  /// Observations.
  public var rowCount: Int { matrix.rowCount }
  /// Coefficients, p.
  public var columnCount: Int { matrix.columnCount }

  /// Checks that there are more observations than coefficients, and a response for each.
  func check(_ function: String, responses: Int) throws(StatisticsError) {
    guard responses == rowCount else {
      throw .argument(
        function: function, argument: "responses", value: "\(responses)", expected: "\(rowCount), as rows of the design"
      )
    }
    guard columnCount > (hasIntercept ? 1 : 0) else {
      throw .tooFew(function: function, what: "explaining columns", count: 0, needed: 1)
    }
    guard rowCount > columnCount else {
      throw .tooFew(function: function, what: "observations", count: rowCount, needed: columnCount + 1)
    }
  }

  /// Runs a factorisation of columns, the first of which has this place in the design; a collinear one by its name.
  func naming(
    _ function: String, from first: Int = 0, _ body: () throws(LinearAlgebraError) -> QRFactorisation
  ) throws(StatisticsError) -> QRFactorisation {
    do throws(LinearAlgebraError) {
      return try body()
    } catch .collinear(_, let column) {
      throw .collinear(function: function, column: names[first + column])
    } catch {
      throw .linearAlgebra(error)
    }
  }
}
