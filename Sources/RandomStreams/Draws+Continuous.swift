import PortableMath

extension Draws {
  /// Standard normal, Φ⁻¹ of an open uniform: monotone in it, as common random numbers want.
  /// - Complexity: O(1)
  public func normal(at address: DrawAddress) -> Double {
    Portable.normalQuantile(openUniform(at: address))
  }

  /// Exponential of mean 1, −log(1 − u).
  /// - Complexity: O(1)
  public func exponential(at address: DrawAddress) -> Double {
    -Portable.log1p(-uniform(at: address))
  }

  /// Lognormal: e^(μ + σz) with z standard normal.
  /// - Parameters:
  ///   - logMean: μ, the mean of the logarithm.
  ///   - logSD: σ ≥ 0, the standard deviation of the logarithm.
  ///   - address: where the draw stands.
  /// - Complexity: O(1)
  public func lognormal(logMean: Double, logSD: Double, at address: DrawAddress) -> Double {
    Portable.exp(logMean + logSD * normal(at: address))
  }

  /// Gamma with mean `shape · scale`.
  ///
  /// Marsaglia & Tsang, ACM TOMS 26 (2000) 363-372: a cubed normal, accepted with probability above 0.95. Each try
  /// is the next attempt of the same address, its normal from words 0, 1 and its uniform from words 2, 3. Shapes
  /// below 1 draw at shape + 1 and multiply by u^(1/shape), u standing at attempt 32767.
  /// - Parameters:
  ///   - shape: k > 0.
  ///   - scale: θ > 0.
  ///   - address: where; its attempt must be 0.
  /// - Complexity: O(1) expected, 1.05 blocks
  public func gamma(shape: Double, scale: Double = 1, at address: DrawAddress) -> Double {
    precondition(shape > 0 && shape < .infinity, "Draws.gamma: shape must be positive and finite")
    precondition(scale > 0 && scale < .infinity, "Draws.gamma: scale must be positive and finite")
    let drawn = boostedGamma(shape, address, half: 0)
    return drawn.value * (drawn.logBoost == 0 ? 1 : Portable.exp(drawn.logBoost)) * scale
  }

  /// Beta on [0, 1] with mean α/(α + β): X/(X + Y) of two gammas, which take the attempts below and from 32768 on.
  ///
  /// The ratio is formed from logarithms, for with α, β far below 1 both gammas may vanish.
  /// - Parameters:
  ///   - alpha: α > 0.
  ///   - beta: β > 0.
  ///   - address: where; its attempt must be 0.
  /// - Complexity: O(1) expected, 2.1 blocks
  public func beta(_ alpha: Double, _ beta: Double, at address: DrawAddress) -> Double {
    precondition(alpha > 0 && alpha < .infinity, "Draws.beta: alpha must be positive and finite")
    precondition(beta > 0 && beta < .infinity, "Draws.beta: beta must be positive and finite")
    let x = boostedGamma(alpha, address, half: 0)
    let y = boostedGamma(beta, address, half: 0x8000)
    let logRatio = (Portable.log(y.value) + y.logBoost) - (Portable.log(x.value) + x.logBoost)
    return 1 / (1 + Portable.exp(logRatio))
  }

  /// A gamma variate of unit scale as `value · e^logBoost`, from one half of an address's attempts.
  private func boostedGamma(
    _ shape: Double, _ address: DrawAddress, half: UInt16
  ) -> (value: Double, logBoost: Double) {
    precondition(address.attempt == 0, "Draws: a rejection sampler counts the attempts itself")
    let boost: UInt16 = 0x7fff
    var own = address
    own.attempt = half | boost
    let logBoost = shape < 1 ? Portable.log(openUniform(at: own)) / shape : 0
    let d = (shape < 1 ? shape + 1 : shape) - 1.0 / 3
    let c = 1 / (3 * Portable.sqrt(d))
    for attempt in 0..<boost {
      own.attempt = half | attempt
      let w = words(at: own)
      let x = Portable.normalQuantile(Self.openFraction(w.x, w.y))
      let t = 1 + c * x
      guard t > 0 else { continue }
      let v = t * t * t
      let limit = 0.5 * x * x + d - d * v + d * Portable.log(v)
      if Portable.log(Self.openFraction(w.z, w.w)) < limit { return (d * v, logBoost) }
    }
    // 32,767 rejections in a row have probability 1e-42000
    preconditionFailure("Draws: attempts exhausted")
  }
}
