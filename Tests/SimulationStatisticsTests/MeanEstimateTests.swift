import PortableMath
import RandomStreams
import Testing

@testable import SimulationStatistics

/// Means with what was estimated beside them, and rates of exchange.
@Suite struct MeanEstimateTests {
  private static let resolution = Resolution(fractionBits: 32)

  private static func sum(_ values: [Double]) throws -> FixedPointSum {
    var sum = FixedPointSum(resolution)
    for value in values { try sum.add(value) }
    return sum
  }

  @Test("Variances add up, and degrees of freedom are Welch's: as in the two-sample test of unequal variances")
  func welch() throws {
    // SciPy: ttest_ind([1, 2, 4, 7], [0, 1, 2.5], equal_var=False): t 1.5460, df 4.4722.
    let second = [0.0, 1, 2.5], centre = 3.5 / 3
    var other = NuisanceVariance()
    for value in second { other.add(value - centre) }
    let estimate = try #require(MeanEstimate(try Self.sum([1, 2, 4, 7].map { $0 - centre }), other))
    #expect(abs(estimate.mean - 7.0 / 3) < 1e-9)
    let (a, b) = (7.0 / 4, (19.0 / 12) / 3)
    #expect(abs(estimate.standardError - (a + b).squareRoot()) < 1e-9)
    #expect(abs(estimate.degreesOfFreedom - (a + b) * (a + b) / (a * a / 3 + b * b / 2)) < 1e-6)
  }

  @Test("Without anything beside it the error is that of the mean, to the bit; one further trial alone bounds nothing")
  func alone() throws {
    let sum = try Self.sum([1, 2, 4, 7])
    let estimate = try #require(MeanEstimate(sum))
    #expect(estimate.standardError == sum.standardError && estimate.degreesOfFreedom == 3)
    var one = NuisanceVariance()
    one.add(0.5)
    #expect(MeanEstimate(sum, one) == nil)
    #expect(MeanEstimate(try Self.sum([1])) == nil)
  }

  @Test("A rate is the ratio of mean changes; its influences add up to nothing, and its error is the delta method's")
  func rate() throws {
    let rate = try #require(ExchangeRate(readings: [2, 4, .nan, 9], constrained: [1, 2, 3, 3]))
    #expect(rate.value == 2.5 && rate.influences[2] == nil)
    #expect(rate.influences.compactMap { $0 } == [-0.25, -0.5, 0.75])
    #expect(abs(rate.standardError - (0.875 / 2 / 3).squareRoot()) < 1e-15)
    // No rate where cost does not tellably move.
    #expect(ExchangeRate(readings: [1, 2, 3], constrained: [-1, 0, 1]) == nil)
    #expect(ExchangeRate(readings: [1], constrained: [1]) == nil)
  }

  @Test("What a correction adds to variances bounds a difference's error from below, where anything varies")
  func parting() throws {
    var noise = PartingNoise(Self.resolution)
    // 1, 2, 3 of variance 1 become 0, 0, 3 of variance 3.
    for (reading, pull) in [(1.0, 1.0), (2, 2), (3, 0), (.nan, 1)] { try noise.add(reading, pull: pull) }
    #expect(noise.added() == 2 && noise.added(target: 0.25) == 2.25)
    var less = PartingNoise(Self.resolution)
    for reading in [1.0, 2, 3] { try less.add(reading, pull: reading) }
    #expect(less.added() == 0)
    let sum = try Self.sum([1, 2, 4, 7]), seen = try #require(sum.standardError)
    let wide = try #require(MeanEstimate(sum, parting: 16))
    #expect(wide.standardError == 1.5 && wide.degreesOfFreedom == 3 && wide.standardError > seen)
    #expect(MeanEstimate(sum, parting: 1)?.standardError == seen)
    #expect(MeanEstimate(try Self.sum([2, 2, 2]), parting: 16)?.standardError == 0)
  }

  @Test("Wilson's interval of a probability: known answers, and never of width 0")
  func wilson() {
    // statsmodels: proportion_confint(8, 10, method="wilson") = (.49016247, .94331785); (0, 20): (0, .16112516).
    let some = ConfidenceInterval.wilson(share: 0.8, count: 10, level: 0.95)
    #expect(abs(some.low - 0.4901624715) < 1e-8 && abs(some.high - 0.9433178486) < 1e-8)
    let none = ConfidenceInterval.wilson(share: 0, count: 20, level: 0.95)
    #expect(none.low == 0 && abs(none.high - 0.1611251581) < 1e-4)
  }

  @Test("Two samples: Welch's difference, as SciPy has it; with further estimates beside, their variances too")
  func twoSamples() throws {
    let a = [27.5, 21.0, 19.0, 23.6, 17.0, 17.9, 16.9, 20.1, 21.9, 22.6, 23.1, 19.6, 19.0, 21.7, 21.4]
    let b = [27.1, 22.0, 20.8, 23.4, 23.4, 23.5, 25.8, 22.0, 24.8, 20.2, 21.9, 22.1]
    let none = NuisanceVariance()
    let found = try #require(
      MeanEstimate.difference(of: Self.sum(a), less: Self.sum(b), (none, none), sharesNuisances: false))
    // SciPy 1.x: ttest_ind(a, b, equal_var=False) and its confidence_interval().
    #expect(abs(found.degreesOfFreedom - 24.790216992373473) < 1e-6)
    #expect(abs((found.pValue ?? 1) - 0.022573203691965412) < 1e-9)
    var critical = CriticalValues()
    let interval = found.interval(&critical)
    #expect(abs(interval.low + 4.18072807340973) < 1e-7 && abs(interval.high + 0.3459385932569412) < 1e-7)

    var one = NuisanceVariance(), two = NuisanceVariance()
    for pull in [-1.0, 0, 1] { one.add(pull) }
    for pull in [-2.0, 0, 2] { two.add(pull) }
    func error(_ shares: Bool) throws -> Double {
      try #require(MeanEstimate.difference(of: Self.sum(a), less: Self.sum(b), (one, two), sharesNuisances: shares))
        .standardError
    }
    let own = found.standardError * found.standardError
    #expect(abs(try error(false) - (own + one.variance + two.variance).squareRoot()) < 1e-12)
    let sum = one.variance.squareRoot() + two.variance.squareRoot()
    #expect(abs(try error(true) - (own + sum * sum).squareRoot()) < 1e-12)
    #expect(
      try MeanEstimate.difference(of: Self.sum([1]), less: Self.sum(b), (none, none), sharesNuisances: false) == nil)
  }

  @Test("Welch's intervals hold the difference of two normal means in 95 % of 4,000 pairs of samples")
  func welchCoverage() throws {
    // Standard error of the share: .0034. Fixed seed; bounds at four of them.
    var held = 0, critical = CriticalValues()
    let draws = Draws(StreamKey(seed: 77, trial: 0))
    for study in 0..<4_000 {
      let (small, large) = (8, 20)
      let values = (0..<small + large).map { place in
        let address = DrawAddress(entity: UInt32(study), week: 0, process: 0, draw: UInt16(place))
        return draws.normal(at: address)
      }
      let none = NuisanceVariance()
      let gap = try #require(
        MeanEstimate.difference(
          of: Self.sum(values.prefix(small).map { 3 * $0 }), less: Self.sum(Array(values.dropFirst(small))),
          (none, none),
          sharesNuisances: false))
      let interval = gap.interval(&critical)
      if interval.low <= 0, interval.high >= 0 { held += 1 }
    }
    #expect((0.936...0.964).contains(Double(held) / 4_000))
  }
}
