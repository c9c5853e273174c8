import PortableMath
import RandomStreams
import Testing

@testable import SimulationStatistics

/// How sure one is of what members come to.
@Suite struct MemberResamplingTests {
  private static let key = StreamKey(seed: 3, trial: 0)

  /// Members around a mean with variance 1, `draws` trials each.
  private static func planted(_ members: Int, mean: Double, noise: Double, trial: Int) throws -> MemberEffects {
    let draws = Draws(StreamKey(seed: 11, trial: UInt32(trial)))
    func normal(_ member: Int, _ number: Int) -> Double {
      draws.normal(at: DrawAddress(entity: UInt32(member), week: 0, process: 901, draw: UInt16(number)))
    }
    return try MemberEffects(
      (0..<members).map { member in
        let value = mean + normal(member, 0)
        return (1...4).map { value + noise * normal(member, $0) }
      })
  }

  /// 95 % intervals of the share above 0, 300 studies a case: true of .89 at least in the library's own account, so below
  /// .85 with chance 1 % in a case. Wilson's interval, which takes every member's side for known, covers under .8 where noise
  /// is three times the members' spread.
  @Test(
    "Intervals of the share of members hold the true one", arguments: [(20, 0.0, 3.0), (50, 1.0, 1.0), (50, 1.0, 3.0)])
  func coverage(members: Int, mean: Double, noise: Double) throws {
    let truth = Portable.normalCDF(mean),
      resampling = MemberResampling(members: members, replicates: 200, key: Self.key)
    var held = 0, plain = 0
    let studies = 300
    for study in 0..<studies {
      let effects = try Self.planted(members, mean: mean, noise: noise, trial: study)
      let found = try #require(resampling.intervals(of: effects, share: (0, .infinity)))
      if found.share.low <= truth, truth <= found.share.high { held += 1 }
      let wilson = ConfidenceInterval.wilson(share: effects.share(above: 0), count: members, level: 0.95)
      if wilson.low <= truth, truth <= wilson.high { plain += 1 }
    }
    #expect(Double(held) / Double(studies) > 0.85, "\(held) of \(studies)")
    if noise == 3 { #expect(Double(plain) / Double(studies) < 0.8, "\(plain) of \(studies)") }
  }

  /// The standard deviation over 200 studies of the 95 % quantile, which the mean standard error meets within a quarter.
  @Test("Standard errors of quantiles are those over studies")
  func quantiles() throws {
    let resampling = MemberResampling(members: 50, replicates: 200, key: Self.key)
    var found: [Double] = [], errors = 0.0
    for study in 0..<200 {
      let effects = try Self.planted(50, mean: 0, noise: 1, trial: 1_000 + study)
      found.append(effects.quantile(0.95))
      errors += try #require(resampling.intervals(of: effects, share: (0, .infinity))).highError / 200
    }
    let spread = SampleStatistic.deviation(found)
    #expect(abs(errors / spread - 1) < 0.25, "\(errors) for \(spread)")
  }

  @Test("Members that all agree leave doubt; what moves all alike adds to it; unknown, there is no interval")
  func limits() throws {
    let agreed = try MemberEffects((1...20).map { [Double($0), Double($0)] })
    let resampling = MemberResampling(members: 20, key: Self.key)
    let sure = try #require(resampling.intervals(of: agreed, share: (0, .infinity)))
    #expect(sure.share.high == 1 && sure.share.low > 0.8 && sure.share.low < 0.9)
    let moved = try #require(resampling.intervals(of: agreed, share: (0, .infinity), commonError: 6))
    #expect(moved.share.low < sure.share.low && moved.lowError > 4)
    #expect(resampling.intervals(of: agreed, share: (0, .infinity), commonError: .infinity) == nil)
    // Quantiles of a replicate are those of its members written out.
    let middle = try #require(resampling.intervals(of: agreed, share: (10.5, .infinity)))
    #expect(middle.share.low < 0.5 && middle.share.high > 0.5)
  }
}
