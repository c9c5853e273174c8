import LinearAlgebra
import PortableMath

/// The search for an emulator's parameters: the highest (penalised) likelihood from three lengths to start with.
struct ParameterSearch {
  private let likelihood: MarginalLikelihood
  /// The variance of outputs, the unit of variances.
  private let unit: Double
  private let lower: [Double]
  private let upper: [Double]
  private let estimatesNugget: Bool
  private let dimension: Int

  /// - Throws: ``StatisticsError/constant(function:what:)`` where outputs do not vary.
  init(_ likelihood: MarginalLikelihood) throws(StatisticsError) {
    self.likelihood = likelihood
    let outputs = likelihood.data.means, n = Double(outputs.count)
    let mean = outputs.reduce(0) { $0 + $1 / n }
    unit = outputs.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (n - 1)
    guard unit > 0, unit < .infinity else { throw .constant(function: MarginalLikelihood.name, what: "the output") }
    dimension = likelihood.points.columnCount
    estimatesNugget = likelihood.settings.nugget == .estimated
    let level = Portable.log(unit)
    var bounds = [(level - 16, level + 9)]
    bounds += Array(repeating: (Portable.log(0.005), Portable.log(100)), count: dimension)
    if estimatesNugget { bounds.append((level - 18, level + 2)) }
    if likelihood.data.noise == nil {
      let pooled = Portable.log(likelihood.data.within.squares / likelihood.data.within.degrees)
      bounds.append((pooled - 5, pooled + 5))
    }
    (lower, upper) = (bounds.map { $0.0 }, bounds.map { $0.1 })
  }

  /// The parameters found, steps taken, and whether the search ended by itself.
  func run() throws(StatisticsError) -> (parameters: EmulatorParameters, iterations: Int, hasConverged: Bool) {
    let limit = likelihood.settings.iterations
    let function: BoundedQuasiNewton.Function = { x throws(StatisticsError) in try objective(x) }
    var best: BoundedQuasiNewton?
    var taken = 0
    for length in [0.5, 1.5, 5] {
      guard
        var search = try BoundedQuasiNewton(from: start(length), lower: lower, upper: upper, function)
      else { continue }
      try search.run(iterations: min(20, limit), function)
      taken += search.iterations
      if search.value < best?.value ?? .infinity { best = search }
    }
    guard var search = best else {
      throw .linearAlgebra(.notPositiveDefinite(function: MarginalLikelihood.name, order: likelihood.points.rowCount))
    }
    taken -= search.iterations
    try search.run(iterations: limit, function)
    return (parameters(search.x), taken + search.iterations, search.hasConverged)
  }

  /// All lengths equal: a multiple of the usual distance √(d/6) of points in a unit cube.
  private func start(_ length: Double) -> [Double] {
    let level = Portable.log(unit)
    var x = [level]
    x += Array(repeating: Portable.log(length * (Double(dimension) / 6).squareRoot()), count: dimension)
    if estimatesNugget { x.append(level + Portable.log(0.01)) }
    if likelihood.data.noise == nil {
      x.append(Portable.log(likelihood.data.within.squares / likelihood.data.within.degrees))
    }
    return x
  }

  private func parameters(_ x: [Double]) -> EmulatorParameters {
    var nugget = 0.0
    switch likelihood.settings.nugget {
    case .none: break
    case .fixed(let variance): nugget = variance
    case .estimated: nugget = Portable.exp(x[dimension + 1])
    }
    return EmulatorParameters(
      variance: Portable.exp(x[0]),
      lengths: (0..<dimension).map { Portable.exp(x[$0 + 1]) * likelihood.scale.range[$0] }, nugget: nugget,
      replicateVariance: likelihood.data.noise == nil ? Portable.exp(x[x.count - 1]) : nil)
  }

  /// −log likelihood less the lengths' prior.
  private func objective(_ x: [Double]) throws(StatisticsError) -> (value: Double, gradient: [Double])? {
    guard let (solution, all) = try likelihood.evaluate(parameters(x)) else { return nil }
    var gradient = all
    if !estimatesNugget { gradient.remove(at: dimension + 1) }
    var value = -solution.logLikelihood
    for i in gradient.indices { gradient[i] = -gradient[i] }
    if likelihood.settings.isPenalised {
      let centre = Portable.log(Double(dimension)) / 2
      for j in 1...dimension {
        value += (x[j] - centre) * (x[j] - centre) / 6
        gradient[j] += (x[j] - centre) / 3
      }
    }
    return value.isFinite ? (value, gradient) : nil
  }
}
