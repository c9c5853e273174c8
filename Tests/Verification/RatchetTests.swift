import PortableMath
import Testing

@testable import SalesForce

@Suite("Effort: a professional floor, the ratchet, and lump sums by the quarter")
struct RatchetTests {
  private func bench(
    _ parameters: [String: Double] = [:], levers: [LeverName: Double], quota: Double = 1, period: Double = 13
  ) -> Bench {
    var bench = Bench(
      seats: 2,
      [
        "common.risk_aversion": 0, "common.cost_curvature": 0.5, "common.substitution_simple": 0, "common.crowding": 0,
        "common.reference_support_effort": 0.4, "effort.foresight": 0.5,
      ].merging(parameters) { $1 }, levers: levers)
    bench.keepPayAlone()
    bench.firm[.autonomy].fill(1)
    bench.firm[.periodLength] = period
    bench.firm[.quota].fill(quota)
    return bench
  }

  @Test("At the floor e₂ is given and e₁ chosen beside it: c e₁ + γ c e₂ = V_S + b₁", arguments: [0.1, 0.5, 1])
  func floor(floor: Double) {
    for (bonus, achievement) in [(0.0, 0.0), (0.5, 2), (1, -1)] {
      var bench = bench(
        ["common.substitution_simple": 0.6, "effort.professional_floor": floor],
        levers: [.commission: 0.3, .bonus: bonus, .quotaRatchet: 0.4])
      bench.firm[.achievement].fill(achievement)
      bench.firm[.motivation].fill(0.02)
      bench.pass(Effort.self)
      let own = 0.02 + 0.02 * achievement - 0.5 * 0.4 * bonus * 0.3989422804014327
      let (e1, e2) = (bench.firm[.effort][0], bench.firm[.supportEffort][0])
      #expect(e2 == floor * 0.4 && e1 > 0)
      expectExact(
        "floor", "first-order condition", 0.5 * e1 + 0.6 * 0.5 * e2, bench.firm[.slope][0] + own, to: 1e-12)
    }
  }

  @Test("Above the floor nothing changes, and at f = 0 the corner is the old one")
  func oldCorner() {
    for (floor, corner) in [(0.0, true), (0.3, true), (0.9, true), (0.3, false)] {
      var bench = bench(
        ["common.substitution_simple": corner ? 0.6 : 0.1, "effort.professional_floor": floor],
        levers: [.commission: 0.3, .quotaRatchet: 0])
      bench.firm[.motivation].fill(corner ? 0.02 : 0.3)
      bench.pass(Effort.self)
      let (e1, e2) = (bench.firm[.effort][0], bench.firm[.supportEffort][0])
      if corner {
        expectExact("floor", "e₂ at f \(floor)", e2, floor * 0.4, to: 1e-15)
        expectExact("floor", "e₁ at f \(floor)", e1, 0.32 / 0.5 - 0.6 * floor * 0.4, to: 1e-14)
      } else {
        // Inside: both first-order conditions.
        expectExact("floor", "first", 0.5 * (e1 + 0.1 * e2), 0.6, to: 1e-14)
        expectExact("floor", "second", 0.5 * (0.1 * e1 + e2), 0.3, to: 1e-14)
      }
    }
  }

  @Test("The ratchet takes δ ϱ ψ of what quotas pay next period, and nothing where quotas pay nothing")
  func ratchet() {
    func effort(_ levers: [LeverName: Double], quota: Double = 1, ratchet: Double, period: Double = 13) -> Double {
      // Enough motivation that nobody is at a corner.
      var bench = bench(
        levers: levers.merging([.quotaRatchet: ratchet, .quotaLevel: 1.2]) { $1 }, quota: quota, period: period)
      bench.firm[.motivation].fill(0.5)
      bench.pass(Effort.self)
      return bench.firm[.effort][0]
    }
    #expect(effort([.commission: 0.2], ratchet: 1) == effort([.commission: 0.2], ratchet: 0))
    // Far above the quota, or far below, what a sale is worth now does not depend on effort.
    for levers in [[LeverName.accelerator: 0.1], [.bonus: 0.3]] {
      for quota in [-60.0, 60] {
        for period in [13.0, 26] {
          // A reference seller's odds of a quota at 1.2 of the plan, and its density in the unit of √T_c.
          let root = (period / 13).squareRoot(), d = 1.452 * (1 - 1.2) * root
          let worth = levers[.bonus] == nil ? 0.1 * Portable.normalCDF(d) : 0.3 * Portable.normalDensity(d) * root
          let lost =
            effort(levers, quota: quota, ratchet: 0, period: period)
            - effort(levers, quota: quota, ratchet: 0.4, period: period)
          expectExact("ratchet", "effort held back at quota \(quota)", lost, 0.5 * 0.4 * 1.2 * worth / 0.5, to: 1e-9)
        }
      }
    }
    // Near the quota too the ratchet only lowers effort.
    for quota in [-1.0, 0, 1, 2] {
      let plan: [LeverName: Double] = [.bonus: 0.3, .accelerator: 0.1, .commission: 0.05]
      #expect(effort(plan, quota: quota, ratchet: 0.6) < effort(plan, quota: quota, ratchet: 0))
    }
  }

  @Test("Bonus and prize of a period are its part of a quarter's; what is expected of them is the same a year")
  func periods() {
    var settings = Settings()
    settings.begin(group: "probe")
    let shares = [13.0, 26, 4].map { period -> PayTerms in
      let bench = bench(levers: [.bonus: 0.2, .contest: 0.3, .commission: 0.05, .salary: 0.6], period: period)
      return PayTerms(bench.week(0).levers.group(0), bench.firm, PayPlan(&settings, bench.common), bench.common)
    }
    for (terms, quarters) in zip(shares, [1, 2, 4.0 / 13]) {
      expectExact("lump sums", "bonus of a period", terms.bonus, 0.2 * quarters)
      expectExact("lump sums", "share of variable pay", terms.variableShare, shares[0].variableShare, to: 1e-14)
      // A win is a matter of √T_c σ, a prize of T_c.
      expectExact("lump sums", "contest", terms.contest, shares[0].contest * quarters.squareRoot(), to: 1e-14)
    }
  }
}
