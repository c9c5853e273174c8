import Testing

@testable import SimulationStatistics

@Suite struct ComparisonTests {
  @Test("Holm's published pattern, and what has no test stays out of the family")
  func holm() {
    #expect(
      Holm.adjust([0.01, 0.02, 0.03, 0.04, 0.05]).map { ($0! * 100).rounded() / 100 } == [0.05, 0.08, 0.09, 0.09, 0.09])
    #expect(Holm.adjust([0.04, nil, 0.01]) == [0.04, nil, 0.02])
    #expect(Holm.adjust([0.9, 0.8]) == [1, 1])
    #expect(Holm.adjust([]) == [])
  }

  /// scipy.stats.ttest_rel, numpy.corrcoef and variances of these samples.
  static let a = [10.5, 12.25, 9.75, 11.0, 14.5, 8.25, 13.0, 12.5]
  static let b = [9.5, 12.5, 8.0, 11.0, 12.0, 8.5, 11.25, 10.0]

  @Test("Known answers of a paired comparison")
  func knownAnswers() throws {
    guard case .different(let found) = try Self.compare(Self.a, Self.b) else {
      Issue.record("the samples differ")
      return
    }
    #expect(found.n == 8)
    #expect((found.mean - 1.125).magnitude < 1e-12)
    #expect((found.low - 0.144678573411473).magnitude < 1e-9 && (found.high - 2.10532142658853).magnitude < 1e-9)
    #expect((try #require(found.pValue) - 0.0300421382058175).magnitude < 1e-9)
    // Five wins, one tie, two losses.
    #expect(found.winShare == 5.5 / 8)
    #expect((try #require(found.correlation) - 0.8076633626437354).magnitude < 1e-9)
    #expect((try #require(found.varianceRatio) - 4.784090909090909).magnitude < 1e-9)
  }

  @Test("A shift that all trials get moves who is ahead, and parts nothing that is equal in the trial")
  func tiesUnderShift() throws {
    var sums = PairedComparison(Resolution(fractionBits: 32))
    for (a, b) in [(0.0, 0.0), (0, 0), (0, 0), (2, 1), (1, 2), (3, 1)] {
      try sums.add(a + 0.01, b, lived: (a + 0.01, b), isTie: a == b)
    }
    var critical = CriticalValues()
    guard case .different(let found) = sums.result(&critical) else { throw FixedPointError.tooLarge(0, limit: 0) }
    // Two wins, three ties, one loss; without ties it would be five wins.
    #expect(found.winShare == 3.5 / 6)
  }

  @Test("Order and sign: swapping turns the difference round, shuffling changes nothing")
  func symmetry() throws {
    let pairs = Array(zip(Self.a, Self.b))
    let straight = try Self.compare(pairs.map(\.0), pairs.map(\.1))
    #expect(try Self.compare(pairs.reversed().map(\.0), pairs.reversed().map(\.1)) == straight)
    guard case .different(let there) = straight, case .different(let back) = try Self.compare(Self.b, Self.a) else {
      Issue.record("the samples differ")
      return
    }
    #expect(back.mean == -there.mean && back.low == -there.high && back.pValue == there.pValue)
    #expect(back.winShare == 1 - there.winShare && back.varianceRatio == there.varianceRatio)
  }

  @Test("Equal in every trial is identical; a constant gap has no p; one trial is too few")
  func edges() throws {
    #expect(try Self.compare(Self.a, Self.a) == .identical(n: 8))
    #expect(try Self.compare([1], [2]) == .undefined(n: 1))
    #expect(try Self.compare([.nan, 1], [2, .nan]) == .undefined(n: 0))
    guard case .different(let gap) = try Self.compare([1, 2, 3], [0, 1, 2]) else {
      Issue.record("the samples differ")
      return
    }
    #expect(gap.mean == 1 && gap.pValue == nil && gap.varianceRatio == nil && gap.winShare == 1)
    #expect(throws: FixedPointError.self) { try Self.compare([.infinity, 1], [1, 1]) }
    #expect(throws: FixedPointError.self) { try Self.compare([0.9e9, 1], [-0.9e9, 1]) }
  }

  static func compare(_ a: [Double], _ b: [Double]) throws -> PairedComparison.Result {
    var comparison = PairedComparison(Resolution(fractionBits: 32))
    for (x, y) in zip(a, b) { try comparison.add(x, y) }
    var critical = CriticalValues()
    return comparison.result(&critical)
  }
}
