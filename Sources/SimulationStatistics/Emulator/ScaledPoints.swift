import LinearAlgebra
import PortableMath

/// Inputs mapped to −½…½ by the ranges of an emulator's points.
struct InputScale: Sendable, Hashable {
  /// The middle of each input's range.
  let middle: [Double]
  /// Each input's range, in its unit.
  let range: [Double]

  /// - Throws: ``StatisticsError``: a value is not finite, or an input does not vary.
  init(of points: Matrix) throws(StatisticsError) {
    if let (row, column) = points.firstNotFinite {
      throw .linearAlgebra(.notFinite(function: "emulator", argument: "points", row: row, column: column))
    }
    var (middle, range): ([Double], [Double]) = ([], [])
    for j in 0..<points.columnCount {
      let low = points.column(j).min() ?? 0, high = points.column(j).max() ?? 0
      guard high > low else { throw .constant(function: "emulator", what: "input \(j + 1)") }
      middle.append(low / 2 + high / 2)
      range.append(high - low)
    }
    (self.middle, self.range) = (middle, range)
  }

  /// - Throws: ``StatisticsError``: another number of inputs, or a value that is not finite.
  func scaled(_ points: Matrix) throws(StatisticsError) -> Matrix {
    guard points.columnCount == range.count else {
      throw .argument(
        function: "emulator", argument: "inputs of the points", value: "\(points.columnCount)",
        expected: "\(range.count)")
    }
    if let (row, column) = points.firstNotFinite {
      throw .linearAlgebra(.notFinite(function: "emulator", argument: "points", row: row, column: column))
    }
    var elements: [Double] = []
    elements.reserveCapacity(points.elements.count)
    for j in range.indices { for x in points.column(j) { elements.append((x - middle[j]) / range[j]) } }
    return Matrix(points.rowCount, range.count, elements)
  }
}

/// Points whose inputs are divided by an emulator's lengths, so that distances are r: columns in whole lanes.
struct ScaledPoints: ~Copyable {
  /// How many points.
  let count: Int
  /// How many inputs.
  let dimension: Int
  private let storage: ColumnBuffer<Double>
  private let stride: Int

  init(_ points: Matrix, lengths: [Double]) {
    count = points.rowCount
    dimension = points.columnCount
    stride = (count + 7) / 8 * 8
    storage = ColumnBuffer(count: stride * dimension, repeating: 0)
    let all = storage.column
    for j in 0..<dimension {
      let column = points.column(j)
      for (i, x) in column.enumerated() { all[j * stride + i] = x / lengths[j] }
    }
  }

  /// r² of the first `to.count` points from one point of another set.
  /// - Complexity: O(n) an input
  func squaredDistances(from other: borrowing ScaledPoints, _ index: Int, to squares: Column<Double>) {
    squares.fill(0)
    for j in 0..<dimension {
      let own = storage.column.slice(from: j * stride, count: squares.count)
      let place = SIMD8(repeating: other.storage.column[j * other.stride + index])
      for k in 0..<squares.laneCount {
        let difference = own[lane: k] - place
        squares[lane: k] += difference * difference
      }
    }
  }
}
