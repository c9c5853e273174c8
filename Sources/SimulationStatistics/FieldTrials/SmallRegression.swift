/// Least squares on a few columns without BLAS, so that tables made from it have the same bits everywhere.
///
/// Columns are made orthonormal by Gram and Schmidt, twice over, which is as good as Householder's way (Giraud et al., Computers
/// & Mathematics with Applications 50, 2005). An intercept stands before the columns.
public struct SmallRegression: Sendable {
  /// Of the intercept, then of the columns.
  public let coefficients: [Double]
  /// Response less fitted value.
  public let residuals: [Double]
  /// Orthonormal columns, the intercept's first.
  let basis: [[Double]]
  /// For each coefficient the vector a with Var β̂ⱼ = σ² aᵀa: its coordinates in the basis.
  let directions: [[Double]]

  /// Part of a column's length below which nothing new is left of it.
  private static let tolerance = 1e-10

  /// Part of the response's square that rounding may leave.
  private static let exactness = 1e-26

  /// - Parameters:
  ///   - columns: one number an observation each, without an intercept.
  ///   - response: one number an observation.
  /// - Throws: ``StatisticsError`` where lengths differ, a number is not finite, observations are too few, or a column is a
  ///   linear combination of those before it.
  /// - Complexity: O(observations × columns²)
  public init(_ columns: [[Double]], response: [Double]) throws(StatisticsError) {
    let function = "SmallRegression", n = response.count, p = columns.count + 1
    guard n > p else { throw .tooFew(function: function, what: "observations", count: n, needed: p + 1) }
    for (place, column) in ([response] + columns).enumerated() {
      let name = place == 0 ? "response" : "column \(place)"
      guard column.count == n else {
        throw .argument(function: function, argument: name, value: "\(column.count) values", expected: "\(n)")
      }
      if let bad = column.first(where: { !$0.isFinite }) {
        throw .argument(function: function, argument: name, value: "\(bad)", expected: "finite numbers")
      }
    }
    var basis: [[Double]] = [], upper: [[Double]] = []
    for (place, column) in ([[Double](repeating: 1, count: n)] + columns).enumerated() {
      var rest = column, shares = [Double](repeating: 0, count: p)
      let length = Self.dot(column, column).squareRoot()
      for _ in 0..<2 {
        for (row, direction) in basis.enumerated() {
          let share = Self.dot(direction, rest)
          shares[row] += share
          for i in 0..<n { rest[i] -= share * direction[i] }
        }
      }
      let left = Self.dot(rest, rest).squareRoot()
      guard left > Self.tolerance * length else { throw .collinear(function: function, column: "column \(place)") }
      shares[place] = left
      basis.append(rest.map { $0 / left })
      upper.append(shares)
    }
    var residuals = response, scores = [Double](repeating: 0, count: p)
    for _ in 0..<2 {
      for (row, direction) in basis.enumerated() {
        let share = Self.dot(direction, residuals)
        scores[row] += share
        for i in 0..<n { residuals[i] -= share * direction[i] }
      }
    }
    // What rounding leaves of an exact fit is none.
    let isExact = Self.dot(residuals, residuals) <= Self.exactness * Self.dot(response, response)
    (self.basis, self.residuals) = (basis, isExact ? [Double](repeating: 0, count: n) : residuals)
    directions = (0..<p).map { coefficient in
      // Rᵀa = unit vector; `upper` holds the columns of R.
      var a = [Double](repeating: 0, count: p)
      for row in 0..<p {
        var value = row == coefficient ? 1.0 : 0
        for k in 0..<row { value -= upper[row][k] * a[k] }
        a[row] = value / upper[row][row]
      }
      return a
    }
    coefficients = directions.map { Self.dot($0, scores) }
  }

  static func dot(_ a: [Double], _ b: [Double]) -> Double {
    var sum = 0.0
    for i in a.indices { sum += a[i] * b[i] }
    return sum
  }

  /// A column's coefficient with the usual error of independent observations of one variance, t(n − p).
  /// - Parameter column: from 0, the intercept not counted.
  /// - Throws: ``StatisticsError`` where the fit is exact.
  public func plain(_ column: Int) throws(StatisticsError) -> EffectEstimate {
    let freedom = Double(residuals.count - basis.count), squares = Self.dot(residuals, residuals)
    guard squares > 0 else {
      throw .constant(function: "SmallRegression", what: "what the columns leave of the response")
    }
    let a = directions[column + 1]
    return EffectEstimate(
      value: coefficients[column + 1], standardError: (squares / freedom * Self.dot(a, a)).squareRoot(),
      degreesOfFreedom: freedom)
  }
}
