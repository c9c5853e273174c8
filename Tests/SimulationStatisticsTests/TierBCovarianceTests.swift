import LinearAlgebra
import Testing

@testable import SimulationStatistics

@Suite struct TierBCovarianceTests {
  let blas: BLAS
  init() throws { blas = try BLAS.open() }

  @Test func completeAgreesWithNumPy() throws {
    let reference = try TierBReference("covariance")
    let x = try reference.matrix("complete")
    let got = try CovarianceMatrix(of: x, using: blas)
    #expect(got.isComplete)
    expectClose(got.means.compactMap(\.value), try reference.values("complete.mean"), "means", tolerance: 1e-14)
    try check(got, reference, "complete")
    #expect(got.counts.allSatisfy { $0.allSatisfy { $0 == 60 } })
  }

  @Test func missingAgreesWithNumPyPairByPair() throws {
    let reference = try TierBReference("covariance")
    let got = try CovarianceMatrix(of: try reference.matrix("missing"), using: blas)
    #expect(!got.isComplete)
    try check(got, reference, "missing")
    #expect(got.counts.joined().map(Double.init) == (try reference.values("missing.count")))
  }

  private func check(_ got: CovarianceMatrix, _ reference: TierBReference, _ name: String) throws {
    let pairs = (0..<6).flatMap { j in (0..<6).map { i in (i, j) } }
    let covariances = pairs.compactMap { got.covariance($0.0, $0.1).value }
    let correlations = pairs.compactMap { got.correlation($0.0, $0.1).value }
    expectClose(covariances, try reference.values("\(name).cov"), "covariance", scale: 1e-3)
    expectClose(correlations, try reference.values("\(name).cor"), "correlation", scale: 1)
  }

  /// Blocks of rows do not show: more rows than one block.
  @Test func manyRows() throws {
    var generator = TestGenerator(state: 3)
    let n = 10_000
    let a = (0..<n).map { _ in Double(generator.next() >> 40) * 0x1p-24 }
    let b = a.map { $0 + Double(generator.next() >> 40) * 0x1p-24 }
    let got = try CovarianceMatrix(of: try Matrix(columns: [a, b]), using: blas)
    let (meanA, meanB) = (a.reduce(0, +) / Double(n), b.reduce(0, +) / Double(n))
    let plain = zip(a, b).reduce(0) { $0 + ($1.0 - meanA) * ($1.1 - meanB) } / Double(n - 1)
    expectClose([try got.covariance(0, 1).get()], [plain], "covariance", tolerance: 1e-12)
    // The two ways of summing agree.
    let half = try CovarianceMatrix(of: try Matrix(columns: [a + [.nan], b + [1]]), using: blas)
    expectClose([try half.correlation(0, 1).get()], [try got.correlation(0, 1).get()], "both ways", tolerance: 1e-12)
  }

  @Test func undefined() throws {
    let columns = [
      [1.0, 1, 1, 1], [1, 2, 3, .nan], [.nan, 5, .nan, 4], [.nan, .nan, .nan, .nan], [0.1, 0.1, 0.1, 7],
    ]
    let got = try CovarianceMatrix(of: try Matrix(columns: columns), using: blas)
    #expect(got.correlation(0, 1).reason == .constant)
    #expect(got.covariance(0, 1) == .success(0))
    #expect(got.correlation(1, 2).reason == .tooFew)
    #expect(got.covariance(1, 2).reason == .tooFew)
    #expect(got.means[3].reason == .tooFew)
    #expect(got.correlation(3, 3).reason == .tooFew)
    // Not constant, but so where the other is present.
    #expect(got.correlation(4, 1).reason == .constant)
    #expect(got.correlation(4, 4).value == 1)
    #expect(got.counts[1][2] == 1 && got.counts[0][1] == 3)
    let tiny = try CovarianceMatrix(of: try Matrix(columns: [[1e-200, 2e-200], [1, 2]]), using: blas)
    #expect(tiny.correlation(0, 1).reason == .outOfRange && tiny.correlation(0, 0).reason == .outOfRange)
    let constant = try CovarianceMatrix(of: try Matrix(columns: [[0.1, 0.1, 0.1], [1, 2, 4]]), using: blas)
    #expect(constant.correlation(0, 1).reason == .constant && constant.covariance(0, 0) == .success(0))
    #expect(throws: StatisticsError.self) {
      try CovarianceMatrix(of: try Matrix(columns: [[1, .infinity]]), using: blas)
    }
    #expect(try CovarianceMatrix(of: Matrix(rowCount: 1, columnCount: 1), using: blas).covariance(0, 0).value == nil)
  }
}
