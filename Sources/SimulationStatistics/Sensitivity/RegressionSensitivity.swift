import LinearAlgebra
import PortableMath

/// How an output hangs on inputs by regression: standardised coefficients and partial rank correlations, with intervals.
///
///     let found = try RegressionSensitivity(points: points, outputs: outputs, names: names, using: blas)
///     found.inputs[0].prcc.value
///
/// Both need independent points, such as a Latin hypercube's. The output is that of the points' means over replicates;
/// what noise is left in them brings correlations nearer to 0.
public struct RegressionSensitivity: Sendable {
  /// What was found of one input.
  public struct Input: Sendable, Hashable {
    public let name: String
    /// b·s_x/s_y: by how many standard deviations the output moves with one of the input. Its standard error allows for
    /// the estimated deviations and for curvature (the delta method on influences, residuals weighted as in HC3).
    public let src: SensitivityIndex
    /// The correlation of the ranks of input and output, the other inputs' ranks taken off both (PRCC). Interval and
    /// standard error are jackknife's on Fisher's scale, over up to fifty groups of points.
    public let prcc: SensitivityIndex
  }

  /// In the order of the inputs.
  public let inputs: [Input]
  /// The share of the output's variance that a linear function of the inputs explains, and of its ranks' by their ranks.
  public let rSquared: Double
  public let rankRSquared: Double
  /// Points that count, all of whose outputs are numbers, and points in all.
  public let points: Int
  public let pointsInAll: Int

  /// - Parameters:
  ///   - points: a row a point, a column an input, in any unit.
  ///   - outputs: a row a point, a column a replicate; NaN or infinite where a point failed, which drops it.
  ///   - names: of the inputs; nil for x1, x2, ….
  ///   - level: of the intervals, in 0…1.
  ///   - blas: the library.
  /// - Throws: ``StatisticsError``: sizes that do not fit, fewer than 2d + 6 points left, an input that others explain, an
  ///   output that does not vary.
  /// - Complexity: O(50 · points · (d² + log points))
  public init(
    points: Matrix, outputs: Matrix, names: [String]? = nil, level: Double = 0.95, using blas: BLAS
  ) throws(StatisticsError) {
    let function = "sensitivity by regression", d = points.columnCount
    try SensitivityCheck.level(level, for: function)
    try SensitivityCheck.outputs(outputs, rows: points.rowCount, for: function)
    let kept = (0..<points.rowCount).filter { row in
      (0..<outputs.columnCount).allSatisfy { outputs[row, $0].isFinite }
    }
    let n = kept.count
    guard n >= 2 * d + 6 else {
      throw .tooFew(function: function, what: "points that have not failed", count: n, needed: 2 * d + 6)
    }
    let y = kept.map { row in
      (0..<outputs.columnCount).reduce(0) { $0 + outputs[row, $1] } / Double(outputs.columnCount)
    }
    let columns = (0..<d).map { j in kept.map { points[$0, j] } }
    guard y.contains(where: { $0 != y[0] }) else { throw .constant(function: function, what: "the output") }
    func fit(_ x: [[Double]], _ y: [Double]) throws(StatisticsError) -> LeastSquaresFit {
      let design = try Design(Matrix(rowCount: y.count, columnCount: d, elements: x.flatMap { $0 }), names: names)
      return try LeastSquares(design, using: blas).fit(y)
    }
    /// Partial rank correlations on Fisher's scale, without some points, and R².
    func partial(_ kept: [Int]) throws(StatisticsError) -> (z: [Double], rSquared: Double) {
      let x = columns.map { column in Ranks.of(kept.map { column[$0] }) }
      let fit = try fit(x, Ranks.of(kept.map { y[$0] }))
      let z = fit.coefficients.dropFirst().map { Self.fisher($0, degrees: fit.residualDegrees) }
      return (z, fit.rSquared.value ?? 0)
    }
    let plain = try fit(columns, y), ranked = try partial(Array(y.indices))
    let src = StandardisedCoefficients(plain, columns, y)
    let groups = min(n, 50), places = y.indices.map { $0 * groups / n }
    let left = try (0..<groups).map { group throws(StatisticsError) in
      try partial(y.indices.filter { places[$0] != group }).z
    }
    let sizes = (0..<groups).map { group in places.count { $0 == group } }
    let jackknife = GroupJackknife(ranked.z, sizes: sizes, level: level) { left[$0] }
    let t = StudentT.quantile((1 + level) / 2, degreesOfFreedom: Double(n - d - 1))
    inputs = (0..<d).map { j in
      Input(
        name: plain.coefficients[j + 1].name,
        src: SensitivityIndex(src.values[j], standardError: src.standardErrors[j], critical: t),
        prcc: Self.correlation(ranked.z[j], jackknife, j))
    }
    (rSquared, rankRSquared) = (plain.rSquared.value ?? 0, ranked.rSquared)
    (self.points, pointsInAll) = (n, points.rowCount)
  }

