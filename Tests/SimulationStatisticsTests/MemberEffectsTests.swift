import PortableMath
import RandomStreams
import Testing

@testable import SimulationStatistics

/// Effects of members behind noisy trials: by hand, in the limits, and planted.
@Suite struct MemberEffectsTests {
  @Test("Two members with two trials each, by hand")
  func byHand() throws {
    // Means 1 and 3, within variance ((.5)² · 2 + (.5)² · 2)/2 = .5; between 2; own 2 − .5/2 = 1.75.
    let effects = try MemberEffects([[0.5, 1.5], [2.5, 3.5]])
    #expect(effects.mean == 2 && effects.trialDeviation == 0.5.squareRoot())
    #expect(abs(effects.memberDeviation - 1.75.squareRoot()) < 1e-15)
    let shrink = (1.75 / 2).squareRoot()
    #expect(zip(effects.values, [2 - shrink, 2 + shrink]).allSatisfy { abs($0 - $1) < 1e-15 })
    #expect(effects.share(above: 2) == 0.5 && effects.share(above: 0) == 1)
    #expect(abs((effects.memberShare ?? 0) - 1.75 / 2.25) < 1e-15)
  }

  @Test("Without noise the members' means; without members nothing but the mean")
  func limits() throws {
    let plain = try MemberEffects([[1, 1], [4, 4, 4], [-2, -2]])
    #expect(plain.values == [1, 4, -2] && plain.trialDeviation == 0 && plain.memberShare == 1)
    let noise = try MemberEffects([[1, -1], [-1, 1], [1, -1]])
    #expect(noise.memberDeviation == 0 && noise.values == [0, 0, 0] && noise.share(above: 0) == 0.5)
    let still = try MemberEffects([[2, 2], [2, 2]])
    #expect(still.memberShare == nil && still.values == [2, 2])
  }

  @Test("Members and draws that cannot be told apart are refused")
  func refusals() {
    for (trials, what) in [
      ([[1.0, 2]], "members"), ([[1], [2]], "trials of the largest member"), ([[1, 2], []], "trials of a member"),
    ] {
      #expect(throws: StatisticsError.self, "\(what)") { _ = try MemberEffects(trials) }
    }
  }

  /// 40 members of variance 1 around .5, four trials of variance 4 each, 400 times: expectations of the estimates within
  /// four of their standard errors, and the share above 0 within .02 of Φ(.5), which raw means would miss by .05.
  @Test func planted() throws {
    var (own, noise, share, raw) = (0.0, 0.0, 0.0, 0.0)
    let repeats = 400
    for trial in 0..<repeats {
      let draws = Draws(StreamKey(seed: 7, trial: UInt32(trial)))
      func normal(_ member: Int, _ number: Int) -> Double {
        draws.normal(at: DrawAddress(entity: UInt32(member), week: 0, process: 900, draw: UInt16(number)))
      }
      let trials = (0..<40).map { member in
        let value = 0.5 + normal(member, 0)
        return (1...4).map { value + 2 * normal(member, $0) }
      }
      let effects = try MemberEffects(trials)
      own += effects.memberDeviation * effects.memberDeviation / Double(repeats)
      noise += effects.trialDeviation * effects.trialDeviation / Double(repeats)
      share += effects.share(above: 0) / Double(repeats)
      raw += Double(trials.count { $0.reduce(0, +) > 0 }) / 40 / Double(repeats)
    }
    // Var of the between estimate: 2·(1 + 1)²/39 = .205; of the within: 2·16/120 = .267.
    #expect(abs(own - 1) < 4 * (0.205 / Double(repeats)).squareRoot() + 0.02)
    #expect(abs(noise - 4) < 4 * (0.267 / Double(repeats)).squareRoot())
    #expect(abs(share - Portable.normalCDF(0.5)) < 0.02)
    #expect(abs(raw - Portable.normalCDF(0.5)) > 0.04)
  }
}
