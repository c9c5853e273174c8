/// Holm's step-down adjustment of p-values: the chance of any false rejection in the family stays at the level, whatever
/// the dependence (Holm 1979, Scand. J. Statistics 6).
public enum Holm {
  /// Adjusted p-values in the order given; nil (no test was possible) stays nil and does not count into the family.
  /// - Parameter values: p-values in 0…1.
  /// - Complexity: O(m log m).
  ///
  /// ```swift
  /// Holm.adjust([0.01, 0.02, 0.03, 0.04, 0.05])  // 0.05, 0.08, 0.09, 0.09, 0.09
  /// ```
  public static func adjust(_ values: [Double?]) -> [Double?] {
    let order = values.indices.filter { values[$0] != nil }
      .sorted { (values[$0] ?? 0, $0) < (values[$1] ?? 0, $1) }
    var adjusted = [Double?](repeating: nil, count: values.count)
    var largest = 0.0
    for (rank, index) in order.enumerated() {
      let value = values[index] ?? 0
      largest = max(largest, min(1, Double(order.count - rank) * value))
      adjusted[index] = largest
    }
    return adjusted
  }
}