  /// Fisher's z of the partial correlation r = t/√(t² + ν) behind a coefficient; ±1 is kept finite.
  private static func fisher(_ coefficient: Coefficient, degrees: Int) -> Double {
    let (b, error) = (coefficient.estimate, coefficient.standardError)
    let scale = (b * b + Double(degrees) * error * error).squareRoot(), limit = 1 - 0x1p-40
    let r = scale > 0 ? max(-limit, min(limit, b / scale)) : 0
    return Portable.log((1 + r) / (1 - r)) / 2
  }

  private static func correlation(_ z: Double, _ jackknife: GroupJackknife, _ place: Int) -> SensitivityIndex {
    func r(_ z: Double) -> Double { 1 - 2 / (1 + Portable.exp(2 * z)) }
    let ends = jackknife.interval(place, about: z)
    return SensitivityIndex(
      r(z), standardError: jackknife.standardErrors[place],
      interval: ConfidenceInterval(low: r(ends.low), high: r(ends.high)))
  }
}

/// b·s_x/s_y with standard errors.
private struct StandardisedCoefficients {
  var values: [Double] = []
  var standardErrors: [Double] = []

  init(_ fit: LeastSquaresFit, _ columns: [[Double]], _ y: [Double]) {
    let n = y.count, d = columns.count, count = Double(n)
    func centred(_ x: [Double]) -> (gaps: [Double], variance: Double) {
      let mean = x.reduce(0, +) / count, gaps = x.map { $0 - mean }
      return (gaps, gaps.reduce(0) { $0 + $1 * $1 } / count)
    }
    let x = columns.map(centred), (z, variance) = centred(y)
    // (XᵀX)⁻¹ of the centred columns: the covariance without its factor s².
    let unit = fit.residualSD > 0 ? 1 / (fit.residualSD * fit.residualSD) : 0
    let b = fit.coefficients.dropFirst().map(\.estimate)
    var squares = [Double](repeating: 0, count: d)
    for i in 0..<n {
      let row = (0..<d).map { j in (0..<d).reduce(0) { $0 + unit * fit.covariance[j + 1, $1 + 1] * x[$1].gaps[i] } }
      let residual = (0..<d).reduce(z[i]) { $0 - b[$1] * x[$1].gaps[i] }
      let leverage = (0..<d).reduce(1 / count) { $0 + row[$1] * x[$1].gaps[i] }
      for j in 0..<d {
        let scale = (x[j].variance / variance).squareRoot()
        let moves = x[j].gaps[i] * x[j].gaps[i] / x[j].variance - z[i] * z[i] / variance
        let influence = scale * (row[j] * residual / (1 - leverage) + b[j] / (2 * count) * moves)
        squares[j] += influence * influence
      }
    }
    values = (0..<d).map { b[$0] * (x[$0].variance / variance).squareRoot() }
    standardErrors = squares.map { $0.squareRoot() }
  }
}
