import LinearAlgebra
import PortableMath

/// The log likelihood of an emulator's data as a function of its parameters, and its gradient.
///
/// K = σ²R + τ²I + diag(noise), r = y − Hβ̂ with generalised least squares β̂, α = K⁻¹r:
///
///     restricted  −½[rᵀα + log|K| + log|HᵀK⁻¹H| + (n − p)·log 2π]
///     profile     −½[rᵀα + log|K| + n·log 2π]
///
/// plus what the squares within points add. The derivative by a parameter of K is ½Σ W∘∂K, with W = ααᵀ − K⁻¹, and for
/// the restricted one K⁻¹H(HᵀK⁻¹H)⁻¹HᵀK⁻¹ more (Rasmussen & Williams 2006, 5.4.1; Harville, J. Am. Stat. Assoc. 72 (1977)).
struct MarginalLikelihood: Sendable {
  let data: EmulatorData
  let settings: EmulatorSettings
  let scale: InputScale
  /// Points in the scale's units.
  let points: Matrix
  /// Trend columns, n by p.
  let trend: Matrix
  /// The mean of outputs, which is taken off first where there is a trend; else 0.
  let level: Double
  let blas: BLAS

  static let name = "emulator"

  init(_ data: EmulatorData, _ settings: EmulatorSettings, _ blas: BLAS) throws(StatisticsError) {
    (self.data, self.settings, self.blas) = (data, settings, blas)
    scale = try InputScale(of: data.points)
    points = try scale.scaled(data.points)
    trend = Self.trend(settings.trend, points)
    let (n, p) = (data.means.count, trend.columnCount)
    guard n > p + 1 else { throw .tooFew(function: Self.name, what: "points", count: n, needed: p + 2) }
    level = settings.trend == .zero ? 0 : data.means.reduce(0) { $0 + $1 / Double(n) }
  }

  /// Trend columns at points in the scale's units.
  static func trend(_ kind: EmulatorSettings.Trend, _ points: Matrix) -> Matrix {
    let n = points.rowCount
    switch kind {
    case .zero: return Matrix(rowCount: n, columnCount: 0)
    case .constant: return Matrix(rowCount: n, columnCount: 1, repeating: 1)
    case .linear:
      return Matrix(n, points.columnCount + 1, Array(repeating: 1, count: n) + points.elements)
    }
  }

  /// The noise of each mean under these parameters.
  func noise(_ parameters: EmulatorParameters) -> [Double] {
    if let noise = data.noise { return noise }
    let v = parameters.replicateVariance ?? 0
    return data.counts.map { v / Double($0) }
  }

  /// σ²R and σ²F, the latter only where wanted: upper triangles filled, the rest zeros.
  func covariance(_ parameters: EmulatorParameters, withFactor: Bool) -> (covariance: [Double], factor: [Double]) {
    let n = points.rowCount
    let lengths = zip(parameters.lengths, scale.range).map { $0 / $1 }
    let scaled = ScaledPoints(points, lengths: lengths)
    let first = ColumnBuffer<Double>(count: n, repeating: 0), second = ColumnBuffer<Double>(count: n, repeating: 0)
    let third = ColumnBuffer<Double>(count: n, repeating: 0)
    var covariance = [Double](repeating: 0, count: n * n)
    var factor = withFactor ? covariance : []
    for b in 0..<n {
      let squares = first.column.prefix(b + 1), values = second.column.prefix(b + 1)
      let factors = third.column.prefix(b + 1)
      scaled.squaredDistances(from: scaled, b, to: squares)
      settings.kernel.evaluate(squares, correlation: values, factor: withFactor ? factors : nil)
      for a in 0...b { covariance[b * n + a] = parameters.variance * values[a] }
      if withFactor { for a in 0...b { factor[b * n + a] = parameters.variance * factors[a] } }
    }
    return (covariance, factor)
  }

  /// The log likelihood, and what predictions need. Nil where K is not positive definite to working precision.
  /// - Complexity: n³/3 + O(n²(d + p)) operations
  func solution(_ parameters: EmulatorParameters) throws(StatisticsError) -> EmulatorSolution? {
    try solution(parameters, covariance(parameters, withFactor: false).covariance)
  }

  private func solution(
    _ parameters: EmulatorParameters, _ smooth: [Double]
  ) throws(StatisticsError) -> EmulatorSolution? {
    let n = points.rowCount
    var k = Matrix(n, n, smooth)
    for (i, v) in noise(parameters).enumerated() { k[i, i] += v + parameters.nugget }
    return try EmulatorSolution(
      k, outputs: data.means.map { $0 - level }, trend: trend, isRestricted: settings.isRestricted,
      more: data.constant + withinPoints(parameters).value, using: blas)
  }

  /// What the squares within points add to the log likelihood, and its derivative by log v.
  private func withinPoints(_ parameters: EmulatorParameters) -> (value: Double, derivative: Double) {
    guard let v = parameters.replicateVariance else { return (0, 0) }
    let (squares, degrees) = data.within
    return (-squares / (2 * v) - degrees / 2 * Portable.log(v), squares / (2 * v) - degrees / 2)
  }

  /// The log likelihood and its derivatives by the logarithms of σ², each ℓⱼ, τ², and the replicate variance where it is
  /// estimated. Nil where K is not positive definite to working precision.
  /// - Complexity: n³ + O(n²(d + p)) operations
  func evaluate(
    _ parameters: EmulatorParameters
  ) throws(StatisticsError) -> (solution: EmulatorSolution, gradient: [Double])? {
    let n = points.rowCount, d = points.columnCount
    let (smooth, factor) = covariance(parameters, withFactor: true)
    guard let solution = try solution(parameters, smooth) else { return nil }
    let weights = try solution.weights(isRestricted: settings.isRestricted, using: blas)
    var diagonal = 0.0, scaledNoise = 0.0, amplitude = 0.0
    for i in 0..<n {
      let own = weights.elements[i * n + i]
      diagonal += own
      scaledNoise += own / Double(data.counts[i])
      amplitude += own * smooth[i * n + i]
    }
    // Half of twice the sum above the diagonal.
    var above = 0.0
    var m = [Double](repeating: 0, count: n * n)
    for b in 0..<n {
      var sum = 0.0
      for a in 0..<b {
        let w = weights.elements[b * n + a]
        sum += w * smooth[b * n + a]
        let product = w * factor[b * n + a]
        m[b * n + a] = product
        m[a * n + b] = product
      }
      above += sum
    }
    var gradient = [amplitude / 2 + above]
    // Σ M(u − u')² = 2Σ u²(M1) − 2uᵀMu, M symmetric: one product for all inputs and the row sums.
    let matrix = Matrix(n, n, m), columns = Matrix(n, d + 1, points.elements + Array(repeating: 1, count: n))
    let products = try linear { () throws(LinearAlgebraError) in try blas.gemm(matrix, columns) }
    let sums = products.column(d)
    for j in 0..<d {
      let length = parameters.lengths[j] / scale.range[j]
      let (u, v) = (points.column(j), products.column(j))
      var sum = 0.0
      for i in 0..<n {
        let x = u[u.startIndex + i]
        sum += x * (x * sums[sums.startIndex + i] - v[v.startIndex + i])
      }
      gradient.append(sum / (length * length))
    }
    gradient.append(parameters.nugget * diagonal / 2)
    if let v = parameters.replicateVariance {
      gradient.append(v * scaledNoise / 2 + withinPoints(parameters).derivative)
    }
    return (solution, gradient)
  }
}
