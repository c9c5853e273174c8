import PortableMath
import Testing

@testable import SalesForce

@Suite("Quotas by plan, records that fade, and lump sums by the quarter")
struct QuotaPlanTests {
  private static let sales = [0.5, 1, 1.5, 3], territories = [0.5, 1, 1, 2]

  private func bench(
    _ levers: [LeverName: Double] = [:], planned: Double = 0.9, firmWeight: Double = 0.2
  ) -> Bench {
    var bench = Bench(
      seats: 4, ["pay.planned": planned, "pay.firm_weight": firmWeight],
      levers: [.quotaRatchet: 0, .quotaLevel: 1].merging(levers) { $1 })
    for seat in 0..<4 { bench.firm[.territory][seat] = Self.territories[seat] }
    bench.start(Pay.self)
    return bench
  }

  /// Ends a quota period in which that was sold, long after the firm's first one.
  private func end(_ bench: inout Bench, _ sales: [Double] = sales) {
    bench.beginWeek()
    bench.firm[.sales].fill(0)
    for seat in 0..<4 { bench.firm[.periodSales][seat] = sales[seat] }
    bench.firm[.periodWeek] = bench.firm[.periodLength] - 1
    bench.pass(Pay.self, week: 500)
  }

  @Test("The first quotas are the plan's: ψ p × territory × reference sales", arguments: [4, 13, 26.0])
  func start(period: Double) {
    let bench = bench([.quotaLevel: 1.1, .quotaPeriod: period])
    for seat in 0..<4 {
      expectExact(
        "plan", "first quota", bench.firm[.quota][seat], 1.1 * 0.9 * Self.territories[seat] * 1.452 * period / 13)
      #expect(bench.firm[.fullQuota][seat] == bench.firm[.quota][seat])
    }
  }

  @Test("ω = 1 and ϱ = 0 is the firm's mean; ω = 0 plan × territory; between them a mixture; a ratchet adds the own")
  func mixture() {
    for (weight, ratchet) in [(1.0, 0.0), (0, 0), (0.2, 0), (0.2, 0.5), (0, 1)] {
      var bench = bench([.quotaRatchet: ratchet, .quotaLevel: 1.2], firmWeight: weight)
      end(&bench)
      for seat in 0..<4 {
        let plan = 0.9 * Self.territories[seat] * 1.452
        let expected = (1 - ratchet) * ((1 - weight) * plan + weight * 1.5) + ratchet * Self.sales[seat]
        expectExact("plan", "quota, ω \(weight), ϱ \(ratchet)", bench.firm[.quota][seat], 1.2 * expected, to: 1e-14)
      }
    }
  }

  @Test("Where business falls everywhere plan quotas stay, and the firm's own follow")
  func falling() {
    var plan = bench(firmWeight: 0), firm = bench(firmWeight: 1)
    end(&plan)
    end(&firm)
    let before = (plan.firm[.quota][2], firm.firm[.quota][2])
    end(&plan, Self.sales.map { 0.4 * $0 })
    end(&firm, Self.sales.map { 0.4 * $0 })
    #expect(plan.firm[.quota][2] == before.0)
    expectExact("plan", "the firm's", firm.firm[.quota][2], 0.4 * before.1, to: 1e-14)
  }

  @Test("Who was not there all period has the seat's expectation for a record; another period's quota is in proportion")
  func newcomers() {
    var bench = bench([.quotaRatchet: 0.5])
    bench.firm[.tenure][1] = 5
    bench.firm[.filled][2] = 0
    bench[.quotaPeriod] = 26
    end(&bench)
    // Seats 0 and 3 were there all period: their mean is 1.75.
    for (seat, own) in [0.5, nil, nil, 3].enumerated() {
      let expected = 0.8 * 0.9 * Self.territories[seat] * 1.452 + 0.2 * 1.75
      expectExact(
        "plan", "quota of seat \(seat)", bench.firm[.quota][seat], 2 * (0.5 * expected + 0.5 * (own ?? expected)),
        to: 1e-14)
    }
    #expect(bench.firm[.periodLength] == 26 && bench.firm[.periodWeek] == 0)
  }

  @Test("Records fade by e^{−T/52} a period", arguments: [4, 13, 26.0])
  func fading(period: Double) {
    var bench = bench([.quotaPeriod: period])
    let keep = Portable.exp(-period / 52), usual = 1.452 * period / 13
    expectExact("record", "at the start", bench.firm[.recordSales][0], usual / (1 - keep))
    #expect(bench.firm[.recordSales][0] == bench.firm[.recordQuota][0])
    let before = (bench.firm[.recordSales][1], bench.firm[.recordQuota][1], bench.firm[.quota][1])
    end(&bench)
    expectExact("record", "sales", bench.firm[.recordSales][1], keep * before.0 + 1, to: 1e-14)
    expectExact("record", "quotas", bench.firm[.recordQuota][1], keep * before.1 + before.2, to: 1e-14)
    for _ in 0..<400 { end(&bench) }
    expectExact("record", "of steady sales", bench.firm[.recordSales][1], 1 / (1 - keep), to: 1e-12)
  }

  @Test("What is held against steady sellers does not depend on the period, at any time")
  func steady() {
    // Attainment after a year of 52 weeks, each selling as much a week, by period.
    let years = [4, 13, 26].map { period in
      var bench = bench([.quotaPeriod: Double(period)], firmWeight: 0)
      for week in 0..<52 {
        bench.beginWeek()
        for seat in 0..<4 { bench.firm[.sales][seat] = 0.05 * Self.sales[seat] * bench.common.salesUnit }
        bench.pass(Pay.self, week: 500 + week)
      }
      return (0..<4).map { bench.firm[.recordSales][$0] / bench.firm[.recordQuota][$0] }
    }
    for year in years.dropFirst() {
      for seat in 0..<4 { expectExact("record", "attainment of seat \(seat)", year[seat], years[0][seat], to: 1e-12) }
    }
  }

  @Test("Bonus and prizes of a year are the same money, however long the periods are", arguments: [4, 13, 26])
  func lumpSums(period: Int) {
    var bench = Bench(
      seats: 20, ["pay.firm_weight": 0],
      levers: [.bonus: 0.3, .contest: 0.5, .quotaPeriod: Double(period), .salary: 0])
    bench.start(Pay.self)
    var paid = [Double](repeating: 0, count: 20)
    for week in 0..<52 {
      bench.beginWeek()
      // Seats 5 to 19 reach their quotas; 0 and 1 sell most of all.
      for seat in 0..<20 { bench.firm[.sales][seat] = bench.common.salesUnit * (seat < 2 ? 1 : seat < 5 ? 0.01 : 0.5) }
      bench.pass(Pay.self, week: 500 + week)
      for seat in 0..<20 { paid[seat] += bench.firm[.variablePay][seat] }
    }
    let unit = bench.common.salesUnit
    for seat in 0..<20 {
      let expected = 4 * unit * (seat < 2 ? 0.8 : seat < 5 ? 0 : 0.3)
      expectExact("lump sums", "of seat \(seat) in \(period) weeks", paid[seat], expected, to: 1e-12)
    }
  }
}
