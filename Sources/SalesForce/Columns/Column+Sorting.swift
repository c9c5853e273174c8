import PortableMath

extension Column {
  /// Moves the named rows to the front, in their order.
  /// - Parameter rows: ascending, so that no row is overwritten before it is moved.
  func gather(_ rows: Column<UInt32>) {
    for index in 0..<rows.count { self[index] = self[Int(rows[index])] }
  }

  /// Sorts in place.
  /// - Parameter precedes: a strict total order: with ties the result would depend on the library's algorithm.
  /// - Complexity: O(n log n).
  func sort(by precedes: (Element, Element) -> Bool) {
    withUnsafeElements {
      var elements = UnsafeMutableBufferPointer(start: $0, count: count)
      elements.sort(by: precedes)
    }
  }
}
