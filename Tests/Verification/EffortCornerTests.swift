import PortableMath
import Testing

@testable import SalesForce

@Suite("Effort at its corners, under a floor, and with crowding")
struct EffortCornerTests {
  private func bench(
    gamma: Double, commission: Double, levers: [LeverName: Double] = [:], crowding: Double = 0, floor: Double = 0
  ) -> Bench {
    var bench = Bench(
      seats: 3,
      [
        "common.risk_aversion": 1.5, "common.cost_curvature": 0.5, "common.substitution_simple": gamma,
        "common.crowding": crowding, "common.reference_effort": 0.494, "common.reference_support_effort": 0.4,
        "effort.professional_floor": floor, "effort.achievement_drive": 0.02,
      ], levers: levers.merging([.commission: commission]) { $1 })
    bench.keepPayAlone()
    return bench
  }

  /// What a seller gains over a quarter: V_S e₁ + b₁e₁ + b₂e₂ − ½c(e₁² + e₂² + 2γe₁e₂).
  private func gain(_ e1: Double, _ e2: Double, _ b1: Double, _ b2: Double, gamma: Double) -> Double {
    b1 * e1 + b2 * e2 - 0.25 * (e1 * e1 + e2 * e2 + 2 * gamma * e1 * e2)
  }

  @Test(
    "Efforts maximise b·e − cost over e₁ ≥ 0 and e₂ ≥ f ē₂, inside and at both corners",
    arguments: [
      (0.3, 0.2, 0.3, 0.2), (0.5, 0.5, 0.1, 0.0), (0.6, 0.0, -0.5, 1.0), (0.0, 0.3, 0.2, 0.0), (0.6, 0.0, -0.5, 0.01),
    ], [0, 0.5])
  func corners(plan: (gamma: Double, commission: Double, sell: Double, help: Double), floor: Double) {
    let (gamma, commission, sell, help) = plan, least = floor * 0.4
    var bench = bench(gamma: gamma, commission: commission, floor: floor)
    // Achievement moves drive from helping to selling: b₁ = m + .02a, b₂ = m − .02a.
    bench.firm[.autonomy].fill(1)
    bench.firm[.motivation].fill((sell + help) / 2)
    bench.firm[.achievement].fill((sell - help) / 2 / 0.02)
    bench.pass(Effort.self)
    let (e1, e2) = (bench.firm[.effort][1], bench.firm[.supportEffort][1])
    let top = gain(e1, e2, commission + sell, help, gamma: gamma)
    for i in 0...60 {
      for j in 0...60 {
        let (sold, helped) = (Double(i) * 0.05, least + Double(j) * 0.05)
        let other = gain(sold, helped, commission + sell, help, gamma: gamma)
        #expect(other <= top + 1e-12, "(\(e1), \(e2)) earns less than (\(sold), \(helped))")
      }
    }
    #expect(e1 >= 0 && e2 >= least)
  }

  @Test("The floor lifts effort to ē, by no more than φ/c, and never lowers it")
  func floor() {
    for (floor, watched, expected) in [(1.2, 0.8, 1.2 * 0.494), (2.0, 0.1, 0.2 + 0.1 / 0.5), (0.1, 0.8, 0.2)] {
      var bench = bench(gamma: 0, commission: 0.1, levers: [.activityFloor: floor, .monitoring: watched])
      bench.pass(Effort.self)
      expectExact("floor", "effort under ē \(floor), φ \(watched)", bench.firm[.effort][0], expected)
    }
  }

  @Test("What e₂ does is min(2, (e₂/ē₂)^ε₂), with a hundredth of ē₂ at the corner", arguments: [0.0, 0.34, 1])
  func supportDrive(elasticity: Double) {
    for help in [-0.2, 0.0, 0.03, 0.095, 0.3, 0.9] {
      var bench = Bench(
        seats: 2,
        [
          "common.substitution_simple": 0, "common.reference_support_effort": 0.2, "common.cost_curvature": 0.5,
          "common.crowding": 0, "effort.professional_floor": 0,
          "effort.support_elasticity": elasticity,
        ])
      bench.keepPayAlone()
      bench.firm[.autonomy].fill(1)
      bench.firm[.motivation].fill(max(help, 0))
      bench.pass(Effort.self)
      let share = max(bench.firm[.supportEffort][0] / 0.2, 0.01)
      expectExact(
        "drive", "at e₂ \(share) of the reference", bench.firm[.supportDrive][0],
        min(2, Portable.pow(share, elasticity)), to: 1e-12)
      #expect(elasticity == 0 || (share == 0.01) == (help <= 0))
    }
  }

  @Test("Crowding turns the sign of an incentive: de₁/dβ < 0 where χ m dβ̂/dβ exceeds 1")
  func crowding() {
    // β̂ = 5β/(α + 5β), so at β = 0 dβ̂/dβ = 5/α: with α = .5, m = .2 the effect of β on e₁ is (1 − 2χ)/c.
    for (chi, sign) in [(0.0, 1.0), (0.45, 1), (0.55, -1), (1.5, -1)] {
      let efforts = [0, 1e-5].map { commission in
        var bench = bench(gamma: 0, commission: commission, levers: [.salary: 0.5], crowding: chi)
        bench.firm[.motivation].fill(0.2)
        bench.pass(Effort.self)
        return bench.firm[.effort][0]
      }
      expectExact("crowding", "slope at χ \(chi)", (efforts[1] - efforts[0]) / 1e-5, (1 - 2 * chi) / 0.5, to: 1e-3)
      #expect((efforts[1] - efforts[0]) * sign > 0)
    }
  }
}
