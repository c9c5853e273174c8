import LinearAlgebra
import PortableMath
import RandomStreams
import SimulationStatistics

/// Functions on the unit cube whose Sobol' indices are known.
struct SensitivityFunction: Sendable {
  let inputs: Int
  let variance: Double
  let first: [Double]
  let total: [Double]
  let value: @Sendable ([Double]) -> Double

  /// a = 7, b = .1.
  static let ishigami = SensitivityFunction(
    inputs: 3, variance: 13.8445879407192566, first: [0.313905191147811, 0.442411144790041, 0],
    total: [0.557588855209959, 0.442411144790041, 0.243683664062148]
  ) { u in
    let x = u.map { Double.pi * (2 * $0 - 1) }, square = x[2] * x[2], second = Portable.sin(x[1])
    return Portable.sin(x[0]) * (1 + 0.1 * square * square) + 7 * second * second
  }

  private static let weights = [0, 1, 4.5, 9, 99, 99, 99, 99]

  /// Sobol's G of eight inputs.
  static let g = SensitivityFunction(
    inputs: 8, variance: 0.465424431902207,
    first: [0.716192168879033, 0.179048042219758, 0.0236757741778193, 0.00716192168879033]
      + Array(repeating: 7.16192168879e-5, count: 4),
    total: [0.787144126659275, 0.242198192818238, 0.0343169101540828, 0.0104603870652395]
      + Array(repeating: 1.04949051919506e-4, count: 4)
  ) { u in
    zip(u, weights).reduce(1) { $0 * ((4 * $1.0 - 2).magnitude + $1.1) / (1 + $1.1) }
  }

  /// Outputs at points, a row a point and a column a replicate.
  /// - Parameters:
  ///   - noise: standard deviation of normal noise, independent from output to output.
  ///   - seedEffect: of normal numbers that all points of a replicate share, as random numbers in common are.
  func outputs(
    _ points: Matrix, replicates: Int = 1, noise: Double = 0, seedEffect: Double = 0, seed: UInt32 = 1
  ) -> Matrix {
    let draws = Draws(StreamKey(seed: 4_711, trial: seed))
    var result = Matrix(rowCount: points.rowCount, columnCount: replicates)
    for row in 0..<points.rowCount {
      let own = value((0..<inputs).map { points[row, $0] })
      for k in 0..<replicates {
        var y = own
        if noise > 0 {
          y += noise * draws.normal(at: DrawAddress(entity: UInt32(row), week: UInt32(k), process: 1, draw: 0))
        }
        if seedEffect > 0 {
          y += seedEffect * draws.normal(at: DrawAddress(entity: 0, week: UInt32(k), process: 2, draw: 0))
        }
        result[row, k] = y
      }
    }
    return result
  }
}
