import LinearAlgebra
import PortableMath
import RandomStreams
import Testing

@testable import SimulationStatistics

/// Draws from a Gaussian process, fitted and predicted.
@Suite struct EmulatorCoverageTests {
  let blas: BLAS
  init() throws { blas = try BLAS.open() }

  /// A path at n + m points, the first n with noise: of Matérn covariance with lengths .3, .8, 3 and a linear trend.
  private func draw(_ seed: UInt32, _ n: Int, _ m: Int) throws -> (points: Matrix, smooth: [Double], noisy: [Double]) {
    let draws = Draws(StreamKey(seed: 77, trial: seed)), all = n + m
    func z(_ i: Int, _ draw: UInt16) -> Double {
      draws.normal(at: DrawAddress(entity: UInt32(i), week: 0, process: 1, draw: draw))
    }
    var points = Matrix(rowCount: all, columnCount: 3)
    for i in 0..<all {
      for j in 0..<3 { points[i, j] = Portable.normalCDF(z(i, UInt16(j))) }
    }
    let lengths = [0.3, 0.8, 3]
    var k = Matrix(rowCount: all, columnCount: all)
    for a in 0..<all {
      for b in 0..<all {
        let squares = (0..<3).reduce(0.0) { sum, j in
          let gap = (points[a, j] - points[b, j]) / lengths[j]
          return sum + gap * gap
        }
        let s = (5 * squares).squareRoot()
        k[a, b] = 4 * (1 + s + s * s / 3) * Portable.exp(-s) + (a == b ? 1e-10 : 0)
      }
    }
    let upper = try CholeskyFactorisation(of: k, using: blas).upper
    let normals = Matrix(rowCount: all, columnCount: 1, elements: (0..<all).map { z($0, 3) })
    let path = try blas.gemm(upper, .transposed, normals).elements
    let smooth = path.enumerated().map { 50 + 3 * points[$0, 1] + $1 }
    return (points, smooth, (0..<n).map { smooth[$0] + 0.3 * z($0, 4) })
  }

  /// 60 draws × 20 new points: the share inside has a standard error of .01 (measured over draws), and parameters that
  /// count as known cost .01 of it with 120 points: .94. So .91 to .98 fails by chance less than once in 100 seeds.
  @Test func newPointsAreCovered() throws {
    var inside = 0, leftOut = 0
    let (n, m) = (120, 20)
    for seed in 0..<UInt32(60) {
      let (points, smooth, noisy) = try draw(seed, n, m)
      let rows = points.transposed
      let data = try EmulatorData(
        points: rows.selecting(columns: 0..<n).transposed, means: noisy, noise: Array(repeating: 0.09, count: n))
      let emulator = try GaussianProcess(data, settings: EmulatorSettings(trend: .linear), using: blas)
      #expect(emulator.hasConverged, "\(seed): \(emulator.iterations) steps")
      let got = try emulator.predict(rows.selecting(columns: n..<n + m).transposed)
      for i in 0..<m {
        let width = 1.959964 * got.variance(i, withNoise: 0).squareRoot()
        if (got.means[i] - smooth[n + i]).magnitude <= width { inside += 1 }
      }
      leftOut += Int((try emulator.reliability().coverage * Double(n)).rounded())
    }
    let (share, left) = (Double(inside) / 1200, Double(leftOut) / 7200)
    #expect(share > 0.91 && share < 0.98, "new points: \(share)")
    #expect(left > 0.93 && left < 0.98, "left out: \(left)")
  }

  /// The same bytes again, whole or piece by piece beside others.
  @Test func isAPureFunction() throws {
    let (points, _, noisy) = try draw(1, 50, 300)
    let rows = points.transposed
    let data = try EmulatorData(
      points: rows.selecting(columns: 0..<50).transposed, means: noisy, noise: Array(repeating: 0.09, count: 50))
    let first = try GaussianProcess(data, using: blas), second = try GaussianProcess(data, using: blas)
    #expect(first.parameters == second.parameters && first.logLikelihood == second.logLikelihood)
    #expect(try first.predict(points) == second.predict(points))
    // At the data's own points, prediction interpolates within the noise.
    let own = try first.predict(data.points)
    #expect(zip(own.means, noisy).allSatisfy { ($0 - $1).magnitude < 1.2 })
    #expect(own.variances.allSatisfy { $0 < 0.09 })
  }

  /// An emulator of noise that is called a tenth of what it is: refused, with the reason.
  @Test func wrongIntervalsAreRefused() throws {
    let (points, _, noisy) = try draw(2, 150, 0)
    let jagged = noisy.enumerated().map { $1 + ($0.isMultiple(of: 10) ? 6 : 0) }
    let data = try EmulatorData(points: points, means: jagged, noise: Array(repeating: 0.01, count: 150))
    let parameters = EmulatorParameters(variance: 4, lengths: [0.3, 0.8, 3])
    let reliability = try GaussianProcess(data, parameters: parameters, using: blas).reliability()
    #expect(!reliability.isReliable)
    let reason = try #require(reliability.refusal)
    #expect(reason.contains("too narrow") && reason.contains("150 outputs left out, expected 92 to 98"))
  }

  @Test func acceptableCoverage() {
    #expect(EmulatorReliability.acceptable(100) == 0.92...0.98)
    // Binomial(20, .95): P(X ≤ 16) = .0159, P(X ≤ 15) = .0026; P(X = 20) = .358.
    #expect(EmulatorReliability.acceptable(20) == 0.8...1)
    // Binomial(99, .95): P(X ≤ 87) = .0046, P(X ≤ 88) = .0127; P(X = 99) = .0062.
    #expect(EmulatorReliability.acceptable(99) == (88.0 / 99)...1)
  }
}
