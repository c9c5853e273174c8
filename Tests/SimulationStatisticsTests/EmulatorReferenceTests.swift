import LinearAlgebra
import PortableMath
import Testing

@testable import SimulationStatistics

/// Emulators against scikit-learn, textbook formulas, finite differences and brute force.
@Suite struct EmulatorReferenceTests {
  let blas: BLAS
  let reference: TierBReference
  init() throws {
    blas = try BLAS.open()
    reference = try TierBReference("emulator")
  }

  private func emulator(
    _ kernel: CorrelationKernel, _ trend: EmulatorSettings.Trend, isRestricted: Bool = true, nugget: Double = 0
  ) throws -> GaussianProcess {
    let outputs = try reference.values("outputs").map { trend == .zero ? $0 - 3 : $0 }
    let data = try EmulatorData(
      points: reference.matrix("points"), means: outputs, noise: reference.values("noise").map { $0 - nugget })
    let parameters = EmulatorParameters(
      variance: try reference.values("variance")[0], lengths: try reference.values("lengths"), nugget: nugget)
    return try GaussianProcess(
      data, parameters: parameters,
      settings: EmulatorSettings(kernel: kernel, trend: trend, isRestricted: isRestricted), using: blas)
  }

  @Test(arguments: [
    (CorrelationKernel.squaredExponential, "squared_exponential"), (.matern52, "matern52"),
  ])
  func agrees(kernel: CorrelationKernel, name: String) throws {
    let new = try reference.matrix("new")
    for trend in EmulatorSettings.Trend.allCases {
      let label = "\(name).\(trend.rawValue)"
      // A nugget and noise of the same sum are the same.
      let emulator = try emulator(kernel, trend, nugget: 0.0005)
      let got = try emulator.predict(new)
      expectClose(got.means, try reference.values("\(label).mean"), "\(label) mean", tolerance: 1e-8, scale: 0.1)
      expectClose(got.variances, try reference.values("\(label).variance"), "\(label) variance", tolerance: 1e-8)
      #expect(got.variance(2, withNoise: 0.1) == got.variances[2] + 0.0005 + 0.1)
      if trend == .zero {
        expectClose([emulator.logLikelihood], try reference.values("\(label).likelihood"), label, tolerance: 1e-8)
        let gradient = try GaussianProcess.logLikelihood(
          of: emulator.data, parameters: emulator.parameters, settings: emulator.settings, using: blas
        ).gradient
        expectClose(
          Array(gradient.prefix(4)), try reference.values("\(label).gradient"), "\(label) gradient", tolerance: 1e-8,
          scale: 0.1)
      } else {
        let profile = try self.emulator(kernel, trend, isRestricted: false)
        expectClose(
          [profile.logLikelihood, emulator.logLikelihood], try reference.values("\(label).likelihoods"), label,
          tolerance: 1e-8)
      }
    }
  }

  /// Central differences of the log likelihood, replicate variance included.
  @Test(arguments: CorrelationKernel.allCases, EmulatorSettings.Trend.allCases)
  func gradientIsTheDifferenceQuotient(kernel: CorrelationKernel, trend: EmulatorSettings.Trend) throws {
    let points = try reference.matrix("points")
    var generator = TestGenerator(state: 4)
    let replicates = try reference.values("outputs").enumerated().map { i, y in
      (0...(i % 4)).map { _ in y + 0.3 * (Double(generator.next() >> 11) * 0x1p-53 - 0.5) }
    }
    let data = try EmulatorData(points: points, replicates: replicates)
    for isRestricted in [false, true] {
      let settings = EmulatorSettings(kernel: kernel, trend: trend, isRestricted: isRestricted)
      var logs = [-0.2, 1.5, -0.6, 6.2, -4, -3.5]
      func value(_ logs: [Double]) throws -> (value: Double, gradient: [Double]) {
        let x = logs.map { Portable.exp($0) }
        return try GaussianProcess.logLikelihood(
          of: data,
          parameters: EmulatorParameters(
            variance: x[0], lengths: Array(x[1...3]), nugget: x[4], replicateVariance: x[5]), settings: settings,
          using: blas)
      }
      let gradient = try value(logs).gradient
      for i in logs.indices {
        let centre = logs[i], step = 1e-4
        logs[i] = centre + step
        let high = try value(logs).value
        logs[i] = centre - step
        let low = try value(logs).value
        logs[i] = centre
        expectClose([gradient[i]], [(high - low) / (2 * step)], "derivative \(i)", tolerance: 1e-5, scale: 1)
      }
    }
  }

  /// Every point left out in turn, by a new emulator: equal to the closed form.
  @Test(arguments: EmulatorSettings.Trend.allCases)
  func leaveOneOutIsBruteForce(trend: EmulatorSettings.Trend) throws {
    let whole = try emulator(.matern52, trend, nugget: 0.0005)
    let leftOut = try whole.leaveOneOut()
    let rows = whole.data.points.transposed, noise = try #require(whole.data.noise)
    for i in leftOut.indices {
      let others = leftOut.indices.filter { $0 != i }
      // The scale of the trend's columns is another, which predictions do not see.
      let data = try EmulatorData(
        points: rows.selecting(columns: others).transposed, means: others.map { whole.data.means[$0] },
        noise: others.map { noise[$0] })
      let part = try GaussianProcess(
        data, parameters: whole.parameters, settings: whole.settings, using: blas)
      let got = try part.predict(rows.selecting(columns: [i]).transposed)
      expectClose([leftOut[i].mean], got.means, "mean", tolerance: 1e-8)
      expectClose([leftOut[i].variance], [got.variance(0, withNoise: noise[i])], "variance", tolerance: 1e-8)
    }
    // Fitted values by prediction at the points themselves.
    let fit = try whole.predict(whole.data.points).means, y = whole.data.means
    let mean = y.reduce(0, +) / Double(y.count)
    let total = y.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let rest = zip(y, fit).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
    let reliability = try whole.reliability()
    expectClose([reliability.rSquared], [1 - rest / total], "R²", tolerance: 1e-10)
    #expect(reliability.qSquared < reliability.rSquared && reliability.qSquared > 0.5)
  }
}
