import PortableMath
import RandomStreams

/// Managers' ratings with a halo and no cause behind it: performance z colours the rating of two behaviours, and the
/// raters call a behaviour present where the rating is above a bar (science 5.0, the rival null of the four rates).
package struct RatingHalo {
  /// Loadings of the two ratings on performance.
  package let own, support: Double
  /// Share of sellers rated as showing a behaviour, and share called high performers.
  package let present, top: Double

  package init(own: Double, support: Double, present: Double, top: Double) {
    self.own = own
    self.support = support
    self.present = present
    self.top = top
  }

  private var bar: Double { -Portable.normalQuantile(present) }
  /// Performance above which somebody is a high performer.
  private var high: Double { -Portable.normalQuantile(top) }

  /// Chance of being a high performer relative to everybody's, by cell: neither, own only, support only, both.
  package var relativeRates: [Double] {
    (0..<4).map { cell in
      func joint(_ from: Double) -> Double {
        Quadrature.integral(from: from, to: 9, panels: 120) { z in
          Portable.normalDensity(z) * chance(own, cell & 1 == 1, z) * chance(support, cell & 2 == 2, z)
        }
      }
      return joint(high) / joint(-9) / top
    }
  }

  private func chance(_ loading: Double, _ isPresent: Bool, _ z: Double) -> Double {
    let distance = (loading * z - bar) / (1 - loading * loading).squareRoot()
    return Portable.normalCDF(isPresent ? distance : -distance)
  }

  /// One seller as the survey sees them: their cell, and whether they are a high performer.
  package func rated(_ seller: UInt32, _ draws: Draws) -> (cell: Int, isHigh: Bool) {
    func normal(_ draw: UInt16) -> Double {
      draws.normal(at: DrawAddress(entity: seller, week: 0, process: 914, draw: draw))
    }
    let z = normal(0)
    func isPresent(_ loading: Double, _ draw: UInt16) -> Bool {
      loading * z + (1 - loading * loading).squareRoot() * normal(draw) > bar
    }
    return ((isPresent(own, 1) ? 1 : 0) + (isPresent(support, 2) ? 2 : 0), z > high)
  }
}
