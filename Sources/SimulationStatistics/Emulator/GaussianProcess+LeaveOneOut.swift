import LinearAlgebra

extension GaussianProcess {
  /// Every point predicted without itself, in closed form; the trend is estimated anew, the parameters stay.
  ///
  /// With P = K⁻¹ − BBᵀ, which takes the trend off: yᵢ less its prediction is αᵢ/Pᵢᵢ, of variance 1/Pᵢᵢ (Dubrule, Math.
  /// Geology 15 (1983) 687).
  /// - Complexity: 2n³/3
  public func leaveOneOut() throws(StatisticsError) -> [LeftOut] {
    let inverse = try linear { () throws(LinearAlgebraError) in try solution.factor.inverse() }
    let trend = try solution.trendWeights()
    return data.means.indices.map { i in
      var precision = inverse[i, i]
      if let trend { for j in 0..<trend.columnCount { precision -= trend[i, j] * trend[i, j] } }
      let output = data.means[i]
      return LeftOut(output: output, mean: output - solution.alpha[i] / precision, variance: 1 / precision)
    }
  }

  /// Whether the emulator may be trusted: see ``EmulatorReliability``.
  /// - Complexity: 2n³/3
  public func reliability() throws(StatisticsError) -> EmulatorReliability {
    let noise = likelihood.noise(parameters)
    // y − K⁻¹-residual: what stays of an output after smooth part and trend is (noise + τ²)·αᵢ.
    let residuals = noise.indices.map { (noise[$0] + parameters.nugget) * solution.alpha[$0] }
    return EmulatorReliability(leftOut: try leaveOneOut(), residuals: residuals)
  }
}
