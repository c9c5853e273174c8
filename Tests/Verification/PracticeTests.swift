import PortableMath
import RandomStreams
import Testing

@testable import SalesForce

@Suite("Practices: learning what works")
struct PracticeTests {
  /// Practices that all respond alike, results without flattery, confusion or oblivion.
  private static let plain: [String: Double] = [
    "feedback.politeness": 0, "feedback.failure_weight": 1, "practices.rate_log_sd": 0, "practices.change_rate": 0,
    "practices.prior_log_sd": 0, "practices.confusion": 0, "practices.memory": 1e9, "practices.switch_cost": 0,
    "practices.unsanctioned": 0, "practices.stake": 0, "practices.batch": 1, "practices.lag": 1,
  ]
  private static func plain(_ changed: [String: Double]) -> [String: Double] { plain.merging(changed) { $1 } }
  private static let satisficing = ["practices.modes": [0.0, 0, 0, 1]]

  @Test("V21: who leaves when failures lead by k leaves a practice of rate p with chance ((1−p)/p)^k")
  func abandonment() {
    for (p, k, name) in [(0.6, 3.0, "p6_k3"), (0.7, 3, "p7_k3")] {
      var bench = Bench(
        seats: 4_000,
        Self.plain([
          "practices.mean_rate": p, "practices.contacts": 1, "practices.aspiration_speed": 0,
          // Short of an aspiration of ½ by k/2 responses: k more failures than successes; memory takes a trifle off.
          "practices.patience": k / 2 - 0.01,
        ]), lists: Self.satisficing)
      bench.start(Practices.self)
      bench.firm[.aspiration].fill(0.5)
      let first = (0..<bench.firm.seats).map { bench.firm[.practice][$0] }
      var left = [Double](repeating: 0, count: first.count)
      for week in 0..<250 {
        bench.pass(Practices.self, week: week)
        for seat in left.indices where bench.firm[.practice][seat] != first[seat] { left[seat] = 1 }
      }
      expect("V21", "left, p \(p), k \(k)", Sample(left), known("V21", name), sharp: 0.035)
    }
  }

  @Test("V20, V22: failures at half weight and flattery move the belief as they should")
  func beliefs() {
    let cases: [(String, [String: Double], Double, Double)] = [
      ("V20", ["feedback.failure_weight": 0.5], 0, known("V20", "belief")),
      ("V20", ["feedback.failure_weight": 0.25], 0, known("V20", "belief_quarter")),
      // b = (1−p) φ; the share R₁⁻¹/(R₁⁻¹ + R₂⁻¹) of it stays.
      ("V22", ["feedback.politeness": 0.5], 0, 0.2 + 0.4 * known("V22", "share_4")),
      ("V22", ["feedback.politeness": 0.5, "feedback.data_precision": 0.75], 1, 0.2 + 0.4 * known("V22", "share_1")),
    ]
    for (law, changed, data, expected) in cases {
      var bench = Bench(
        seats: 2_000,
        Self.plain(["practices.mean_rate": 0.2, "practices.contacts": 16, "practices.prior_contacts": 0.1]).merging(
          changed
        ) { $1 },
        // Everybody is told to do the same, so nobody's choice selects on luck.
        levers: [.pushShare: 1, .buyerData: data])
      bench.start(Practices.self)
      for week in 0..<400 { bench.pass(Practices.self, week: week) }
      let notes = Notebook(bench.firm, arms: 7), arm = Int(bench.firm[.mandatedPractice])
      let beliefs = Sample((0..<bench.firm.seats).map { notes.belief(arm, $0) })
      expect(law, "belief in a practice of rate .2, \(changed)", beliefs, expected, sharp: 0.005)
    }
  }

  /// The stake f* = E[gain] H/(p̄ λ_L (1−s)) at which the curious stop trying.
  @Test("2.7: everybody tries below the stake f*, nobody above, and safety moves it by 1/(1−s)")
  func nerve() {
    let p = 0.288, prior = 10.0, sd = (p * (1 - p) / (prior + 1)).squareRoot()
    let gain = sd * 0.3989422804014327
    for safety in [0.0, 0.5] {
      let edge = gain * 13 / (p * 2.25 * (1 - safety))
      for (factor, expected) in [(0.99, 1.0), (1.01, 0)] {
        var bench = Bench(
          seats: 50, Self.plain(["practices.stake": factor * edge, "practices.curiosity": 1]),
          lists: ["practices.modes": [0, 1, 0, 0]], levers: [.safety: safety])
        bench.start(Practices.self)
        bench.firm[.practiceWeeks].fill(1)
        bench.pass(Practices.self)
        let trying = (0..<50).map { bench.firm[.experimenting][$0] }
        #expect(trying.allSatisfy { $0 == expected }, "stake \(factor) f* at safety \(safety)")
      }
    }
  }

  @Test("2.9: Thompson's rule loses at first and wins in the long run, the more so where practices change")
  func rules() {
    func lifts(_ modes: [Double], change: Double, trial: Int) -> (early: Double, late: Double) {
      var bench = Bench(
        seats: 16, trial: UInt32(trial),
        Self.plain([
          "practices.rate_log_sd": 0.3, "practices.change_rate": change, "practices.memory": 200,
          "practices.prior_log_sd": 0.15,
        ]), lists: ["practices.modes": modes])
      bench.start(Practices.self)
      var early = 0.0, late = 0.0
      for week in 0..<260 {
        bench.beginWeek()
        bench.pass(Practices.self, week: week)
        if week < 10 { early += bench.firm[.practiceLifts] / 160 }
        if week >= 156 { late += bench.firm[.practiceLifts] / (104 * 16) }
      }
      return (early, late)
    }
    for change in [0, 0.005] {
      var early = Sample(), late = Sample()
      for trial in 0..<140 {
        let greedy = lifts([1, 0, 0, 0], change: change, trial: trial)
        let thompson = lifts([0, 0, 1, 0], change: change, trial: trial)
        early.add(thompson.early - greedy.early)
        late.add(thompson.late - greedy.late)
      }
      report("2.9", "Thompson less greedy, ten weeks, change \(change)", early)
      report("2.9", "Thompson less greedy, years 4 and 5, change \(change)", late)
      #expect(early.mean + 4 * early.standardError < 0, "change \(change)")
      #expect(late.mean - 4 * late.standardError > 0, "change \(change)")
    }
  }

