import PortableMath
import Testing

@testable import SalesForce

@Suite("Hours, motivation, coaching and the books")
struct BookkeepingTests {
  private static let hours = [
    "common.working_week": 45.0, "hours.base": 15, "hours.administration": 10, "hours.reporting": 4,
    "hours.planning": 1,
    "hours.voice": 2, "hours.floor": 2, "hours.process_innovation": 0,
  ]

  @Test(
    "Selling hours are 45 − 15 − (10 + 4φ + π) − coaching − training − meetings − voice − issues, and never below the floor"
  )
  func hours() {
    var bench = Bench(
      seats: 3, Self.hours,
      levers: [
        .pushShare: 0.8, .monitoring: 0.5, .coaching: 3, .training: 1, .meetings: 0.5, .voice: 0.25,
      ])
    bench.firm[.issueHours][1] = 2.6
    bench.firm[.issueHours][2] = 40
    bench.pass(Hours.self)
    let free = 45.0 - 15 - 12.8 - 5
    for (seat, expected) in [free, free - 2.6, 2].enumerated() {
      expectExact("hours", "seat \(seat)", bench.firm[.sellingHours][seat], expected, to: 1e-14)
    }
  }

  @Test("Administration: a base load, a slope for each of plans and monitoring, none of both together, of filled seats")
  func administration() {
    for (push, monitoring, hours) in [(0.0, 0.0, 10.0), (1, 0, 11), (0, 1, 14), (1, 1, 15), (0.4, 0.3, 11.6)] {
      var bench = Bench(seats: 5, Self.hours, levers: [.pushShare: push, .monitoring: monitoring])
      bench.firm[.filled][2] = 0
      bench.pass(Hours.self)
      expectExact("hours", "administration", bench.firm[.administration], 4 * hours, to: 1e-14)
      for seat in 0..<5 {
        expectExact("hours", "they add up", bench.firm[.sellingHours][seat], seat == 2 ? 0 : 30 - hours, to: 1e-14)
      }
    }
  }

  @Test("Motivation and strain approach their aims exponentially: m̄(1 + δ_A(A−½)(1+χ_A h)), φ + (e₁/ē₀ − 1)⁺")
  func motivation() {
    var bench = Bench(
      seats: 2,
      [
        "motivation.autonomy_weight": 0.4, "motivation.reactance": 0.3, "motivation.speed": 0.05,
        "motivation.strain_speed": 0.1, "common.reference_motivation": 0.197, "common.reference_effort": 0.494,
      ], levers: [.monitoring: 0.5])
    bench.firm[.autonomy].fill(0.6)
    bench.firm[.horizontality][1] = 1
    bench.firm[.effort].fill(1.5 * 0.494)
    bench.firm[.motivation].fill(0.5)
    for week in 0..<13 { bench.pass(Motivation.self, week: week) }
    for (seat, reaction) in [1, 1.3].enumerated() {
      let aim = 0.197 * (1 + 0.4 * (0.6 - 0.5) * reaction)
      expectExact(
        "motivation", "after a quarter", bench.firm[.motivation][seat],
        aim + (0.5 - aim) * Portable.exp(-0.05 * 13), to: 1e-14)
      expectExact("motivation", "strain", bench.firm[.strain][seat], 1 - Portable.exp(-0.1 * 13), to: 1e-14)
    }
  }

  @Test("Coaching at the usual trust multiplies learning by 1 + g_c C √h and adds a signal of precision ρ_c S h")
  func coaching() {
    var bench = Bench(
      seats: 2, ["coaching.trust_speed": 0, "coaching.learning_gain": 0.4, "coaching.signal_precision": 0.02],
      levers: [.coaching: 4])
    bench.firm[.managerCoaching][1] = 1.5
    bench.firm[.managerSignal][1] = 0.5
    bench.pass(Coaching.self)
    expectExact("coaching", "gain, mean coach", bench.firm[.coachGain][0], 1 + 0.4 * 2)
    expectExact("coaching", "gain, better coach", bench.firm[.coachGain][1], 1 + 0.4 * 1.5 * 2)
    expectExact("coaching", "signal, mean manager", bench.firm[.coachSignal][0], 0.08)
    expectExact("coaching", "signal, worse manager", bench.firm[.coachSignal][1], 0.04)
  }

