import Rainmaker

/// The laboratory's own way: what `rainmaker run` calls for its tables. Each returns a few numbers to compare.
struct Laboratory {
  let blas: BLAS

  func covariance(_ data: Matrix) throws -> [Double] {
    let found = try CovarianceMatrix(of: data, using: blas)
    return (0..<data.columnCount).compactMap { try? found.covariance(0, $0).get() }
  }

  func bootstrap(_ data: Matrix, replicates: Int) throws -> [Double] {
    let found = try JointBootstrap(
      of: data, replicates: replicates, key: StreamKey(seed: 1, trial: .max), using: blas)
    let spread = (0..<data.columnCount).map { Self.standardDeviation(found.replicateMeans($0)) }
    return [spread.reduce(0, +) / Double(spread.count)]
  }

  func leastSquares(_ data: Matrix, _ response: [Double]) throws -> [Double] {
    try LeastSquares(Design(data), using: blas).fit(response).coefficients.map(\.estimate)
  }

  func logistic(_ data: Matrix, _ outcomes: [Bool]) throws -> [Double] {
    try LogisticRegression(Design(data), outcomes: outcomes, using: blas).coefficients.map(\.estimate)
  }

  func components(_ data: Matrix) throws -> [Double] {
    try PrincipalComponents(of: data, limit: 5, using: blas).variances
  }

  /// The log likelihood of all replicates and its gradient, as a fit asks for them at every step.
  func emulator(_ study: ReplicatedStudy) throws -> [Double] {
    let data = try EmulatorData(points: study.points, replicates: study.outputs, variances: study.variances)
    let parameters = EmulatorParameters(
      variance: ReplicatedStudy.smooth, lengths: study.lengths, nugget: ReplicatedStudy.nugget)
    let found = try GaussianProcess.logLikelihood(of: data, parameters: parameters, using: blas)
    return [found.value] + found.gradient
  }

  static func standardDeviation(_ x: [Double]) -> Double {
    let mean = x.reduce(0, +) / Double(x.count)
    return (x.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(x.count - 1)).squareRoot()
  }
}
