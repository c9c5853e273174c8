import PortableMath
import RandomStreams
import Testing

@testable import SimulationStatistics

/// Power of the t test of a mean: against SciPy, and against tests that are really made.
@Suite struct PowerTests {
  @Test("The noncentral t distribution is SciPy's (nct.sf), and with δ = 0 Student's")
  func noncentral() {
    let known: [(nu: Double, t: Double, delta: Double, tail: Double)] = [
      (9, 2.2621571627409915, 3, 0.7611552610207926), (2, 4.302652729911275, 2.5, 0.2994506588927543),
      (199, 1.971956544249395, 2.8, 0.7957394648169838), (1, 12.706204736432095, 20, 0.8833944429256757),
      (99, 1.9842169515086827, 3.2, 0.8866384189255471),
    ]
    for row in known {
      let tail = NoncentralT.upperTail(row.t, degreesOfFreedom: row.nu, noncentrality: row.delta)
      #expect((tail - row.tail).magnitude < (row.nu < 2 ? 1e-6 : 1e-9), "\(row): \(tail)")
    }
    for nu in [2, 4.5, 30, 1_000] {
      for t in [-3, -0.5, 0, 1, 4] {
        let tail = NoncentralT.upperTail(t, degreesOfFreedom: nu, noncentrality: 0)
        #expect((tail - StudentT.cdf(-t, degreesOfFreedom: nu)).magnitude < 1e-10, "\(nu) \(t)")
      }
    }
    #expect(NoncentralT.upperTail(1, degreesOfFreedom: 0.5, noncentrality: 0).isNaN)
  }

  @Test("The interval of a variance is chi-square's (SciPy), for normal numbers with n − 1 degrees of freedom")
  func variance() throws {
    #expect((ChiSquare.quantile(0.975, degreesOfFreedom: 49) - 70.22241356643451).magnitude < 1e-9)
    #expect((ChiSquare.quantile(0.025, degreesOfFreedom: 7.5) - 1.9305886206109992).magnitude < 1e-9)
    let factors = SpreadEstimate(variance: 2, degreesOfFreedom: 49).factors(level: 0.95)
    #expect((factors.low - 49 / 70.22241356643451).magnitude < 1e-9 && factors.high > 1)
    #expect(SpreadEstimate([1, 1, 1]) == nil && SpreadEstimate([1, 2]) == nil)
    let few = try #require(SpreadEstimate([1, 2, 4]))
    #expect((few.variance - 7.0 / 3).magnitude < 1e-12 && few.degreesOfFreedom <= 2)
  }

  /// 2,000 pilots of 100: a true coverage of .93 to .96 lies within .915 and .975 for all but one seed in a thousand.
  @Test("95 % intervals of a standard deviation cover it, also where tails are heavy", arguments: [false, true])
  func spreadCovers(_ isHeavy: Bool) throws {
    var covered = 0
    for pilot in 0..<2_000 {
      let draws = Draws(StreamKey(seed: 31, trial: UInt32(pilot)))
      let values = (0..<100).map { trial -> Double in
        let address = DrawAddress(entity: UInt32(trial), week: 0, process: 1, draw: 0)
        return isHeavy ? draws.exponential(at: address) : draws.normal(at: address)
      }
      let spread = try #require(SpreadEstimate(values)), factors = spread.factors(level: 0.95)
      if spread.variance * factors.low <= 1, spread.variance * factors.high >= 1 { covered += 1 }
    }
    let coverage = Double(covered) / 2_000
    #expect(coverage > (isHeavy ? 0.85 : 0.92) && coverage < 0.98, "\(coverage)")
  }

