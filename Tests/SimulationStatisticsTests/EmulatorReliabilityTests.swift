import LinearAlgebra
import PortableMath
import Testing

@testable import SimulationStatistics

/// Which emulators are refused: sound ones at a stated rate, overconfident and timid ones nearly always.
@Suite struct EmulatorReliabilityTests {
  let blas: BLAS
  init() throws { blas = try BLAS.open() }

  /// How many of the draws' emulators are refused, all variances called `share` of what they are.
  private func refused(_ draws: Range<UInt32>, _ n: Int, variances share: Double) throws -> Int {
    let parameters = EmulatorParameters(variance: share * KnownProcess.variance, lengths: KnownProcess.lengths)
    return try draws.reduce(0) { count, seed in
      let (points, _, noisy) = try KnownProcess.draw(seed, n, 0, using: blas)
      let data = try EmulatorData(
        points: points, means: noisy, noise: Array(repeating: share * KnownProcess.noise, count: n))
      let emulator = try GaussianProcess(
        data, parameters: parameters, settings: EmulatorSettings(trend: .linear), using: blas)
      return try count + (emulator.reliability().isReliable ? 0 : 1)
    }
  }

  /// Emulators of the very process: a hundredth may be refused. 9 or more of 300 are with probability .004.
  @Test func soundEmulatorsAreAccepted() throws {
    let count = try refused(0..<300, 120, variances: 1)
    #expect(count <= 8, "\(count) of 300")
  }

  /// Intervals of half the width hold 67 % of outputs, of .71 of it 83 %, of twice the width 99.99 %: with 120 points the last
  /// two are refused with probabilities of .94 and .99 by the binomial distribution.
  @Test(arguments: [(0.25, 100), (0.5, 85), (4, 93)])
  func wrongVariancesAreRefused(share: Double, least: Int) throws {
    let count = try refused(0..<100, 120, variances: share)
    #expect(count >= least, "\(count) of 100")
  }

  /// An emulator of noise that is called a tenth of what it is: refused, with the reason.
  @Test func theReasonIsSaid() throws {
    let (points, _, noisy) = try KnownProcess.draw(2, 150, 0, using: blas)
    let jagged = noisy.enumerated().map { $1 + ($0.isMultiple(of: 10) ? 6 : 0) }
    let data = try EmulatorData(points: points, means: jagged, noise: Array(repeating: 0.01, count: 150))
    let parameters = EmulatorParameters(variance: KnownProcess.variance, lengths: KnownProcess.lengths)
    let reliability = try GaussianProcess(data, parameters: parameters, using: blas).reliability()
    #expect(!reliability.isReliable)
    let reason = try #require(reliability.refusal)
    #expect(reason.contains("too narrow") && reason.contains("150 outputs left out, expected 90 to 98.7"))
  }

  /// SciPy's binom.cdf and binom.sf.
  @Test func acceptableCoverage() {
    // Binomial(20, .95): P(X ≤ 16) = .0159, P(X ≤ 15) = .0026; P(X = 20) = .358.
    #expect(EmulatorReliability.acceptable(20) == 0.8...1)
    // Binomial(120, .95): P(X ≤ 106) = .0028, P(X ≤ 107) = .0070; P(X ≥ 119) = .0155, P(X ≥ 120) = .0021.
    #expect(EmulatorReliability.acceptable(120) == (107.0 / 120)...(119.0 / 120))
    #expect(EmulatorReliability.acceptable(300) == (275.0 / 300)...0.98)
    // The last that chance makes wider.
    #expect(EmulatorReliability.acceptable(424).lowerBound < 0.92)
    for n in [425, 500, 1_000, 100_000] { #expect(EmulatorReliability.acceptable(n) == 0.92...0.98, "\(n)") }
  }

  /// The chance that right intervals are refused, summed up over the distribution: at most the error rate, and not next to
  /// nothing where chance decides.
  @Test(arguments: [30, 60, 120, 200, 300, 400, 800])
  func refusesAtTheStatedRate(n: Int) {
    let range = EmulatorReliability.acceptable(n)
    let rate = (0...n).reduce(0.0) { sum, k in
      guard !range.contains(Double(k) / Double(n)) else { return sum }
      let x = Double(k), m = Double(n)
      let ways = Portable.logGamma(m + 1) - Portable.logGamma(x + 1) - Portable.logGamma(m - x + 1)
      return sum + Portable.exp(ways + x * Portable.log(0.95) + (m - x) * Portable.log(0.05))
    }
    #expect(rate <= EmulatorReliability.errorRate, "\(rate)")
    if n < 400 { #expect(rate > EmulatorReliability.errorRate / 5, "\(rate)") }
  }
}
