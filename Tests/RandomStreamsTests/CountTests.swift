import PortableMath
import RandomStreams
import Testing

@Suite("Counts by inversion")
struct CountTests {
  static let uniforms = (0...400).map { min(Double($0) / 400, 1 - 0x1p-53) }

  @Test("A Poisson count is the quantile", arguments: [0.001, 0.7, 2.3, 11, 16, 16.5, 55, 900, 1e4])
  func poissonQuantile(_ mean: Double) {
    for u in Self.uniforms.dropLast() {
      let k = Draws.poisson(uniform: u, mean: mean)
      #expect(1 - Portable.incompleteGamma(k + 1, mean) >= u - 1e-12)
      if k > 0 { #expect(1 - Portable.incompleteGamma(k, mean) <= u + 1e-12) }
    }
  }

  @Test(
    "A binomial count is the quantile",
    arguments: [(1, 0.5), (4, 0.9), (30, 0.5), (33, 0.5), (100, 0.3), (5_000, 0.7)])
  func binomialQuantile(_ n: Double, _ p: Double) {
    let law = Law.binomial(n, p)
    for u in Self.uniforms.dropLast() {
      let k = Draws.binomial(uniform: u, n: n, p: p)
      #expect(k >= 0 && k <= n)
      #expect(law.cumulative(k) >= u - 1e-12)
      if k > 0 { #expect(law.cumulative(k - 1) <= u + 1e-12) }
    }
  }

  @Test("Increasing in the uniform, the mean, the trials and the chance")
  func monotone() {
    let means = (0...240).map { Double($0) * 0.17 } + [100, 101, 1_000, 1_001]
    for mean in means {
      var last = -1.0
      for u in Self.uniforms {
        let k = Draws.poisson(uniform: u, mean: mean)
        #expect(k >= last)
        last = k
      }
    }
    // between parameters F moves by its rounding, which shows where 1 − u is no larger
    for u in Self.uniforms.dropLast() {
      var last = -1.0
      for mean in means {
        let k = Draws.poisson(uniform: u, mean: mean)
        #expect(k >= last)
        last = k
      }
      for n in [3.0, 20, 70] {
        var last = -1.0
        for p in 0...100 {
          let k = Draws.binomial(uniform: u, n: n, p: Double(p) / 100)
          #expect(k >= last)
          last = k
        }
      }
      var lastOfTrials = -1.0
      for n in 0...120 {
        let k = Draws.binomial(uniform: u, n: Double(n), p: 0.37)
        #expect(k >= lastOfTrials)
        lastOfTrials = k
      }
    }
  }

  @Test("Ends of the range")
  func ends() {
    #expect(Draws.poisson(uniform: 0.999, mean: 0) == 0)
    #expect(Draws.poisson(uniform: 0.999, mean: -3) == 0)
    #expect(Draws.poisson(uniform: 0.999, mean: .nan) == 0)
    #expect(Draws.poisson(uniform: 0, mean: 10) == 0)
    #expect(Draws.poisson(uniform: 0, mean: 1e5) == 0)
    // P(N ≤ 29) < 2⁻⁵³ < P(N ≤ 30) = 1.99e-16 at a mean of 100
    #expect(Draws.poisson(uniform: 0x1p-53, mean: 100) == 30)
    #expect(Draws.poisson(uniform: 1 - 0x1p-53, mean: 0.01) < 10)
    #expect(Draws.poisson(uniform: 1 - 0x1p-53, mean: 16) < 80)
    #expect(abs(Draws.poisson(uniform: 0.5, mean: 1e6) - 1e6) < 2)
    #expect(Draws.poisson(uniform: 0.5, mean: .infinity) <= 0x1p31)
    #expect(Draws.poisson(uniform: 0.99, mean: 1e300) == 0x1p31)
    #expect(Draws.binomial(uniform: 0.9, n: 10, p: 0) == 0)
    #expect(Draws.binomial(uniform: 0.9, n: 10, p: 1) == 10)
    #expect(Draws.binomial(uniform: 0, n: 10, p: 1) == 10)
    #expect(Draws.binomial(uniform: 0.9, n: 10, p: 7) == 10)
    #expect(Draws.binomial(uniform: 0.9, n: 10, p: .nan) == 0)
    #expect(Draws.binomial(uniform: 0.9, n: .nan, p: 0.4) == 0)
    #expect(Draws.binomial(uniform: 0.9, n: -2, p: 0.4) == 0)
    #expect(Draws.binomial(uniform: 0.9, n: 3.9, p: 1) == 3)
    #expect(Draws.binomial(uniform: 1 - 0x1p-53, n: 5, p: 0.5) == 5)
    #expect(Draws.binomial(uniform: 0, n: 5, p: 0.6) == 0)
  }
}
