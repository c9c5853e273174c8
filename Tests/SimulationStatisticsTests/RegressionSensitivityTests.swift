import LinearAlgebra
import PortableMath
import RandomStreams
import Testing

@testable import SimulationStatistics

/// Standardised coefficients and partial rank correlations.
@Suite struct RegressionSensitivityTests {
  let blas: BLAS
  init() throws { blas = try BLAS.open() }

  /// Normal inputs and y = 2x₁ − x₂ + noise of deviation 1: a row a point; the last column is the noise.
  private func normals(_ n: Int, _ columns: Int, seed: UInt32) -> Matrix {
    let draws = Draws(StreamKey(seed: 31, trial: seed))
    return Matrix(
      rowCount: n, columnCount: columns,
      elements: (0..<columns).flatMap { j in
        (0..<n).map { draws.normal(at: DrawAddress(entity: UInt32($0), week: UInt32(j), process: 1, draw: 0)) }
      })
  }

  private func linear(_ n: Int, seed: UInt32) -> (points: Matrix, outputs: Matrix) {
    let all = normals(n, 4, seed: seed)
    let y = (0..<n).map { 2 * all[$0, 0] - all[$0, 1] + all[$0, 3] }
    return (all.selecting(columns: 0..<3), Matrix(rowCount: n, columnCount: 1, elements: y))
  }

  /// b/√(Σb² + 1), and Spearman's (6/π)·arcsin(ρ/2) with the other inputs' part taken off: ρⱼ/√(1 − Σₖ≠ⱼ ρₖ²).
  private static let exact: (src: [Double], prcc: [Double]) = {
    let src = [2, -1, 0].map { $0 / 6.0.squareRoot() }
    // asin(ρ/2) by its series, to 1e-9 at |ρ/2| = .41.
    func arcsine(_ x: Double) -> Double {
      var term = x, sum = x
      for k in stride(from: 1.0, to: 60, by: 2) {
        term *= x * x * k / (k + 1)
        sum += term / (k + 2)
      }
      return sum
    }
    let rho = src.map { 6 / Double.pi * arcsine($0 / 2) }
    return (
      src,
      rho.indices.map { j in
        rho[j] / (1 - rho.indices.filter { $0 != j }.reduce(0) { $0 + rho[$1] * rho[$1] }).squareRoot()
      }
    )
  }()

  @Test func knownAnswers() throws {
    let (points, outputs) = linear(20_000, seed: 9)
    let found = try RegressionSensitivity(points: points, outputs: outputs, names: ["a", "b", "c"], using: blas)
    #expect(found.inputs.map(\.name) == ["a", "b", "c"])
    for (j, input) in found.inputs.enumerated() {
      #expect((input.src.value - Self.exact.src[j]).magnitude < 0.02, "\(input.src)")
      #expect((input.prcc.value - Self.exact.prcc[j]).magnitude < 0.02, "\(input.prcc)")
    }
    #expect((found.rSquared - 5.0 / 6).magnitude < 0.01)
    #expect(found.points == 20_000)
  }

  /// 1,000 repeats of 100 points: coverage has a standard error of .007, so that each of six fails once in 2,000 seeds.
  @Test func intervalsCover() throws {
    var inside = [Int](repeating: 0, count: 6)
    for seed in 0..<UInt32(1000) {
      let (points, outputs) = linear(100, seed: 100 + seed)
      let found = try RegressionSensitivity(points: points, outputs: outputs, using: blas)
      for (j, input) in found.inputs.enumerated() {
        let (src, prcc) = (input.src.interval, input.prcc.interval)
        if src.low <= Self.exact.src[j], Self.exact.src[j] <= src.high { inside[j] += 1 }
        if prcc.low <= Self.exact.prcc[j], Self.exact.prcc[j] <= prcc.high { inside[3 + j] += 1 }
      }
    }
    let shares = inside.map { Double($0) / 1000 }
    #expect(shares.allSatisfy { $0 >= 0.925 && $0 <= 0.975 }, "\(shares)")
  }

  /// A curve that rises throughout: ranks see all of it, a straight line does not.
  @Test func ranksSeeCurves() throws {
    let points = normals(200, 2, seed: 3)
    let y = (0..<200).map { Portable.exp(3 * points[$0, 0]) }
    let found = try RegressionSensitivity(
      points: points, outputs: Matrix(rowCount: 200, columnCount: 1, elements: y), using: blas)
    #expect(found.inputs[0].prcc.value > 0.999 && found.inputs[0].prcc.interval.low > 0.998)
    #expect(found.inputs[0].src.value < 0.8 && found.rSquared < 0.6 && found.rankRSquared > 0.999)
  }

  @Test func failedPointsAreDropped() throws {
    var (points, outputs) = linear(50, seed: 4)
    outputs[3, 0] = .nan
    #expect(try RegressionSensitivity(points: points, outputs: outputs, using: blas).points == 49)
    for row in 0..<44 { outputs[row, 0] = .infinity }
    #expect { try RegressionSensitivity(points: points, outputs: outputs, using: blas) } throws: {
      "\($0)" == "sensitivity by regression: 6 points that have not failed, at least 12 needed"
    }
    for row in 0..<50 { outputs[row, 0] = 1 }
    #expect { try RegressionSensitivity(points: points, outputs: outputs, using: blas) } throws: {
      "\($0)" == "sensitivity by regression: the output does not vary"
    }
    for row in 0..<50 {
      outputs[row, 0] = Double(row)
      points[row, 1] = 2
    }
    #expect { try RegressionSensitivity(points: points, outputs: outputs, using: blas) } throws: {
      "\($0)".contains("x2 is a linear combination")
    }
  }
}
