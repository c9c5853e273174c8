import LinearAlgebra

/// An emulator: Gaussian process regression of a noisy output on inputs, with the noise of each mean known.
///
///     let data = try EmulatorData(points: points, means: means, noise: noise)
///     let emulator = try GaussianProcess(data, using: BLAS.open())
///     let predictions = try emulator.predict(others)
///
/// The output is a trend, a smooth departure of covariance σ²R, a nugget and noise. The trend's coefficients are
/// estimated, and their uncertainty is in every prediction; σ², lengths and nugget are at the maximum of the likelihood
/// and count as known, which makes intervals too narrow with few points. ``reliability()`` says whether that shows.
///
/// Source: Rasmussen & Williams, Gaussian Processes for Machine Learning (2006), 2.7 and 5.4.
public struct GaussianProcess: Sendable {
  public let data: EmulatorData
  public let settings: EmulatorSettings
  public let parameters: EmulatorParameters
  /// Of the data, all replicates; see ``EmulatorSettings/isRestricted``. Without the lengths' prior.
  public let logLikelihood: Double
  /// Steps of the search; 0 where parameters were given.
  public let iterations: Int
  /// Whether the search ended by itself.
  public let hasConverged: Bool
  let likelihood: MarginalLikelihood
  let solution: EmulatorSolution

  /// Fits: finds the parameters.
  /// - Parameters:
  ///   - data: at least two points more than the trend has coefficients.
  ///   - settings: what is assumed.
  ///   - blas: the opened library.
  /// - Throws: ``StatisticsError``: too few points, an input or the output does not vary, a number is not finite.
  /// - Complexity: O(n³ + n²d) a step; 1,000 points of 25 inputs take about .1 s a step
  public init(
    _ data: EmulatorData, settings: EmulatorSettings = EmulatorSettings(), using blas: BLAS
  ) throws(StatisticsError) {
    let likelihood = try MarginalLikelihood(data, settings, blas)
    let found = try ParameterSearch(likelihood).run()
    try self.init(likelihood, found.parameters, iterations: found.iterations, hasConverged: found.hasConverged)
  }

  /// With given parameters.
  /// - Throws: ``StatisticsError``: as in fitting, or parameters out of range, or with which the covariance is not positive
  ///   definite to working precision.
  /// - Complexity: O(n³ + n²d)
  public init(
    _ data: EmulatorData, parameters: EmulatorParameters, settings: EmulatorSettings = EmulatorSettings(),
    using blas: BLAS
  ) throws(StatisticsError) {
    let likelihood = try MarginalLikelihood(data, settings, blas)
    try parameters.check(inputs: data.points.columnCount, estimatesNoise: data.noise == nil)
    try self.init(likelihood, parameters, iterations: 0, hasConverged: true)
  }

  private init(
    _ likelihood: MarginalLikelihood, _ parameters: EmulatorParameters, iterations: Int, hasConverged: Bool
  ) throws(StatisticsError) {
    guard let solution = try likelihood.solution(parameters) else {
      throw .linearAlgebra(.notPositiveDefinite(function: MarginalLikelihood.name, order: likelihood.points.rowCount))
    }
    (data, settings) = (likelihood.data, likelihood.settings)
    (self.parameters, self.iterations, self.hasConverged) = (parameters, iterations, hasConverged)
    (self.likelihood, self.solution) = (likelihood, solution)
    logLikelihood = solution.logLikelihood
  }

  /// The log likelihood of data under given parameters, and its derivatives by the logarithms of σ², each length, τ², and
  /// the replicate variance where it is estimated.
  /// - Throws: ``StatisticsError``: as with given parameters.
  /// - Complexity: n³ + O(n²d)
  public static func logLikelihood(
    of data: EmulatorData, parameters: EmulatorParameters, settings: EmulatorSettings = EmulatorSettings(),
    using blas: BLAS
  ) throws(StatisticsError) -> (value: Double, gradient: [Double]) {
    let likelihood = try MarginalLikelihood(data, settings, blas)
    try parameters.check(inputs: data.points.columnCount, estimatesNoise: data.noise == nil)
    guard let (solution, gradient) = try likelihood.evaluate(parameters) else {
      throw .linearAlgebra(.notPositiveDefinite(function: MarginalLikelihood.name, order: likelihood.points.rowCount))
    }
    return (solution.logLikelihood, gradient)
  }
}
