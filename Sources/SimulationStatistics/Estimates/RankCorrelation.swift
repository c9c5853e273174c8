/// Spearman's rank correlation, ties at their mean rank.
public enum RankCorrelation {
  /// - Parameters:
  ///   - x: values.
  ///   - y: as many others.
  /// - Returns: −1 to 1; 0 where one of the two does not vary.
  /// - Precondition: both have the same number of values, none of them NaN.
  /// - Complexity: O(n log n)
  public static func of(_ x: [Double], _ y: [Double]) -> Double {
    precondition(x.count == y.count, "rank correlation: \(x.count) and \(y.count) values")
    return SampleStatistic.correlation(Ranks.of(x), Ranks.of(y))
  }

  /// How large a correlation has to be to stand out where many are looked at: three of its standard errors, which noise alone
  /// passes with any of twenty parameters in one of twenty tables.
  /// - Parameter count: of values.
  public static func bound(count: Int) -> Double { 3 / Double(max(1, count - 1)).squareRoot() }
}
