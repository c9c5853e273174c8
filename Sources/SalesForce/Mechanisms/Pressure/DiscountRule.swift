import PortableMath

/// Whether a discount on a deal in the last stage pays the seller who gives it.
struct DiscountRule {
  /// What a win is worth to the seller, in and after this period, enters the gain with these weights.
  private let now, later: Double

  /// - Parameter weeks: weeks that are left of the quota period.
  init(_ stages: StageRates, weeks: Double, discount: Double, elasticity: Double) {
    let lift = Self.lift(discount, elasticity: elasticity)
    let last = StageRates.stages, rest = stages.loss[last] + stages.undecided[last]
    func chances(_ up: Double) -> (inTime: Double, atAll: Double) {
      let all = up + rest, atAll = all > 0 ? up / all : 0
      return (-atAll * Portable.expm1(-all * weeks), atAll)
    }
    let plain = chances(stages.advance[last]), cheap = chances(stages.advance[last] * lift)
    now = (1 - discount) * cheap.inTime - plain.inTime
    later = (1 - discount) * (cheap.atAll - cheap.inTime) - (plain.atAll - plain.inTime)
  }

  /// (1−d)^{−ε_d}: factor on the rate of advancing.
  static func lift(_ discount: Double, elasticity: Double) -> Double { Portable.pow(1 - discount, -elasticity) }

  /// Gain by a discount, a share of the deal's value: positive where it pays.
  func gain(now value: Double, later afterwards: Double) -> Double { now * value + later * afterwards }
}
