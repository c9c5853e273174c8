import LinearAlgebra
import PortableMath

/// What an emulator says of an output at some points.
public struct EmulatorPredictions: Sendable, Hashable {
  /// The mean of the output.
  public let means: [Double]
  /// The variance of the smooth part there, the trend's uncertainty included.
  public let variances: [Double]
  /// The variance of what no smooth function follows, the same at all points.
  public let nugget: Double

  public init(means: [Double], variances: [Double], nugget: Double) {
    (self.means, self.variances, self.nugget) = (means, variances, nugget)
  }

  /// The variance of a simulated mean there: smooth part, nugget and noise.
  /// - Parameters:
  ///   - i: which point.
  ///   - noise: the variance of the mean's noise.
  public func variance(_ i: Int, withNoise noise: Double) -> Double { variances[i] + nugget + noise }
}

/// What predicts one output from inputs, with variances.
public protocol Emulator: Sendable {
  /// - Parameter points: a row a point, inputs in their units.
  func predict(_ points: Matrix) throws(StatisticsError) -> EmulatorPredictions
  /// The means alone, where that is cheaper.
  func means(_ points: Matrix) throws(StatisticsError) -> [Double]
}

extension Emulator {
  public func means(_ points: Matrix) throws(StatisticsError) -> [Double] { try predict(points).means }
}

extension GaussianProcess: Emulator {
  /// Points at a time: a block of covariances stays in the cache.
  private static let block = 256

  /// The output's mean at each point, and the variance of the smooth part.
  ///
  /// A pure function of the emulator and the points: the same bytes with the same BLAS.
  /// - Parameter points: a row a point, inputs in their units.
  /// - Throws: ``StatisticsError``: another number of inputs, or a value that is not finite.
  /// - Complexity: n² + O(nd) a point
  public func predict(_ points: Matrix) throws(StatisticsError) -> EmulatorPredictions {
    var (means, variances): ([Double], [Double]) = ([], [])
    try inBlocks(points) { part, covariance throws(StatisticsError) in
      let (mean, variance) = try predict(part, covariance: covariance)
      means += mean
      variances += variance
    }
    return EmulatorPredictions(means: means, variances: variances, nugget: parameters.nugget)
  }

  /// - Complexity: O(nd) a point
  public func means(_ points: Matrix) throws(StatisticsError) -> [Double] {
    var all: [Double] = []
    try inBlocks(points) { part, covariance throws(StatisticsError) in
      all += try means(part, MarginalLikelihood.trend(settings.trend, part), covariance: covariance)
    }
    return all
  }

  /// Hands points over a block at a time, with their covariances with the data.
  private func inBlocks(
    _ points: Matrix, _ body: (Matrix, _ covariance: Matrix) throws(StatisticsError) -> Void
  ) throws(StatisticsError) {
    let scaled = try likelihood.scale.scaled(points), m = points.rowCount
    let lengths = zip(parameters.lengths, likelihood.scale.range).map { $0 / $1 }
    let own = ScaledPoints(likelihood.points, lengths: lengths)
    for start in stride(from: 0, to: m, by: Self.block) {
      let rows = start..<min(m, start + Self.block)
      let elements = (0..<scaled.columnCount).flatMap { j in
        scaled.elements[(j * m + rows.lowerBound)..<(j * m + rows.upperBound)]
      }
      let part = Matrix(rows.count, scaled.columnCount, elements)
      try body(part, crossCovariance(own, ScaledPoints(part, lengths: lengths)))
    }
  }

  /// σ²R between the data's points and others, a column for each of these.
  private func crossCovariance(_ own: borrowing ScaledPoints, _ others: borrowing ScaledPoints) -> Matrix {
    let n = own.count
    let squares = ColumnBuffer<Double>(count: n, repeating: 0), values = ColumnBuffer<Double>(count: n, repeating: 0)
    var elements: [Double] = []
    elements.reserveCapacity(n * others.count)
    for b in 0..<others.count {
      own.squaredDistances(from: others, b, to: squares.column)
      settings.kernel.evaluate(squares.column, correlation: values.column)
      for a in 0..<n { elements.append(parameters.variance * values.column[a]) }
    }
    return Matrix(n, others.count, elements)
  }

  private func predict(
    _ points: Matrix, covariance: Matrix
  ) throws(StatisticsError) -> (means: [Double], variances: [Double]) {
    let (solution, blas, m) = (solution, likelihood.blas, points.rowCount)
    let trend = MarginalLikelihood.trend(settings.trend, points)
    let means = try means(points, trend, covariance: covariance)
    let half = try linear { () throws(LinearAlgebraError) in try solution.factor.halfSolve(covariance) }
    var variances = Self.columnSquares(half).map { parameters.variance - $0 }
    if let trendFactor = solution.trendFactor {
      // h − HᵀK⁻¹k: how much of the trend at the point the data do not carry.
      let open = try linear { () throws(LinearAlgebraError) in
        let carried = try blas.gemm(solution.trendHalf, .transposed, half)
        let difference = zip(trend.transposed.elements, carried.elements).map { $0 - $1 }
        return try trendFactor.halfSolve(Matrix(trend.columnCount, m, difference))
      }
      for (i, square) in Self.columnSquares(open).enumerated() { variances[i] += square }
    }
    return (means, variances.map { max(0, $0) })
  }

  private func means(_ points: Matrix, _ trend: Matrix, covariance: Matrix) throws(StatisticsError) -> [Double] {
    let (solution, blas) = (solution, likelihood.blas)
    let (smooth, level) = try linear { () throws(LinearAlgebraError) in
      let alpha = Matrix(solution.alpha.count, 1, solution.alpha)
      let level =
        trend.columnCount == 0
        ? nil : try blas.gemm(trend, Matrix(solution.beta.count, 1, solution.beta))
      return (try blas.gemm(covariance, .transposed, alpha), level)
    }
    var means = smooth.elements
    if let level { for i in means.indices { means[i] += level.elements[i] + likelihood.level } }
    return means
  }

  private static func columnSquares(_ a: Matrix) -> [Double] {
    let n = a.rowCount
    let span = a.elements.span
    var sums: [Double] = []
    sums.reserveCapacity(a.columnCount)
    for j in 0..<a.columnCount {
      var lanes = SIMD4<Double>(repeating: 0)
      var i = 0
      while i + 4 <= n {
        let v = SIMD4(span[j * n + i], span[j * n + i + 1], span[j * n + i + 2], span[j * n + i + 3])
        lanes += v * v
        i += 4
      }
      var sum = lanes[0] + lanes[1] + (lanes[2] + lanes[3])
      while i < n {
        sum += span[j * n + i] * span[j * n + i]
        i += 1
      }
      sums.append(sum)
    }
    return sums
  }
}
