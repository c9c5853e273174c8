import LinearAlgebra
import PortableMath

/// Logistic regression: log odds of success as a linear function of the design's columns, by maximum likelihood.
///
/// Newton's method as iteratively reweighted least squares, each step by QR of the weighted design (McCullagh & Nelder,
/// Generalized Linear Models, 1989, 2.5 and 4.4), halved where the deviance would rise. It ends when a step moves no
/// log odds by 1e-7, which leaves an error of 1e-14. Separation is recognised by its definition (Albert & Anderson,
/// Biometrika 71 (1984) 1): a direction that pushes no observation to the wrong side, shown by the coefficients
/// (complete) or by steps that do not shrink (quasi-complete).
public struct LogisticRegression: Sendable {
  /// In the order of the design's columns; z statistics.
  public let coefficients: [Coefficient]
  /// Observations, and successes among them.
  public let n: Int
  public let successes: Int
  /// G with cluster-robust standard errors, else nil.
  public let clusterCount: Int?
  /// Covariances of the coefficients.
  public let covariance: Matrix
  /// log likelihood, natural logarithm; −2 times it is the deviance.
  public let logLikelihood: Double
  /// The same for the share of successes alone.
  public let nullLogLikelihood: Double
  /// McFadden's 1 − logLikelihood/nullLogLikelihood.
  public let pseudoRSquared: Double
  /// Newton steps taken.
  public let iterations: Int

  static let name = "logistic regression"
  static let iterationLimit = 100

  /// - Parameters:
  ///   - design: the explaining columns.
  ///   - outcomes: success or not, for each row of the design.
  ///   - clusters: for cluster-robust standard errors (CR1, as in least squares); nil for model-based ones.
  ///   - level: of confidence intervals.
  ///   - blas: the opened library.
  /// - Throws: ``StatisticsError``: sizes that differ, outcomes all equal, a collinear column, separation, no
  ///   convergence.
  /// - Complexity: O(np²) a step, about six steps
  public init(
    _ design: Design, outcomes: [Bool], clusters: Clusters? = nil, level: Double = 0.95, using blas: BLAS
  ) throws(StatisticsError) {
    try design.check(Self.name, responses: outcomes.count)
    try clusters?.check(Self.name, observations: outcomes.count)
    n = outcomes.count
    successes = outcomes.count { $0 }
    guard successes > 0, successes < n else { throw .constant(function: Self.name, what: "the outcome") }
    var search = LogisticSearch(design: design, outcomes: outcomes, blas: blas)
    try search.run()
    iterations = search.iterations
    logLikelihood = search.logLikelihood
    let share = Double(successes) / Double(n)
    nullLogLikelihood = Double(successes) * Portable.log(share) + Double(n - successes) * Portable.log1p(-share)
    pseudoRSquared = 1 - logLikelihood / nullLogLikelihood
    let (root, residuals) = (try search.covarianceRoot(), search.residuals)
    let covariance = try linear { () throws(LinearAlgebraError) in
      if let clusters { return try clusters.covariance(design, residuals: residuals, root: root, using: blas) }
      return try blas.gemm(root, .plain, root, .transposed)
    }
    self.covariance = covariance
    clusterCount = clusters?.count
    let critical = Portable.normalQuantile((1 + level) / 2)
    let estimates = search.beta
    coefficients = (0..<design.columnCount).map { j in
      Coefficient(
        name: design.names[j], estimate: estimates[j], standardError: max(0, covariance[j, j]).squareRoot(),
        critical: critical
      ) { Portable.normalCDF(-$0) }
    }
  }
}
