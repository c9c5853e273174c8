import LinearAlgebra

/// What one pass over a column gives; NaN is a missing value.
struct ColumnSummary {
  /// Values present.
  let count: Int
  /// Their mean; NaN when there are none, exact when they are all equal.
  let mean: Double
  /// All present values are equal.
  let isConstant: Bool

  /// Sums differences from the first value, so that a large common part costs no digits, in eight lanes.
  /// - Parameters:
  ///   - data: where the column is.
  ///   - j: which column, from 0.
  ///   - function: the caller's name in errors.
  /// - Throws: ``StatisticsError`` for an infinite value.
  /// - Complexity: O(n)
  init(_ data: Matrix, _ j: Int, for function: String) throws(StatisticsError) {
    let column = data.column(j)
    let origin = column.first { $0 == $0 } ?? 0
    var (present, sum) = (SIMD8<Double>.zero, SIMD8<Double>.zero)
    var (least, greatest) = (SIMD8(repeating: Double.infinity), SIMD8(repeating: -Double.infinity))
    func take(_ value: SIMD8<Double>) {
      // Comparisons with NaN are false: missing values fall out.
      let here = value .== value
      present += SIMD8<Double>.zero.replacing(with: 1, where: here)
      sum += SIMD8<Double>.zero.replacing(with: value - origin, where: here)
      least.replace(with: value, where: value .< least)
      greatest.replace(with: value, where: value .> greatest)
    }
    let span = column.span
    let whole = span.count / 8 * 8
    for i in stride(from: 0, to: whole, by: 8) {
      take(
        SIMD8(
          span[i], span[i + 1], span[i + 2], span[i + 3], span[i + 4], span[i + 5], span[i + 6], span[i + 7]))
    }
    var rest = SIMD8(repeating: Double.nan)
    for i in whole..<span.count { rest[i - whole] = span[i] }
    take(rest)
    let (low, high) = (least.min(), greatest.max())
    count = Int(present.sum())
    guard count == 0 || (low > -.infinity && high < .infinity) else {
      let row = column.firstIndex { $0.isInfinite }.map { $0 - column.startIndex } ?? 0
      throw .linearAlgebra(.notFinite(function: function, argument: "data", row: row, column: j))
    }
    isConstant = count == 0 || low == high
    mean = count == 0 ? .nan : isConstant ? low : origin + sum.sum() / Double(count)
  }
}
