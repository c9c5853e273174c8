import LinearAlgebra
import PortableMath
import Testing

@testable import SimulationStatistics

/// Replicates on unique points: the likelihood of all of them, at the cost of the points.
@Suite struct EmulatorReplicateTests {
  let blas: BLAS
  init() throws { blas = try BLAS.open() }

  private func uniform(_ generator: inout TestGenerator) -> Double { Double(generator.next() >> 11) * 0x1p-53 }

  private func study(points n: Int, inputs d: Int, replicates: (Int) -> Int) -> (Matrix, [[Double]]) {
    var generator = TestGenerator(state: 8)
    let points = Matrix(
      rowCount: n, columnCount: d, elements: (0..<n * d).map { _ in 10 * uniform(&generator) })
    let outputs = (0..<n).map { i in
      let mean = Portable.sin(points[i, 0]) + points[i, d - 1] / 5
      return (0..<replicates(i)).map { _ in mean + 0.4 * Portable.normalQuantile(uniform(&generator) + 0x1p-54) }
    }
    return (points, outputs)
  }

  /// log likelihood and gradient of all replicates, by the definition: a row and column each.
  private func full(
    _ points: Matrix, _ outputs: [[Double]], _ p: EmulatorParameters, variances: [Double], isLinear: Bool
  ) throws -> (Double, [Double]) {
    let place = outputs.enumerated().flatMap { i, group in group.map { _ in i } }
    let (count, d) = (place.count, points.columnCount)
    let y = Matrix(rowCount: count, columnCount: 1, elements: outputs.flatMap { $0 })
    var h = Matrix(rowCount: count, columnCount: isLinear ? d + 1 : 1, repeating: 1)
    if isLinear {
      // The restricted likelihood depends on the trend's columns: those of the emulator, −½…½.
      for j in 0..<d {
        let low = points.column(j).min()!, high = points.column(j).max()!
        for a in 0..<count { h[a, j + 1] = (points[place[a], j] - (low + high) / 2) / (high - low) }
      }
    }
    var k = Matrix(rowCount: count, columnCount: count)
    var derivatives = Array(repeating: k, count: d + 3)
    for a in 0..<count {
      for b in 0..<count {
        let (i, l) = (place[a], place[b])
        let terms = (0..<d).map { j in
          let z = (points[i, j] - points[l, j]) / p.lengths[j]
          return z * z
        }
        let s = (5 * terms.reduce(0, +)).squareRoot()
        let smooth = p.variance * (1 + s + s * s / 3) * Portable.exp(-s)
        let (nugget, noise) = (i == l ? p.nugget : 0, a == b ? variances[i] : 0)
        k[a, b] = smooth + nugget + noise
        derivatives[0][a, b] = smooth
        for j in 0..<d { derivatives[j + 1][a, b] = p.variance * 5 / 3 * (1 + s) * Portable.exp(-s) * terms[j] }
        derivatives[d + 1][a, b] = nugget
        derivatives[d + 2][a, b] = noise
      }
    }
    let factor = try CholeskyFactorisation(of: k, using: blas)
    let solvedH = try factor.solve(h)
    let gram = try CholeskyFactorisation(of: try blas.gemm(h, .transposed, solvedH), using: blas)
    let beta = try gram.solve(try blas.gemm(solvedH, .transposed, y))
    let fitted = try blas.gemm(h, beta)
    let r = Matrix(
      rowCount: count, columnCount: 1, elements: zip(y.elements, fitted.elements).map { $0 - $1 })
    let alpha = try factor.solve(r)
    let inverse = try factor.inverse(), taken = try blas.gemm(solvedH, try gram.solve(solvedH.transposed))
    func logDeterminant(_ f: CholeskyFactorisation) -> Double {
      2 * (0..<f.order).reduce(0) { $0 + Portable.log(f.upper[$1, $1]) }
    }
    let square = zip(r.elements, alpha.elements).reduce(0) { $0 + $1.0 * $1.1 }
    let value =
      -0.5
      * (square + logDeterminant(factor) + logDeterminant(gram)
        + Double(count - h.columnCount) * Portable.log(2 * .pi))
    let gradient = derivatives.map { derivative in
      var sum = 0.0
      for a in 0..<count {
        for b in 0..<count {
          sum += (alpha.elements[a] * alpha.elements[b] - inverse[a, b] + taken[a, b]) * derivative[a, b]
        }
      }
      return sum / 2
    }
    return (value, gradient)
  }

  @Test(arguments: [false, true], [EmulatorSettings.Trend.constant, .linear])
  func equalsTheLikelihoodOfAllReplicates(isNoiseKnown: Bool, trend: EmulatorSettings.Trend) throws {
    let (points, outputs) = study(points: 30, inputs: 3) { 1 + $0 % 6 }
    let variances = (0..<30).map { isNoiseKnown ? 0.1 + 0.01 * Double($0) : 0.17 }
    let data = try EmulatorData(points: points, replicates: outputs, variances: isNoiseKnown ? variances : nil)
    let parameters = EmulatorParameters(
      variance: 0.7, lengths: [2, 5, 9], nugget: 0.03, replicateVariance: isNoiseKnown ? nil : 0.17)
    let got = try GaussianProcess.logLikelihood(
      of: data, parameters: parameters, settings: EmulatorSettings(trend: trend), using: blas)
    let expected = try full(points, outputs, parameters, variances: variances, isLinear: trend == .linear)
    expectClose([got.value], [expected.0], "log likelihood", tolerance: 1e-8)
    expectClose(
      got.gradient, Array(expected.1.prefix(got.gradient.count)), "gradient", tolerance: 1e-8, scale: 0.01)
    #expect(got.gradient.count == (isNoiseKnown ? 5 : 6))
  }

  @Test func argumentsAreChecked() throws {
    let points = try Matrix(rows: [[0, 0], [1, 0], [0, 1], [1, 0], [2, 2]])
    #expect { try EmulatorData(points: points, means: [1, 2, 3, 4, 5], noise: [0, 0, 0, 0, 0]) } throws: {
      "\($0)".contains("points 2 and 4 is equal")
    }
    #expect { try EmulatorData(points: points, replicates: [[1], [2], [], [3], [4]]) } throws: {
      "\($0)".contains("0 replicates at point 3")
    }
    #expect(throws: StatisticsError.self) { try EmulatorData(points: points, means: [1], noise: [0]) }
    let few = try EmulatorData(points: try Matrix(rows: [[0], [1], [3]]), means: [1, 2, 4], noise: [0, -0.0, 1])
    #expect { try GaussianProcess(few, settings: EmulatorSettings(trend: .linear), using: blas) } throws: {
      "\($0)".contains("3 points, at least 4 needed")
    }
    let flat = try EmulatorData(
      points: try Matrix(rows: [[0, 1], [1, 1], [3, 1]]), means: [1, 2, 4], noise: [0, 0, 0])
    #expect { try GaussianProcess(flat, using: blas) } throws: { "\($0)" == "emulator: input 2 does not vary" }
    let constant = try EmulatorData(points: few.points, means: [1, 1, 1], noise: [0, 0, 0])
    #expect { try GaussianProcess(constant, using: blas) } throws: { "\($0)" == "emulator: the output does not vary" }
    let emulator = try GaussianProcess(few, using: blas)
    #expect(throws: StatisticsError.self) { try emulator.predict(points) }
    #expect(throws: StatisticsError.self) {
      try GaussianProcess(few, parameters: EmulatorParameters(variance: 1, lengths: [1, 2]), using: blas)
    }
  }
}
