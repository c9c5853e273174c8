import LinearAlgebra
import RandomStreams
import Testing

@testable import SimulationStatistics

@Suite struct TierBBootstrapTests {
  let blas: BLAS
  init() throws { blas = try BLAS.open() }

  /// reference-values.md: R's `boot` with 10⁶ resamples, at rtol .005.
  @Test func knownAnswer() throws {
    let values = try TierBReference("bootstrap").values("known")
    let key = StreamKey(seed: 1, trial: 0)
    let bootstrap = try JointBootstrap(
      of: try Matrix(columns: [values]), replicates: 200_000, key: key, using: blas)
    let got = bootstrap.interval(0)
    #expect((try got.acceleration.get() - 0.0615289).magnitude < 5e-8)
    let (percentile, bca) = (try got.percentile.get(), try got.bca.get())
    expectClose([bca.low, bca.high], [32.31, 91.43], "BCa", tolerance: 0.01)
    expectClose([percentile.low, percentile.high], [28.86, 84.21], "percentile", tolerance: 0.01)
  }

  /// Draws, means, differences, missing values and ends against an independent Philox and SciPy's `bootstrap`.
  @Test func agreesWithSciPy() throws {
    let reference = try TierBReference("bootstrap")
    let key = StreamKey(seed: 11, trial: 5)
    let counts = ResamplingCounts(trialCount: 31, key: key).counts(replicates: 0..<3)
    #expect(counts == (try reference.matrix("counts")))
    let series = try reference.matrix("series")
    let columns = (0..<5).map { Array(series.column($0)) }
    let data = try Matrix(
      columns: columns + [Array(series.pairedDifferences([(a: 1, b: 4)]).column(0)), try reference.values("missing")])
    let bootstrap = try JointBootstrap(of: data, replicates: 999, key: key, using: blas)
    let expected = try reference.matrix("expected")
    for j in 0..<7 {
      let got = bootstrap.interval(j, level: 0.9)
      let (percentile, bca) = (try got.percentile.get(), try got.bca.get())
      let numbers = [
        try got.mean.get(), try got.standardError.get(), percentile.low, percentile.high, bca.low, bca.high,
      ]
      expectClose(numbers, (0..<6).map { expected[j, $0] }, "series \(j)")
      #expect(got.n == (j == 6 ? 27 : 31) && got.replicateCount == 999)
    }
    // A difference's replicates are the differences of replicates.
    let difference = zip(bootstrap.replicateMeans(1), bootstrap.replicateMeans(4)).map { $0 - $1 }
    expectClose(bootstrap.replicateMeans(5), difference, "difference", tolerance: 1e-12, scale: 1)
  }

  /// Replicate r is the same however many are asked for, and whatever other series are there.
  @Test func replicatesAreKeyed() throws {
    let key = StreamKey(seed: 7, trial: 1)
    let x = (0..<101).map { Double($0 * $0 % 37) }
    let alone = try JointBootstrap(of: try Matrix(columns: [x]), replicates: 300, key: key, using: blas)
    let joint = try JointBootstrap(
      of: try Matrix(columns: [x.map { -$0 }, x]), replicates: 1_100, key: key, using: blas)
    expectClose(Array(joint.replicateMeans(1).prefix(300)), alone.replicateMeans(0), "keyed", tolerance: 1e-13)
    let counts = ResamplingCounts(trialCount: 101, key: key)
    let (one, some) = (counts.counts(replicates: 40..<41), counts.counts(replicates: 38..<42))
    #expect(Array(one.column(0)) == Array(some.column(2)))
    #expect(counts.counts(replicates: 5..<6).elements.reduce(0, +) == 101)
  }

  /// Counts behave as the multinomial: mean 1, variance 1 − 1/n, by z.
  @Test func countsAreMultinomial() throws {
    let (n, b) = (20, 5_000)
    let counts = ResamplingCounts(trialCount: n, key: StreamKey(seed: 3, trial: 3)).counts(replicates: 0..<UInt32(b))
    var squares = 0.0
    for i in 0..<n {
      let sum = (0..<b).reduce(0) { $0 + counts[i, $1] }
      let z = (sum - Double(b)) / (Double(b) * (1 - 1 / Double(n))).squareRoot()
      #expect(z.magnitude < 4.5, "trial \(i): z \(z)")
      squares += (0..<b).reduce(0) { $0 + (counts[i, $1] - 1) * (counts[i, $1] - 1) }
    }
    expectClose([squares / Double(n * b)], [1 - 1 / Double(n)], "variance", tolerance: 0.03)
  }

  @Test func undefined() throws {
    let columns = [
      [0.1, 0.1, 0.1, 0.1], [.nan, 2, .nan, .nan], [.nan, .nan, .nan, .nan], [1, 2, 3, .nan], [1e200, 1, 2, 3],
    ]
    let bootstrap = try JointBootstrap(
      of: try Matrix(columns: columns), replicates: 400, key: StreamKey(seed: 1, trial: 1), using: blas)
    let constant = bootstrap.interval(0)
    #expect(constant.mean.value == 0.1 && constant.bca.reason == .constant && constant.percentile.reason == .constant)
    #expect(constant.acceleration.reason == .constant && constant.standardError.reason == .constant)
    #expect(bootstrap.interval(1).bca.reason == .tooFew && bootstrap.interval(1).mean.value == 2)
    #expect(bootstrap.interval(2).mean.reason == .tooFew)
    #expect(bootstrap.interval(4).bca.reason == .outOfRange)
    let missing = bootstrap.interval(3)
    #expect(missing.n == 3 && missing.replicateCount < 400 && missing.replicateCount > 380)
    #expect(try missing.bca.get().low >= 1)
    #expect(throws: StatisticsError.self) {
      try JointBootstrap(
        of: Matrix(rowCount: 3, columnCount: 1), replicates: 1, key: StreamKey(seed: 1, trial: 1), using: blas)
    }
    // One outlier among few: both lie on one side at times; never a NaN.
    let far = try JointBootstrap(
      of: try Matrix(columns: [[0, 0, 0, 1e6]]), replicates: 2, key: StreamKey(seed: 5, trial: 1), using: blas)
    let got = far.interval(0)
    if let ends = got.bca.value {
      #expect(ends.low.isFinite && ends.high.isFinite)
    } else {
      #expect(got.bca.reason == .oneSided)
    }
  }
}
