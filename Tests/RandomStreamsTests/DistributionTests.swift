import RandomStreams
import Testing

/// A law and a sampler that claims to follow it.
struct Sampler: Sendable, CustomTestStringConvertible {
  let law: Law
  let draw: @Sendable (Draws, DrawAddress) -> Double
  var testDescription: String { law.testDescription }

  static let all: [Sampler] =
    [
      Sampler(law: .uniform) { $0.uniform(at: $1) },
      Sampler(law: .uniform) { $0.openUniform(at: $1) },
      Sampler(law: .uniform) { $0.uniformPair(at: $1).second },
      Sampler(law: .normal) { $0.normal(at: $1) },
      Sampler(law: .exponential) { $0.exponential(at: $1) },
      Sampler(law: .lognormal(0, 0.25)) { $0.lognormal(logMean: 0, logSD: 0.25, at: $1) },
      Sampler(law: .lognormal(1, 0.6)) { $0.lognormal(logMean: 1, logSD: 0.6, at: $1) },
      Sampler(law: .categorical([0.1, 0, 0.4, 0.3, 0.2])) { Double($0.categorical([1, 0, 4, 3, 2], at: $1)) },
    ]
    + [(0.3, 2.0), (0.95, 1), (1, 3), (2.5, 1), (40, 0.1)].map { k, scale in
      Sampler(law: .gamma(k, scale)) { $0.gamma(shape: k, scale: scale, at: $1) }
    }
    + [(0.4, 0.7), (1, 1), (2, 5), (30, 10), (0.5, 8)].map { a, b in
      Sampler(law: .beta(a, b)) { $0.beta(a, b, at: $1) }
    }
    + [0.02, 0.5, 2.3, 7, 12, 15.9, 16.1, 40, 1_000].map { m in
      Sampler(law: .poisson(m)) { $0.poisson(mean: m, at: $1) }
    }
    + [(1, 0.3), (5, 0.2), (7, 0.8), (40, 0.5), (60, 0.3), (300, 0.95), (2_000, 0.4)].map { n, p in
      Sampler(law: .binomial(n, p)) { $0.binomial(n: n, p: p, at: $1) }
    }
    + [0.01, 0.5, 0.9].map { p in
      Sampler(law: .binomial(1, p)) { $0.bernoulli(p, at: $1) ? 1 : 0 }
    }
}

@Suite("Distributions follow their laws (error rate 1e-6 a check, fixed seeds)")
struct DistributionTests {
  static func sample(_ count: Int, seed: UInt32, _ draw: (Draws, DrawAddress) -> Double) -> [Double] {
    let draws = Draws(StreamKey(seed: seed, trial: 3))
    return (0..<count).map {
      draw(draws, DrawAddress(entity: UInt32($0 % 1_000), week: UInt32($0 / 1_000), process: 7, draw: 1))
    }
  }

  @Test("Moments and shape", arguments: Sampler.all)
  func follows(_ sampler: Sampler) {
    #expect(checkDistribution(Self.sample(40_000, seed: 11, sampler.draw), sampler.law) == [])
  }

  @Test("The checker rejects what is slightly wrong")
  func checkerBites() {
    let wrong: [Sampler] = [
      Sampler(law: .normal) { $0.normal(at: $1) + 0.03 },
      Sampler(law: .normal) { $0.normal(at: $1) * 1.03 },
      // right mean and variance, wrong shape
      Sampler(law: .normal) { ($0.uniform(at: $1) - 0.5) * 12.0.squareRoot() },
      Sampler(law: .uniform) { $0.uniform(at: $1) * 0.98 },
      Sampler(law: .exponential) { $0.gamma(shape: 1.05, at: $1) },
      Sampler(law: .gamma(2.5, 1)) { $0.gamma(shape: 2.6, at: $1) },
      Sampler(law: .beta(2, 5)) { $0.beta(2.1, 5, at: $1) },
      Sampler(law: .poisson(2.3)) { $0.poisson(mean: 2.36, at: $1) },
      Sampler(law: .poisson(7)) { $0.binomial(n: 40, p: 7.0 / 40, at: $1) },
      Sampler(law: .binomial(5, 0.2)) { $0.binomial(n: 5, p: 0.21, at: $1) },
      Sampler(law: .binomial(40, 0.5)) { $0.poisson(mean: 20, at: $1) },
    ]
    for sampler in wrong {
      #expect(!checkDistribution(Self.sample(40_000, seed: 11, sampler.draw), sampler.law).isEmpty, "\(sampler.law)")
    }
  }
}
