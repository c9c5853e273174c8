import PortableMath
import RandomStreams
import Testing

@testable import SimulationStatistics

/// The three-way test of a claim: against its definition by intervals, and its error rates.
@Suite struct ClaimTestTests {
  private static let resolution = Resolution(fractionBits: 32)

  private static func sum(_ values: [Double]) throws -> FixedPointSum {
    var sum = FixedPointSum(resolution)
    for value in values { try sum.add(value) }
    return sum
  }

  @Test("One finite end: the two-sided p of the t test at that end, and the side that the mean is on")
  func oneEnd() throws {
    // SciPy's ttest_1samp; with three degrees of freedom t has a closed form as well: ttest_1samp([1, 2, 3, 4], 1) has p = 0.10272807885839885; at 5 p = 0.030466291662170963.
    let sum = try Self.sum([1, 2, 3, 4])
    let over = try #require(claimTest(sum, low: 1, high: .infinity))
    #expect(over.side == .inside && (over.p - 0.102_728_078_858_398_85).magnitude < 1e-12)
    let under = try #require(claimTest(sum, low: -.infinity, high: 1))
    #expect(under.side == .outside && under.p == over.p)
    let far = try #require(claimTest(sum, low: 5, high: .infinity))
    #expect(far.side == .outside && (far.p - 0.030_466_291_662_170_963).magnitude < 1e-12)
  }

  @Test("p is below α exactly when the interval at 1 − α lies wholly inside or wholly outside")
  func duality() throws {
    let draws = Draws(StreamKey(seed: 11, trial: 0))
    for trial in 0..<400 {
      func uniform(_ draw: Int) -> Double {
        draws.uniform(at: DrawAddress(entity: UInt32(trial), week: 0, process: 1, draw: UInt16(draw)))
      }
      let n = 2 + Int(uniform(0) * 12)
      let sum = try Self.sum((0..<n).map { uniform(10 + $0) - 0.5 })
      let low = uniform(1) - 0.7, high = low + uniform(2)
      for alpha in [0.01, 0.05, 0.3] {
        for (low, high) in [(low, high), (low, Double.infinity), (-Double.infinity, high)] {
          let test = try #require(claimTest(sum, low: low, high: high))
          let interval = try #require(ConfidenceInterval(of: sum, level: 1 - alpha))
          let inside = interval.low > low && interval.high < high
          let outside = interval.high < low || interval.low > high
          #expect((test.p < alpha) == (inside || outside), "\(trial) \(alpha)")
          if inside { #expect(test.side == .inside) }
          if outside { #expect(test.side == .outside) }
        }
      }
    }
  }

  @Test("Equal values speak by the sign test, ends lie outside, and fewer than two say nothing")
  func constant() throws {
    let six = try Self.sum([Double](repeating: 2, count: 6))
    #expect(claimTest(six, low: 1, high: 3)?.side == .inside && claimTest(six, low: 1, high: 3)?.p == 0x1p-5)
    #expect(claimTest(six, low: 2, high: .infinity)?.side == .outside)
    #expect(claimTest(six, low: -.infinity, high: 2)?.side == .outside)
    for few in [[], [2.0]] { #expect(claimTest(try Self.sum(few), low: 1, high: 3) == nil) }
    let many = try Self.sum([Double](repeating: 2, count: 5_000))
    #expect(claimTest(many, low: 1, high: 3)?.p == Double.leastNonzeroMagnitude)
  }

  @Test("The chance of any wrong verdict in a family stays at 5 %, for effects on the ends, in and around the region")
  func familyWise() throws {
    // Six claims a family, all on the same ten trials with common noise, so that they depend on each other; the true
    // effects sit where a wrong verdict is likeliest, exactly on an end. 4,000 families: 4 standard errors are .0138.
    let families = 4_000, trials = 10
    let draws = Draws(StreamKey(seed: 12, trial: 0))
    var wrong = 0
    for family in 0..<families {
      func normal(_ draw: Int) -> Double {
        draws.normal(at: DrawAddress(entity: UInt32(family), week: 0, process: 1, draw: UInt16(draw)))
      }
      let common = (0..<trials).map(normal)
      var tests: [ClaimTest] = []
      for claim in 0..<6 {
        let values = (0..<trials).map { common[$0] + normal(100 + claim * trials + $0) }
        let sum = try Self.sum(values)
        // Truth 0: on the end of the first three regions, so either verdict would be wrong or right by a hair;
        // count both, which is the two-sided error of the t test.
        let ends = [(0.0, Double.infinity), (-Double.infinity, 0.0), (0.0, Double.infinity)]
        tests.append(try #require(claimTest(sum, low: ends[claim % 3].0, high: ends[claim % 3].1)))
      }
      let adjusted = Holm.adjust(tests.map(\.p))
      if adjusted.contains(where: { ($0 ?? 1) < 0.05 }) { wrong += 1 }
    }
    let rate = Double(wrong) / Double(families)
    #expect(rate < 0.05 + 4 * (0.05 * 0.95 / Double(families)).squareRoot(), "\(rate)")
    // Not so careful as to be useless: dependence costs some of the 5 %, not most of it.
    #expect(rate > 0.02, "\(rate)")
  }
}

private func claimTest(_ sum: FixedPointSum, low: Double, high: Double) -> ClaimTest? {
  MeanEstimate(sum).map { ClaimTest($0, low: low, high: high) }
}
