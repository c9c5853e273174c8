import Rainmaker

/// The same numbers in every language: element k is a normal-like sum of two uniforms of SplitMix64 at 2k and 2k + 1.
enum Sample {
  static func uniform(_ index: Int) -> Double {
    var z = UInt64(index + 1) &* 0x9E37_79B9_7F4A_7C15
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return Double((z ^ (z >> 31)) >> 11) * 0x1p-53
  }

  /// Columns that share a part, so that correlations are not all nothing; in column-major order.
  static func matrix(rows: Int, columns: Int) -> Matrix {
    var elements = [Double](repeating: 0, count: rows * columns)
    for j in 0..<columns {
      for i in 0..<rows {
        let own = uniform(2 * (j * rows + i)) + uniform(2 * (j * rows + i) + 1) - 1
        elements[j * rows + i] = own + 0.5 * uniform(1_000_000_007 + i)
      }
    }
    return Matrix(rowCount: rows, columnCount: columns, elements: elements)
  }
}
