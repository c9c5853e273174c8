import LinearAlgebra
import Testing

@testable import SimulationStatistics

/// Draws from a Gaussian process, fitted and predicted.
@Suite struct EmulatorCoverageTests {
  let blas: BLAS
  init() throws { blas = try BLAS.open() }

  /// 60 draws × 20 new points: the share inside has a standard error of .01 (measured over draws), and parameters that
  /// count as known cost .01 of it with 120 points: .94. So .91 to .98 fails by chance less than once in 100 seeds.
  @Test func newPointsAreCovered() throws {
    var inside = 0, leftOut = 0, refused = 0
    let (n, m) = (120, 20)
    for seed in 0..<UInt32(60) {
      let (points, smooth, noisy) = try KnownProcess.draw(seed, n, m, using: blas)
      let rows = points.transposed
      let data = try EmulatorData(
        points: rows.selecting(columns: 0..<n).transposed, means: noisy,
        noise: Array(repeating: KnownProcess.noise, count: n))
      let emulator = try GaussianProcess(data, settings: EmulatorSettings(trend: .linear), using: blas)
      #expect(emulator.hasConverged, "\(seed): \(emulator.iterations) steps")
      let got = try emulator.predict(rows.selecting(columns: n..<n + m).transposed)
      for i in 0..<m {
        let width = 1.959964 * got.variance(i, withNoise: 0).squareRoot()
        if (got.means[i] - smooth[n + i]).magnitude <= width { inside += 1 }
      }
      let reliability = try emulator.reliability()
      leftOut += Int((reliability.coverage * Double(n)).rounded())
      if !reliability.isReliable { refused += 1 }
    }
    let (share, left) = (Double(inside) / 1200, Double(leftOut) / 7200)
    #expect(share > 0.91 && share < 0.98, "new points: \(share)")
    #expect(left > 0.93 && left < 0.98, "left out: \(left)")
    // At the stated rate, 4 or more with probability .003.
    #expect(refused <= 3, "refused: \(refused)")
  }

  /// The same bytes again, whole or piece by piece beside others.
  @Test func isAPureFunction() throws {
    let (points, _, noisy) = try KnownProcess.draw(1, 50, 300, using: blas)
    let rows = points.transposed
    let data = try EmulatorData(
      points: rows.selecting(columns: 0..<50).transposed, means: noisy,
      noise: Array(repeating: KnownProcess.noise, count: 50))
    let first = try GaussianProcess(data, using: blas), second = try GaussianProcess(data, using: blas)
    #expect(first.parameters == second.parameters && first.logLikelihood == second.logLikelihood)
    #expect(try first.predict(points) == second.predict(points))
    // At the data's own points, prediction interpolates within the noise.
    let own = try first.predict(data.points)
    #expect(zip(own.means, noisy).allSatisfy { ($0 - $1).magnitude < 1.2 })
    #expect(own.variances.allSatisfy { $0 < 0.09 })
  }
}