  /// 4,000 studies: the standard error of a share near .8 is .006.
  @Test(
    "Power is the share of studies whose t test finds the change, within .03",
    arguments: [(10, 1.0), (30, 0.52), (200, 0.2), (60, 0.15)])
  func bruteForce(_ trials: Int, _ change: Double) throws {
    for isSkewed in [false, true] where !isSkewed || trials >= 200 {
      var found = 0
      for study in 0..<4_000 {
        let draws = Draws(StreamKey(seed: 32, trial: UInt32(study)))
        var sum = FixedPointSum(Resolution(fractionBits: 32)), critical = CriticalValues()
        for trial in 0..<trials {
          let address = DrawAddress(entity: UInt32(trial), week: 0, process: 1, draw: 0)
          try sum.add(change + (isSkewed ? 1 - draws.exponential(at: address) : draws.normal(at: address)))
        }
        if try #require(MeanEstimate(sum)).interval(&critical).low > 0 { found += 1 }
      }
      let power = MeanPower(SpreadEstimate(variance: 1, degreesOfFreedom: 1_000)).power(of: change, trials: trials)
      // Means of exponential readings are not normal yet; the test's own error is part of what is found.
      #expect(
        (Double(found) / 4_000 - power).magnitude < (isSkewed ? 0.045 : 0.03),
        "\(trials) \(isSkewed): \(found) \(power)"
      )
    }
  }

  @Test("Trials, power and change are inverse to each other; a rate that was estimated takes trials more")
  func inverse() throws {
    let plain = MeanPower(SpreadEstimate(variance: 0.04, degreesOfFreedom: 99))
    // R: power.t.test(delta = .05, sd = .2, power = .8, type = "paired") gives n = 127.5, at .9 170.1.
    #expect(plain.trials(for: 0.05, power: 0.8) == 128 && plain.trials(for: 0.05, power: 0.9) == 171)
    let change = try #require(plain.change(trials: 128, power: 0.8))
    #expect(change <= 0.05 && change > 0.0497)
    #expect((plain.power(of: change, trials: 128) - 0.8).magnitude < 1e-9)
    #expect(plain.trials(for: 0, power: 0.8) == nil && plain.change(trials: 1, power: 0.8) == nil)
    #expect(plain.trials(for: 1e9, power: 0.9) ?? 99 <= 3 && plain.power(of: 1, trials: 1) == 0)
    let corrected = MeanPower(
      SpreadEstimate(variance: 0.04, degreesOfFreedom: 99), pull: 0.02, pairs: { max(12, $0 / 20) })
    #expect(try #require(corrected.trials(for: 0.05, power: 0.8)) > 128)
    #expect(corrected.power(of: 0.05, trials: 128) < 0.8)
    // More variance, more trials.
    #expect(try #require(plain.scaled(by: 2).trials(for: 0.05, power: 0.8)) > 250)
  }

  @Test("A line through the logarithms finds how a variance falls with size, and says when there is none")
  func sizes() throws {
    func spread(_ variance: Double) -> SpreadEstimate { SpreadEstimate(variance: variance, degreesOfFreedom: 200) }
    let exact = try #require(SizeCurve([8.0, 16, 32, 64].map { ($0, spread(3 / $0)) }))
    #expect((exact.exponent + 1).magnitude < 1e-12 && exact.lackOfFit > 0.999)
    let (value, factor) = exact.variance(at: 24, level: 0.95)
    #expect((value - 0.125).magnitude < 1e-12 && factor > 1 && factor < 1.2)
    // Standard error: logarithms of variances have the variance 2/200, and their x = log 8 … log 64.
    let x = [8.0, 16, 32, 64].map(Portable.log), centre = x.reduce(0, +) / 4
    let squares = x.reduce(0) { $0 + ($1 - centre) * ($1 - centre) }
    #expect((exact.exponentError - (0.01 / squares).squareRoot()).magnitude < 1e-12)
    let bent = try #require(SizeCurve([(8, spread(1)), (16, spread(3)), (32, spread(1))]))
    #expect(bent.lackOfFit < 1e-6)
    #expect(SizeCurve([(8, spread(1)), (8, spread(2))]) == nil)
  }
}
