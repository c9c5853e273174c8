import LinearAlgebra
import PortableMath

/// The state of Newton's method for ``LogisticRegression``.
struct LogisticSearch {
  let design: Design
  let outcomes: [Bool]
  let blas: BLAS
  private(set) var beta: [Double]
  /// Log odds of each observation.
  private var eta: [Double]
  private(set) var logLikelihood: Double
  private(set) var iterations = 0

  init(design: Design, outcomes: [Bool], blas: BLAS) {
    self.design = design
    self.outcomes = outcomes
    self.blas = blas
    beta = Array(repeating: 0, count: design.columnCount)
    eta = Array(repeating: 0, count: outcomes.count)
    logLikelihood = Self.logLikelihood(eta, outcomes)
  }

  /// Steps until one changes nothing.
  mutating func run() throws(StatisticsError) {
    while iterations < LogisticRegression.iterationLimit {
      let (step, change) = try newtonStep()
      iterations += 1
      let size = change.reduce(0) { max($0, $1.magnitude) }
      take(step, change)
      if size < 1e-7 { return }
      try checkSeparation(change, size)
    }
    throw .notConverged(function: LogisticRegression.name, iterations: iterations)
  }

  /// Outcome less fitted probability.
  var residuals: [Double] {
    zip(eta, outcomes).map { eta, success in
      let wrong = Self.chance(success ? -eta : eta)
      return success ? wrong : -wrong
    }
  }

  /// S with S·Sᵀ = (XᵀWX)⁻¹ at the present coefficients.
  func covarianceRoot() throws(StatisticsError) -> Matrix {
    let qr = try factorised()
    return try linear { () throws(LinearAlgebraError) in try qr.inverseGramRoot() }
  }

  // MARK: Steps

  /// 1/(1 + e^−η), also where it is tiny.
  private static func chance(_ eta: Double) -> Double {
    let t = Portable.exp(-eta.magnitude)
    return eta < 0 ? t / (1 + t) : 1 / (1 + t)
  }

  /// √(μ(1 − μ)) = e^(−|η|/2)/(1 + e^−|η|), kept from vanishing.
  private var rootWeights: [Double] {
    eta.map { max(1e-150, Portable.exp(-$0.magnitude / 2) / (1 + Portable.exp(-$0.magnitude))) }
  }

  private func factorised() throws(StatisticsError) -> QRFactorisation {
    let (weights, blas) = (rootWeights, blas)
    var work = design.matrix
    for j in 0..<work.columnCount {
      for i in weights.indices { work[i, j] *= weights[i] }
    }
    do throws(StatisticsError) {
      return try design.naming(LogisticRegression.name) { () throws(LinearAlgebraError) in
        try QRFactorisation(of: work, using: blas)
      }
    } catch .collinear(let function, let column) {
      // At the start all weights are equal and the design itself is collinear; later the weights have run out.
      if iterations == 0 { throw .collinear(function: function, column: column) }
      throw .separated(function: function, complete: false)
    }
  }

  /// The step of the coefficients, and of the log odds.
  private func newtonStep() throws(StatisticsError) -> (step: [Double], change: [Double]) {
    let (qr, blas, x) = (try factorised(), blas, design.matrix)
    let target = Matrix(eta.count, 1, zip(residuals, rootWeights).map { $0 / $1 })
    let step = try linear { () throws(LinearAlgebraError) in try qr.solve(target) }
    let change = try linear { () throws(LinearAlgebraError) in try blas.gemm(x, .plain, step) }
    return (step.elements, change.elements)
  }

  private mutating func take(_ step: [Double], _ change: [Double]) {
    var part = 1.0
    while true {
      let next = zip(eta, change).map { $0 + part * $1 }
      let value = Self.logLikelihood(next, outcomes)
      // Rounding may lower the likelihood at the top; a whole step is then as good as none.
      if value >= logLikelihood - 1e-12 * logLikelihood.magnitude || part < 1e-6 {
        eta = next
        logLikelihood = value
        beta = zip(beta, step).map { $0 + part * $1 }
        return
      }
      part /= 2
    }
  }

  /// −Σ log(1 + e^−s), s the log odds of what happened.
  private static func logLikelihood(_ eta: [Double], _ outcomes: [Bool]) -> Double {
    -zip(eta, outcomes).reduce(0) { sum, pair in
      let s = pair.1 ? pair.0 : -pair.0
      return sum + Portable.log1p(Portable.exp(-s.magnitude)) + max(0, -s)
    }
  }

  // MARK: Separation

  private func checkSeparation(_ change: [Double], _ size: Double) throws(StatisticsError) {
    if zip(eta, outcomes).allSatisfy({ $1 ? $0 > 0 : $0 < 0 }) {
      throw .separated(function: LogisticRegression.name, complete: true)
    }
    // Along a direction of recession the log odds grow by about 1 a step for ever, and all else has died away.
    let reach = eta.reduce(0) { max($0, $1.magnitude) }
    guard reach > 10, size > 0.1 else { return }
    let least = zip(change, outcomes).reduce(Double.infinity) { min($0, $1.1 ? $1.0 : -$1.0) }
    guard least < -1e-7 * size else {
      throw .separated(function: LogisticRegression.name, complete: least > 1e-7 * size)
    }
  }
}
