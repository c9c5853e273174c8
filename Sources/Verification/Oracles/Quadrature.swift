import PortableMath

/// Numerical integration, for oracles.
enum Quadrature {
  private static let nodes: [(Double, Double)] = [
    (0.1488743389816312, 0.2955242247147529), (0.4333953941292472, 0.2692667193099963),
    (0.6794095682990244, 0.2190863625159820), (0.8650633666889845, 0.1494513491505806),
    (0.9739065285171717, 0.0666713443086881),
  ]

  /// Composite Gauss-Legendre quadrature with ten nodes a panel.
  static func integral(from low: Double, to high: Double, panels: Int, of f: (Double) -> Double) -> Double {
    let half = (high - low) / Double(2 * panels)
    var sum = 0.0
    for panel in 0..<panels {
      let middle = low + half * Double(2 * panel + 1)
      for (node, weight) in nodes { sum += weight * (f(middle + half * node) + f(middle - half * node)) }
    }
    return sum * half
  }

  /// ∫₀¹ f(u, 1−u) du by the double exponential rule, which does not mind singular ends.
  /// - Parameter f: u and 1 − u, both to full relative precision.
  static func unitIntegral(of f: (_ u: Double, _ rest: Double) -> Double) -> Double {
    let step = 1.0 / 1_024, reach = 3 * 1_024
    var sum = 0.0
    for index in -reach...reach {
      let t = Double(index) * step
      let (up, down) = (Portable.exp(t), Portable.exp(-t))
      let bend = 0.5 * Double.pi * (up - down)
      let (u, rest) = (1 / (1 + Portable.exp(-bend)), 1 / (1 + Portable.exp(bend)))
      sum += f(u, rest) * u * rest * 0.5 * Double.pi * (up + down)
    }
    return sum * step
  }
}
