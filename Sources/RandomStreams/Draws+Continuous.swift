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
  /// - Complexity: O(1)
  public func lognormal(logMean: Double, logSD: Double, at address: DrawAddress) -> Double {
    Portable.exp(logMean + logSD * normal(at: address))
  }

  /// Gamma with mean `shape · scale`.
  ///
  /// Marsaglia & Tsang, ACM TOMS 26 (2000) 363-372: a cubed normal, accepted with probability above 0.95. Each try is the next attempt of
  /// the same address, its normal from words 0, 1 and its uniform from words 2, 3. Shapes below 1 draw at shape + 1 and multiply by
  /// u^(1/shape), u standing at attempt 65535.
  /// - Parameters:
  ///   - shape: k > 0.
  ///   - scale: θ > 0.
  /// - Complexity: O(1) expected, 1.05 blocks
  public func gamma(shape: Double, scale: Double = 1, at address: DrawAddress) -> Double {
    precondition(shape > 0 && shape < .infinity, "Draws.gamma: shape must be positive and finite")
    precondition(scale > 0 && scale < .infinity, "Draws.gamma: scale must be positive and finite")
    var own = address
    own.attempt = Self.boostAttempt
    let boost = shape < 1 ? Portable.pow(openUniform(at: own), 1 / shape) : 1
    let d = (shape < 1 ? shape + 1 : shape) - 1.0 / 3
    let c = 1 / (3 * Portable.sqrt(d))
    own.attempt = address.attempt
    while true {
      let w = words(at: own)
      let x = Portable.normalQuantile(Self.openFraction(w.x, w.y))
      let u = Self.openFraction(w.z, w.w)
      let t = 1 + c * x
      let v = t * t * t
      if t > 0, Portable.log(u) < 0.5 * x * x + d - d * v + d * Portable.log(v) { return d * v * boost * scale }
      own.attempt += 1
      // 30,000 rejections in a row have probability 1e-39000
      precondition(own.attempt < Self.boostAttempt, "Draws.gamma: attempts exhausted")
    }
  }

  private static let boostAttempt: UInt16 = 0x7fff

  /// Beta on [0, 1] with mean α/(α + β): X/(X + Y) of two gammas, which take the attempts below and above 32768.
  ///
  /// Where both gammas vanish (α, β far below 1) the mass sits at the ends: 0 or 1 with odds β : α.
  /// - Parameters:
  ///   - alpha: α > 0.
  ///   - beta: β > 0.
  /// - Complexity: O(1) expected, 2.1 blocks
  public func beta(_ alpha: Double, _ beta: Double, at address: DrawAddress) -> Double {
    let x = gamma(shape: alpha, at: address)
    var other = address
    other.attempt |= 0x8000
    let y = gamma(shape: beta, at: other)
    guard x + y > 0 else { return uniform(at: other) * (alpha + beta) < alpha ? 1 : 0 }
    return x / (x + y)
  }
}
