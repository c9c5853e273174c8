import PortableMath
import RandomStreams

/// Points of the unit cube, keyed: the same for a seed, whatever else is drawn.
struct CalibrationDraws: Sendable {
  private let draws: Draws
  /// Number of the stream; no mechanism and no observer has it.
  private static let stream: UInt32 = 50

  init(seed: UInt32) { draws = Draws(StreamKey(seed: seed, trial: 0)) }

  /// A uniform for a row and a column of a numbered set.
  func uniform(set: Int, row: Int, column: Int) -> Double {
    draws.uniform(
      at: DrawAddress(
        entity: UInt32(truncatingIfNeeded: row), week: UInt32(truncatingIfNeeded: set), process: Self.stream,
        draw: UInt16(truncatingIfNeeded: column)))
  }

  /// A standard normal, likewise.
  func normal(set: Int, row: Int, column: Int) -> Double {
    Portable.normalQuantile(Double(UInt64(uniform(set: set, row: row, column: column) * 0x1p53) | 1) * 0x1p-53)
  }

  /// A Latin hypercube: in every column one point in each of as many equal intervals as there are points.
  /// - Complexity: O(columns · points log points)
  func latinHypercube(set: Int, points: Int, columns: Int) -> [[Double]] {
    var cube = [[Double]](repeating: [Double](repeating: 0, count: columns), count: points)
    for column in 0..<columns {
      // A random order is a sort by keyed priority.
      let order = (0..<points).map { (uniform(set: set, row: $0, column: column), $0) }.sorted { $0 < $1 }
      for (place, item) in order.enumerated() {
        let inside = uniform(set: set, row: item.1, column: 1_000 + column)
        cube[item.1][column] = (Double(place) + inside) / Double(points)
      }
    }
    return cube
  }
}
