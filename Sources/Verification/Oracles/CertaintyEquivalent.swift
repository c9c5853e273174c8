import PortableMath

/// What quarterly pay G is worth to a risk-averse seller before the quarter's random outcome: θ⁻¹ ln E[exp(θ G(x + qZ))], by
/// quadrature. The closed form of the model is its derivative; nothing of the closed form is used here.
package struct CertaintyEquivalent {
  let commission, accelerator, bonus, quota, theta: Double

  package init(commission: Double, accelerator: Double, bonus: Double, quota: Double, theta: Double) {
    self.commission = commission
    self.accelerator = accelerator
    self.bonus = bonus
    self.quota = quota
    self.theta = theta
  }

  private func pay(_ sales: Double, above: Bool) -> Double {
    commission * sales + (above ? accelerator * (sales - quota) + bonus : 0)
  }

  /// Gauss-Legendre panels on both sides of the quota, over ±16 standard deviations about the tilted mean.
  /// - Parameters:
  ///   - x: expected sales.
  ///   - q: their standard deviation.
  ///   - center: a place near x that fixes the panels and the scale, so that differences do not see them move.
  private func logMean(_ x: Double, q: Double, center: Double) -> Double {
    let scale = theta * pay(center, above: center >= quota)
    var sum = 0.0
    for above in [false, true] {
      let slope = commission + (above ? accelerator : 0), tilt = theta * slope * q
      let corner = (quota - x) / q
      let (low, high) = above ? (max(corner, tilt - 16), tilt + 16) : (tilt - 16, min(corner, tilt + 16))
      guard low < high else { continue }
      sum += Quadrature.integral(from: low, to: high, panels: 40) { z in
        Portable.exp(theta * pay(x + q * z, above: above) - scale - 0.5 * z * z)
      }
    }
    return Portable.log(sum * 0.3989422804014327) + scale
  }

  private func mean(_ x: Double, q: Double) -> Double {
    [false, true].reduce(0) { sum, above in
      let corner = (quota - x) / q
      let (low, high) = above ? (max(corner, -16), 16) : (-16, min(corner, 16))
      guard low < high else { return sum }
      return sum
        + Quadrature.integral(from: low, to: high, panels: 40) {
          pay(x + q * $0, above: above) * Portable.exp(-0.5 * $0 * $0) * 0.3989422804014327
        }
    }
  }

  func value(_ x: Double, q: Double, center: Double) -> Double {
    theta == 0 ? mean(x, q: q) : logMean(x, q: q, center: center) / theta
  }

  /// dV/dx by central differences of eighth order.
  package func slope(_ x: Double, q: Double) -> Double {
    let h = 0.02 * min(q, 1)
    return [(1.0, 4.0 / 5), (2, -1.0 / 5), (3, 4.0 / 105), (4, -1.0 / 280)].reduce(0) { sum, term in
      sum + term.1 * (value(x + term.0 * h, q: q, center: x) - value(x - term.0 * h, q: q, center: x))
    } / h
  }
}
