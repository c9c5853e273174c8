import LinearAlgebra

/// Which observations belong together: firms, or trials.
public struct Clusters: Sendable {
  /// For each observation its cluster, from 0, in order of first appearance.
  let index: [Int]
  /// G, how many clusters there are.
  public let count: Int

  /// - Parameter labels: a label for each observation.
  /// - Complexity: O(n)
  public init(_ labels: [Int]) {
    var known: [Int: Int] = [:]
    index = labels.map { label in
      if let place = known[label] { return place }
      known[label] = known.count
      return known.count - 1
    }
    count = known.count
  }

  /// The sandwich covariance of coefficients, with the correction CR1: G/(G − 1)·(n − 1)/(n − p).
  ///
  /// S·(Σ_g t_g t_gᵀ)·Sᵀ with t_g = Sᵀ Σ_{i∈g} eᵢxᵢ, where S·Sᵀ is the inverse of the weighted XᵀX: scores are summed in
  /// coordinates in which the design is orthonormal. Liang & Zeger, Biometrika 73 (1986) 13; Cameron & Miller, Journal
  /// of Human Resources 50 (2015) 317, eq. 12.
  /// - Parameters:
  ///   - residuals: eᵢ, the response less its fitted value.
  ///   - root: S.
  func covariance(
    _ design: Design, residuals: [Double], root: Matrix, using blas: BLAS
  ) throws(LinearAlgebraError) -> Matrix {
    let (n, p) = (design.rowCount, design.columnCount)
    var scores = Matrix(rowCount: count, columnCount: p)
    for j in 0..<p {
      for (i, x) in design.matrix.column(j).enumerated() { scores[index[i], j] += residuals[i] * x }
    }
    let meat = try blas.syrk(try blas.gemm(scores, .plain, root))
    let sandwich = try blas.gemm(root, .plain, try blas.gemm(meat, .plain, root, .transposed))
    let correction = Double(count) / Double(count - 1) * (Double(n - 1) / Double(n - p))
    return Matrix(p, p, sandwich.elements.map { $0 * correction })
  }

  /// - Throws: ``StatisticsError`` unless there is a label for each observation and there are two clusters.
  func check(_ function: String, observations: Int) throws(StatisticsError) {
    guard index.count == observations else {
      throw .argument(
        function: function, argument: "clusters", value: "\(index.count) labels", expected: "\(observations)")
    }
    guard count > 1 else { throw .tooFew(function: function, what: "clusters", count: count, needed: 2) }
  }
}
