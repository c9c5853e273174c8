import LinearAlgebra
import PortableMath
import RandomStreams

/// Draws from a Gaussian process of known parameters: Matérn 5/2.
enum KnownProcess {
  static let variance = 4.0
  static let lengths = [0.3, 0.8, 3]
  /// Variance of the outputs' noise.
  static let noise = 0.09

  /// A path at n + m points, the first n with noise, and a linear trend.
  static func draw(
    _ seed: UInt32, _ n: Int, _ m: Int, using blas: BLAS
  ) throws -> (points: Matrix, smooth: [Double], noisy: [Double]) {
    let draws = Draws(StreamKey(seed: 77, trial: seed)), all = n + m
    func z(_ i: Int, _ draw: UInt16) -> Double {
      draws.normal(at: DrawAddress(entity: UInt32(i), week: 0, process: 1, draw: draw))
    }
    var points = Matrix(rowCount: all, columnCount: 3)
    for i in 0..<all {
      for j in 0..<3 { points[i, j] = Portable.normalCDF(z(i, UInt16(j))) }
    }
    var k = Matrix(rowCount: all, columnCount: all)
    for a in 0..<all {
      for b in 0..<all {
        let squares = (0..<3).reduce(0.0) { sum, j in
          let gap = (points[a, j] - points[b, j]) / lengths[j]
          return sum + gap * gap
        }
        let s = (5 * squares).squareRoot()
        k[a, b] = variance * (1 + s + s * s / 3) * Portable.exp(-s) + (a == b ? 1e-10 : 0)
      }
    }
    let upper = try CholeskyFactorisation(of: k, using: blas).upper
    let normals = Matrix(rowCount: all, columnCount: 1, elements: (0..<all).map { z($0, 3) })
    let path = try blas.gemm(upper, .transposed, normals).elements
    let smooth = path.enumerated().map { 50 + 3 * points[$0, 1] + $1 }
    return (points, smooth, (0..<n).map { smooth[$0] + noise.squareRoot() * z($0, 4) })
  }
}