  @Test("V40: profit is margin less everything that every lever costs, and money paid is money received")
  func books() {
    var bench = Bench(
      seats: 10, span: 5,
      levers: [
        .pushShare: 0.8, .monitoring: 0.5, .coaching: 2, .directory: 1, .training: 1, .visioning: 2, .hiringTalent: 1,
        .experts: 6, .salary: 0.7, .commission: 0.1, .teamShare: 0.5,
      ])
    bench.beginWeek()
    for seat in 0..<10 { bench.firm[.sales][seat] = Double(seat) }
    bench.firm[.revenue] = 45
    bench.firm[.exits] = 1
    bench.firm[.hires] = 2
    bench.pass(ExpertQueue.self)
    bench.pass(Pay.self)
    bench.pass(Ledger.self)
    let managers = 10 * (0.067 + 0.05 * 0.8 + 0.067 * 0.5 + 0.033 * 2)
    let programmes = 10 * (0.01 + 0.05 + 0.04)
    let cost = 7 + 4.5 + managers + 1.2 + programmes + 52 + 2 * 0.1 * 0.45
    expectExact("V40", "cost", bench.firm[.cost], cost, to: 1e-12)
    expectExact("V40", "profit", bench.firm[.profit], 0.6 * 45 - cost, to: 1e-12)
    // Half of the commission is the own sale's, half the team's mean: 0…4 in the first team, 5…9 in the second.
    for seat in 0..<10 {
      let own = 0.05 * Double(seat), team = 0.05 * (seat < 5 ? 2 : 7)
      expectExact("V40", "pay", bench.firm[.pay][seat], 0.7 + own + team, to: 1e-12)
    }
  }

  @Test("Innovation that reaches one's own work saves τ_n hours at full skill")
  func ownWork() {
    var bench = Bench(seats: 2, Self.hours.merging(["hours.process_innovation": 3]) { $1 })
    bench.firm[.innovation][0] = 0.5
    bench.firm[.innovation][1] = 0
    bench.pass(Hours.self)
    expectExact("hours", "half of the skill", bench.firm[.sellingHours][0], 21.5)
    expectExact("hours", "none of it", bench.firm[.sellingHours][1], 20)
  }

  @Test("Nobody sells for longer than the week has hours, whatever is saved")
  func fullWeek() {
    var bench = Bench(seats: 2, Self.hours)
    bench.firm[.savedHours][0] = 400
    bench.pass(Hours.self)
    #expect(bench.firm[.sellingHours][0] == 45 && bench.firm[.sellingHours][1] == 20)
  }

  @Test(
    "Quotas come from those who were there all period, and the empty pipeline of the first one is held against nobody")
  func wholePeriods() {
    var bench = Bench(
      seats: 4, ["pay.firm_weight": 1], levers: [.quotaPeriod: 13, .quotaLevel: 1, .quotaRatchet: 0])
    bench.start(Pay.self)
    func end(week: Int, sales: [Double], tenure: [Double]) {
      bench.firm[.periodWeek] = 12
      for seat in 0..<4 {
        bench.firm[.periodSales][seat] = sales[seat]
        bench.firm[.tenure][seat] = tenure[seat]
      }
      bench.pass(Pay.self, week: week)
    }
    end(week: 12, sales: [0.2, 0.4, 0.6, 0], tenure: [200, 200, 12, 11])
    // Who came for the period's first week counts, who came a week later does not.
    for seat in 0..<4 { expectExact("pay", "first quota", bench.firm[.quota][seat], 0.4) }
    // Of the record at the start e^{−13/52} is left.
    let left = Portable.exp(-0.25), start = 1.452 * left / (1 - left)
    for seat in 0..<4 { expectExact("pay", "what is held against them", bench.firm[.recordQuota][seat], start + 0.4) }
    end(week: 25, sales: [1, 2, 3, 9], tenure: [200, 200, 200, 5])
    for seat in 0..<4 { expectExact("pay", "second quota", bench.firm[.quota][seat], 2) }
    for seat in 0..<4 {
      expectExact("pay", "both of them", bench.firm[.recordQuota][seat], left * (start + 0.4) + 0.4)
    }
    end(week: 38, sales: [1, 2, 3, 6], tenure: [1, 2, 3, 4])
    expectExact("pay", "where nobody was there all period", bench.firm[.quota][0], 3)
  }

  @Test("Strain costs k_s a unit, and welfare is pay less effort, risk and strain")
  func strain() {
    var bench = Bench(seats: 4, ["ledger.strain": 0.3], levers: [.salary: 0.8])
    for seat in 0..<4 { bench.firm[.strain][seat] = Double(seat) }
    bench.firm[.filled][3] = 0
    bench.beginWeek()
    bench.firm[.present].copy(from: bench.firm[.filled])
    bench.firm[.effort].fill(0.5)
    bench.firm[.slope].fill(0.2)
    bench.pass(Pay.self)
    bench.pass(Ledger.self)
    expectExact("welfare", "cost of strain", bench.firm[.strainCost], 0.9, to: 1e-15)
    var observer = OutcomeObserver(bench.firm.organisation, Horizon(weeks: 1, warmUp: 0), hoursPerWeek: 45)
    observer.begin()
    observer.observe(bench.firm, week: 0)
    let burdens = bench.firm[.effortCost] + bench.firm[.riskPremium]
    #expect(burdens > 0)
    expectExact(
      "welfare", "of a seller-week", observer.metrics()[Metric.welfare.rawValue], (2.4 - burdens - 0.9) / 3, to: 1e-6)
  }
}
