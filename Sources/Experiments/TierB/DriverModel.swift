import LinearAlgebra
import SimulationStatistics

/// One regression of sellers' performance: which outcome, on which terms.
struct DriverModel {
  enum Outcome: String, CaseIterable {
    case performance
    case highPerformer = "high_performer"
  }

  let outcome: Outcome
  /// Traits alone (all that comes of them), or together with what sellers do and get (what does not go through that).
  let isWhole: Bool

  static let all = Outcome.allCases.flatMap {
    [DriverModel(outcome: $0, isWhole: false), .init(outcome: $0, isWhole: true)]
  }

  var terms: [DriverTerm] { DriverTerm.allCases.filter { isWhole || $0.isTrait } }

  /// What was found.
  struct Fit {
    /// By name: the terms that are in the model, and the intercept where there is one.
    var coefficients: [String: Coefficient] = [:]
    /// R², McFadden's for the logistic regression.
    var rSquared: Double?
    /// Why terms are not in the model, or the model has no estimates.
    var left: [DriverTerm: String] = [:]
    var failure: String?
  }

  /// Fits the model without the terms that do not vary, or that those before them explain.
  func fit(
    _ data: SellerContrasts, _ clusters: Clusters, _ confidence: Confidence, _ blas: BLAS
  ) throws(StatisticsError) -> Fit {
    var fit = Fit()
    for term in terms where data.isConstant(term) { fit.left[term] = "constant" }
    for term in try Self.explained(terms.filter { fit.left[$0] == nil }, data, blas) { fit.left[term] = "collinear" }
    do throws(StatisticsError) {
      try estimate(terms.filter { fit.left[$0] == nil }, data, clusters, confidence.level, blas, &fit)
    } catch {
      switch error {
      case .tooFew: fit.failure = "too_few"
      case .constant: fit.failure = "constant"
      case .separated: fit.failure = "separated"
      case .notConverged: fit.failure = "not_converged"
      default: throw error
      }
    }
    return fit
  }

  /// Terms whose variance the terms before them leave less than this share of count as explained by them.
  static let tolerance = 1e-8

  /// Terms that those before them explain: Cholesky's factor of the terms' correlations, row by row, tells how much of
  /// each is left.
  private static func explained(
    _ terms: [DriverTerm], _ data: SellerContrasts, _ blas: BLAS
  ) throws(StatisticsError) -> [DriverTerm] {
    guard !terms.isEmpty, data.trial.count > 1 else { return [] }
    let correlations = try CovarianceMatrix(of: data.matrix(terms), using: blas)
    var rows: [(term: Int, factor: [Double])] = []
    var explained: [DriverTerm] = []
    for place in terms.indices {
      var factor: [Double] = []
      var left = 1.0
      for row in rows {
        let shared = zip(row.factor, factor).reduce(correlations.correlation(place, row.term).value ?? 0) {
          $0 - $1.0 * $1.1
        }
        factor.append(shared / row.factor[factor.count])
        left -= factor[factor.count - 1] * factor[factor.count - 1]
      }
      if left < tolerance {
        explained.append(terms[place])
      } else {
        rows.append((place, factor + [left.squareRoot()]))
      }
    }
    return explained
  }

  private func estimate(
    _ used: [DriverTerm], _ data: SellerContrasts, _ clusters: Clusters, _ level: Double, _ blas: BLAS,
    _ fit: inout Fit
  ) throws(StatisticsError) {
    let columns = data.matrix(used)
    let names = used.map(\.name)
    let coefficients: [Coefficient]
    switch outcome {
    case .performance:
      // Deviations have no intercept.
      let squares = try LeastSquares(try Design(columns, names: names, intercept: false), using: blas)
      let found = try squares.fit(data.performance, clusters: clusters, level: level)
      (coefficients, fit.rSquared) = (found.coefficients, found.rSquared.value)
    case .highPerformer:
      let found = try LogisticRegression(
        try Design(columns, names: names), outcomes: data.isHigh, clusters: clusters, level: level, using: blas)
      (coefficients, fit.rSquared) = (found.coefficients, found.pseudoRSquared)
    }
    for coefficient in coefficients { fit.coefficients[coefficient.name] = coefficient }
  }
}
