import Testing

@testable import SimulationStatistics

/// Spearman's rank correlation, and what stands out among many.
@Suite struct RankCorrelationTests {
  @Test("Known values: the example of SciPy's manual, ties, and what does not vary")
  func known() {
    #expect(abs(RankCorrelation.of([1, 2, 3, 4, 5], [5, 6, 7, 8, 7]) - 0.820_782_681_668_123_3) < 1e-15)
    // A root and a quotient: the last digit is rounding's.
    #expect(abs(RankCorrelation.of([1, 10, 100], [-3, -2, 7]) - 1) < 1e-15)
    #expect(abs(RankCorrelation.of([1, 10, 100], [7, -2, -3]) + 1) < 1e-15)
    #expect(RankCorrelation.of([2, 2, 2], [1, 2, 3]) == 0)
  }

  @Test("The bound is three standard errors of the correlation of what has nothing to do with one another")
  func bound() {
    #expect(RankCorrelation.bound(count: 50) == 3 / 49.0.squareRoot())
    #expect(RankCorrelation.bound(count: 1) == 3 && RankCorrelation.bound(count: 0) == 3)
  }
}
