import PortableMath

extension Column {
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