  @Test("2.15: what the code rules out is never found where the code is all, and is where trying is free")
  func neverCallThatTitle() {
    func found(_ push: Double) -> Sample {
      Sample(
        (0..<100).map { trial in
          var bench = Bench(
            seats: 64, trial: UInt32(trial),
            [
              "practices.unsanctioned_lift": 2, "practices.stake": 0, "practices.batch": 1, "practices.lag": 1,
            ],
            // Sellers who test by rule, in small and fast batches.
            lists: ["practices.modes": [0, 0.5, 0.5, 0]], levers: [.pushShare: push])
          bench.start(Practices.self)
          var users = 0.0
          for week in 0..<18 {
            bench.beginWeek()
            bench.pass(Practices.self, week: week)
            // In the first weeks some still finish the batch that they came with.
            if week > 4 { users = max(users, bench.firm[.unsanctioned]) }
          }
          return users >= 0.05 * 64 ? 1 : 0
        })
    }
    let told = found(1), free = found(0)
    report("2.15", "a twentieth use the title ruled out within a quarter, free trial", free)
    #expect(told.mean == 0 && told.variance == 0)
    #expect(free.mean - 4 * free.standardError > 0.2)
  }

  @Test("Results count when they arrive, L weeks late")
  func lag() {
    for weeks in [1, 5, 12] {
      var bench = Bench(seats: 4, ["practices.lag": Double(weeks), "practices.memory": 1e9])
      bench.start(Practices.self)
      bench.firm[.practiceWeeks].fill(-100)
      let arm = Int(bench.firm[.practice][0])
      let before = Notebook(bench.firm, arms: 7).belief(arm, 0)
      for week in 0...weeks {
        bench.pass(Practices.self, week: week)
        let moved = (Notebook(bench.firm, arms: 7).belief(arm, 0) - before).magnitude > 1e-6
        #expect(moved == (week >= weeks), "lag \(weeks), week \(week)")
      }
    }
  }

  @Test("2.14: pay for performance makes sellers wary, a late window bold in its early half")
  func lateWindow() {
    func needed(_ levers: [LeverName: Double], week elapsed: Double) -> Double {
      var bench = Bench(seats: 8, levers: levers.merging([.salary: 0.75]) { $1 })
      bench.firm[.periodWeek] = elapsed
      var settings = Settings()
      settings.begin(group: "probe")
      return Nerve(&settings, bench.common).threshold(
        bench.firm, bench.week(0).levers.group(0), bench.common, batch: 4, meanRate: 0.288)
    }
    for week in 0..<6 {
      let fixed = needed([:], week: Double(week))
      let paid = needed([.commission: 0.1], week: Double(week))
      let late = needed([.commission: 0.1, .lateWindow: 1], week: Double(week))
      #expect(late < fixed && fixed < paid, "week \(week): \(late), \(fixed), \(paid)")
      #expect(needed([.commission: 0.1, .lateWindow: 1, .safety: 0.7], week: Double(week)) < late)
    }
  }

  @Test("A late window pays even sales the same and early ones less")
  func windowPay() {
    func paid(_ window: Double, sales: (Int) -> Double) -> Double {
      var bench = Bench(seats: 1, levers: [.commission: 0.1, .lateWindow: window, .salary: 0])
      bench.start(Pay.self)
      var sum = 0.0
      for week in 0..<13 {
        bench.beginWeek()
        bench.firm[.sales][0] = sales(week)
        bench.pass(Pay.self, week: week)
        sum += bench.firm[.variablePay][0]
      }
      return sum
    }
    for window in [0, 0.4, 1] {
      expectExact("2.14", "even sales, window \(window)", paid(window) { _ in 5 }, 6.5, to: 1e-12)
      expectExact("2.14", "early sales, window \(window)", paid(window) { $0 < 6 ? 5 : 0 }, 3 * (1 - window), to: 1e-12)
    }
  }

  @Test("3.2: a vision made one's own raises by its share what one falls short of, and nothing without it")
  func stretch() {
    func shortfall(_ stretch: Double) -> (with: Double, without: Double, aspiration: Double) {
      var bench = Bench(seats: 2, ["practices.lag": 1, "practices.batch": 52, "practices.vision_stretch": stretch])
      bench.start(Practices.self)
      bench.firm[.practiceWeeks].fill(0)
      bench.firm[.purpose][0] = 0.5
      let aspiration = bench.firm[.aspiration][0]
      for week in 0..<2 { bench.pass(Practices.self, week: week) }
      return (bench.firm[.shortfall][0], bench.firm[.shortfall][1], aspiration)
    }
    let plain = shortfall(0), raised = shortfall(0.4)
    // Ten contacts of the first week are known in the second.
    expectExact("practices", "shortfall by a vision", raised.with - plain.with, 0.4 * 0.5 * plain.aspiration * 10)
    #expect(raised.without == plain.without)
  }
}
