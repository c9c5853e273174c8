extension Portable {
  /// log Γ(x) for x > 0 (∞ at 0, NaN below). Relative error below 1e-15, near the zeros at 1 and 2 too.
  ///
  /// Between 1½ and 2½ a minimax polynomial about 2 (`Scripts/fit-coefficients gamma`), recurrence towards it up to
  /// 10, Stirling's series beyond.
  /// - Complexity: O(1)
  public static func logGamma(_ x: Double) -> Double {
    guard x > 0, x < .infinity else { return x == 0 || x == .infinity ? .infinity : .nan }
    if x < 0.5 { return logGammaAboutTwo(x) - log1p(x) - log(x) }
    if x < 1.5 { return logGammaAboutTwo(x - 1) - log1p(x - 1) }
    if x < 10 {
      var z = x
      var product = 1.0
      while z >= 2.5 {
        z -= 1
        product *= z
      }
      return logGammaAboutTwo(z - 2) + (product == 1 ? 0 : log(product))
    }
    return (x - 0.5) * log(x) - x + 0x1.d67f1c864beb5p-1 + stirlingSeries(x)
  }

  /// log Γ(2 + z), |z| ≤ ½: z times a polynomial of degree 19, error 2.4e-17.
  private static func logGammaAboutTwo(_ z: Double) -> Double {
    var sum = 0.0
    for c in logGammaCoefficients.reversed() { sum = sum * z + c }
    return z * sum
  }

  private static let logGammaCoefficients: [Double] = [
    0x1.b0ee6072093cep-2, 0x1.4a34cc4a60fa6p-2, -0x1.13e001a55760ap-4, 0x1.51322ac7d84f0p-6, -0x1.e404fc218dcc6p-8,
    0x1.7add6eada7170p-9, -0x1.38ac5c2d3ce49p-10, 0x1.0b36af8e877a6p-11, -0x1.d3fd4b6ed44b5p-13,
    0x1.a127ac1c0759fp-14, -0x1.78de9969b90eap-15, 0x1.580ea6a563d17p-16, -0x1.3cb3e19606c9ep-17,
    0x1.258037e017901p-18, -0x1.1274bc3970ac4p-19, 0x1.01fb1a5c47f44p-20, -0x1.ce3c9f3cce449p-22,
    0x1.a659eebee32a8p-23, -0x1.1fc775493f94dp-23, 0x1.290a10d08192fp-24,
  ]

  /// 1/12x − 1/360x³ + …, which Stirling's formula for log Γ(x) and log x! lacks; x ≥ 10, where the first term left
  /// out is 1.3e-16.
  static func stirlingSeries(_ x: Double) -> Double {
    let i = 1 / x
    let z = i * i
    let far = 1.0 / 1188 - z * (691.0 / 360360 - z * (1.0 / 156))
    return i * (1.0 / 12 - z * (1.0 / 360 - z * (1.0 / 1260 - z * (1.0 / 1680 - z * far))))
  }

  /// log x! less Stirling's approximation (x + ½) log x − x + ½ log 2π, x > 0 (Loader's δ).
  static func stirlingError(_ x: Double) -> Double {
    if x >= 10 { return stirlingSeries(x) }
    return logGamma(x + 1) - ((x + 0.5) * log(x) - x + 0x1.d67f1c864beb5p-1)
  }

  /// x log(x/m) + m − x ≥ 0 without cancellation where x ≈ m (Loader's saddle-point deviance), x, m > 0.
  static func deviance(_ x: Double, _ m: Double) -> Double {
    let d = x - m
    guard Swift.abs(d) < 0.1 * (x + m) else { return x * log(x / m) + m - x }
    let v = d / (x + m)
    let w = v * v
    var term = 2 * x * v
    var sum = d * v
    var n = 3.0
    while true {
      term *= w
      let next = sum + term / n
      if next == sum { return sum }
      sum = next
      n += 2
    }
  }
}
