/// Selection of several order statistics at once.
enum Selection {
  /// Reorders `values` so that each of `positions` holds what it would hold if all were sorted.
  ///
  /// Quickselect with the median of three as pivot, which follows only the parts that hold wanted positions. Parts that
  /// are small, or still large after too many splits, are sorted.
  ///
  /// - Parameter positions: ascending, all valid indices.
  /// - Complexity: O(n) on average for a fixed number of positions, O(n log n) at worst.
  static func select(_ positions: [Int], in values: inout [UInt64]) {
    let budget = 2 * (Int.bitWidth - values.count.leadingZeroBitCount)
    values.withUnsafeMutableBufferPointer { buffer in
      select(positions[...], in: buffer, low: 0, high: buffer.count, budget: budget)
    }
  }

  private static func select(
    _ positions: ArraySlice<Int>, in values: UnsafeMutableBufferPointer<UInt64>, low: Int, high: Int, budget: Int
  ) {
    guard !positions.isEmpty else { return }
    if high - low <= 32 || budget == 0 { return values[low..<high].sort() }
    let pivot = medianOfThree(values[low], values[low + (high - low) / 2], values[high - 1])
    // Three ways, for long runs of equal values: [low, less) < pivot = [less, greater) < [greater, high).
    var less = low
    var index = low
    var greater = high
    while index < greater {
      let value = values[index]
      if value < pivot {
        values.swapAt(less, index)
        less += 1
        index += 1
      } else if value > pivot {
        greater -= 1
        values.swapAt(index, greater)
      } else {
        index += 1
      }
    }
    let firstInside = positions.firstIndex { $0 >= less } ?? positions.endIndex
    let firstAbove = positions[firstInside...].firstIndex { $0 >= greater } ?? positions.endIndex
    select(positions[..<firstInside], in: values, low: low, high: less, budget: budget - 1)
    select(positions[firstAbove...], in: values, low: greater, high: high, budget: budget - 1)
  }

  private static func medianOfThree(_ a: UInt64, _ b: UInt64, _ c: UInt64) -> UInt64 {
    max(min(a, b), min(max(a, b), c))
  }
}
