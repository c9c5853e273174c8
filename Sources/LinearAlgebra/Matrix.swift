/// A dense matrix of doubles, stored column after column, a value type.
///
/// All indices are checked. Columns are contiguous, so that a series of outcomes is a column and a loop over it is a
/// loop over memory.
public struct Matrix: Sendable, Hashable {
  /// m, the number of rows.
  public let rowCount: Int
  /// n, the number of columns.
  public let columnCount: Int
  /// All elements: (i, j) is `elements[i + j * rowCount]`.
  public internal(set) var elements: [Double]

  /// A matrix with every element equal to `value`.
  /// - Precondition: counts are not negative.
  /// - Complexity: O(mn)
  public init(rowCount: Int, columnCount: Int, repeating value: Double = 0) {
    precondition(
      rowCount >= 0 && columnCount >= 0, "Matrix: \(rowCount) by \(columnCount): counts must not be negative")
    self.rowCount = rowCount
    self.columnCount = columnCount
    elements = Array(repeating: value, count: rowCount * columnCount)
  }

  /// A matrix of elements in column order.
  /// - Precondition: there are `rowCount` elements a column.
  public init(rowCount: Int, columnCount: Int, elements: [Double]) {
    precondition(
      rowCount >= 0 && columnCount >= 0 && elements.count == rowCount * columnCount,
      "Matrix: \(elements.count) elements for \(rowCount) by \(columnCount)")
    self.rowCount = rowCount
    self.columnCount = columnCount
    self.elements = elements
  }

  /// A matrix of columns of equal length.
  /// - Throws: ``LinearAlgebraError/shape(function:argument:value:expected:)`` for columns of different length.
  /// - Complexity: O(mn)
  public init(columns: [[Double]]) throws(LinearAlgebraError) {
    let length = columns.first?.count ?? 0
    for (j, column) in columns.enumerated() where column.count != length {
      throw .shape(
        function: "Matrix", argument: "column \(j)", value: "\(column.count) long", expected: "\(length), as column 0")
    }
    self.init(rowCount: length, columnCount: columns.count, elements: Array(columns.joined()))
  }

  /// A matrix of rows of equal length.
  /// - Throws: ``LinearAlgebraError/shape(function:argument:value:expected:)`` for rows of different length.
  /// - Complexity: O(mn)
  public init(rows: [[Double]]) throws(LinearAlgebraError) {
    self = try Matrix(columns: rows).transposed
  }

  /// The identity of order n.
  public static func identity(_ n: Int) -> Matrix {
    var result = Matrix(rowCount: n, columnCount: n)
    for i in 0..<n { result[i, i] = 1 }
    return result
  }

  /// The element in row i and column j, from 0.
  /// - Complexity: O(1)
  public subscript(i: Int, j: Int) -> Double {
    get {
      check(i, j)
      return elements[i + j * rowCount]
    }
    set {
      check(i, j)
      elements[i + j * rowCount] = newValue
    }
  }

  private func check(_ i: Int, _ j: Int) {
    precondition(
      i >= 0 && i < rowCount && j >= 0 && j < columnCount,
      "Matrix: no element (\(i), \(j)) in \(rowCount) by \(columnCount)")
  }

  /// Column j, from 0, without copying.
  /// - Complexity: O(1)
  public func column(_ j: Int) -> ArraySlice<Double> {
    precondition(j >= 0 && j < columnCount, "Matrix: no column \(j) in \(columnCount)")
    return elements[j * rowCount..<(j + 1) * rowCount]
  }

  /// Rows and columns exchanged.
  /// - Complexity: O(mn)
  public var transposed: Matrix {
    var result = Matrix(rowCount: columnCount, columnCount: rowCount)
    for j in 0..<columnCount {
      for i in 0..<rowCount { result.elements[j + i * columnCount] = elements[i + j * rowCount] }
    }
    return result
  }

  /// The matrix with these columns, in this order.
  public func selecting(columns: some Collection<Int>) -> Matrix {
    var picked: [Double] = []
    picked.reserveCapacity(rowCount * columns.count)
    for j in columns { picked.append(contentsOf: column(j)) }
    return Matrix(rowCount: rowCount, columnCount: columns.count, elements: picked)
  }

  /// Where the first element that is NaN or infinite stands, by columns; nil when all are finite.
  /// - Complexity: O(mn)
  public var firstNotFinite: (row: Int, column: Int)? {
    // A product with zero is NaN exactly for what is not finite: a loop without branches.
    for j in 0..<columnCount {
      let column = column(j)
      let sum = column.reduce(0) { $0 + $1 * 0 }
      guard !(sum == 0) else { continue }
      if let index = column.firstIndex(where: { !$0.isFinite }) { return (index - j * rowCount, j) }
    }
    return nil
  }

  /// - Throws: ``LinearAlgebraError/notFinite(function:argument:row:column:)``.
  func requireFinite(_ function: String, _ argument: String) throws(LinearAlgebraError) {
    if let (row, column) = firstNotFinite {
      throw .notFinite(function: function, argument: argument, row: row, column: column)
    }
  }

  /// Copies one triangle onto the other, from above the diagonal to below.
  mutating func mirrorUpper() {
    for j in 0..<columnCount {
      for i in 0..<j { elements[j + i * rowCount] = elements[i + j * rowCount] }
    }
  }
}

extension Matrix {
  /// Overwrites the leading rows with rows of another matrix, less a number for each column.
  /// - Parameters:
  ///   - source: of the same number of columns.
  ///   - means: what is taken off, a number a column.
  ///   - start: the first row of the source.
  ///   - count: how many rows, at most as many as there are here.
  /// - Complexity: O(count · columns)
  public mutating func copyCentred(_ source: Matrix, means: [Double], from start: Int, count: Int) {
    precondition(
      columnCount == source.columnCount && means.count == columnCount && start >= 0 && count >= 0
        && count <= rowCount && start + count <= source.rowCount, "Matrix.copyCentred: shapes differ")
    let (rows, columns) = (rowCount, columnCount)
    let from = source.elements.span
    var to = elements.mutableSpan
    for j in 0..<columns {
      let (a, b, mean) = (j * source.rowCount + start, j * rows, means[j])
      for i in 0..<count { to[b + i] = from[a + i] - mean }
    }
  }
}
