import PortableMath
import RandomStreams
import Testing

@testable import SalesForce
@testable import Verification

@Suite("Hiring: who comes, and for what")
struct HiringTests {
  /// What the plan of a bench offers.
  private func prospect(
    _ bench: borrowing Bench, sales: Double = 1.4, talent: Double = 0.1, quota: Double = 1.3
  ) -> Prospect {
    var settings = Settings()
    settings.begin(group: "probe")
    let plan = PayPlan(&settings, bench.common), week = bench.week(0).levers.group(0)
    return Prospect(
      terms: PayTerms(week, bench.firm, plan, bench.common), salary: week[plan.salary], prize: week[plan.contest],
      quarters: bench.firm[.periodLength] / Reference.quarter, sales: sales, talent: talent, quota: quota,
      perWeek: bench.common.salesUnit / Reference.quarter)
  }

  @Test(
    "Expected pay is the plan's, by quadrature over normal sales, for any talent and period", arguments: [4, 13, 26.0])
  func expectedPay(period: Double) {
    let bench = Bench(
      seats: 8,
      levers: [.salary: 0.4, .commission: 0.06, .accelerator: 0.07, .bonus: 0.3, .contest: 0.2, .quotaPeriod: period])
    var firm = bench
    firm.firm[.periodLength] = period
    let quarters = period / 13, quota = 1.3 * quarters
    let offer = prospect(firm, quota: quota)
    for talent in [-0.6, 0, 0.1, 0.9] {
      let sold = 1.4 * Portable.exp(talent - 0.1), mean = sold * quarters, sd = quarters.squareRoot()
      let edge = (quota - mean) / sd
      let lump = Quadrature.integral(from: edge, to: edge + 14, panels: 140) { z in
        Portable.normalDensity(z) * (0.07 * (mean + sd * z - quota) + 0.3 * quarters)
      }
      let quarterly = 0.06 * sold + lump / quarters + 0.02
      expectExact(
        "offer", "pay at talent \(talent), \(period) weeks", offer.pay(talent: talent),
        0.4 + firm.common.salesUnit / 13 * quarterly, to: 1e-9)
    }
  }

  @Test("The same yearly money is the same offer in short and in long periods, to somebody on course")
  func periods() {
    let offers = [4.0, 13, 26].map { period in
      var bench = Bench(
        seats: 8, levers: [.salary: 0.4, .commission: 0.06, .bonus: 0.3, .contest: 0.2, .quotaPeriod: period])
      bench.firm[.periodLength] = period
      return prospect(bench, quota: 1.4 * period / 13).pay(talent: 0.1)
    }
    for offer in offers { expectExact("offer", "on course", offer, offers[0], to: 1e-12) }
  }

  @Test("Pooling and pairing divide the same money: a colleague like the others expects all of it, in any week")
  func shared() {
    for (team, pair, late) in [(0.0, 0.0, 0.0), (1, 0, 0), (0.4, 0.3, 0), (0, 1, 0.8), (0.5, 0.5, 1)] {
      for week in [0.0, 12] {
        var bench = Bench(
          seats: 16, span: 4,
          levers: [.salary: 0.3, .commission: 0.1, .teamShare: team, .pairPay: pair, .lateWindow: late])
        bench.firm[.periodWeek] = week
        let offer = prospect(bench), own = (1 - team) * (1 - pair) + team / 4
        let unit = bench.common.salesUnit / 13 * 0.1 * 1.4
        expectExact("offer", "like the others", offer.pay(talent: 0.1), 0.3 + unit, to: 1e-14)
        // Twice the sales are rewarded as far as they are one's own.
        expectExact(
          "offer", "twice as good", offer.pay(talent: 0.1 + Portable.log(2)), 0.3 + unit * (1 + own), to: 1e-14)
      }
    }
  }

  @Test("Under pure commission pay is proportional to e^a; under a salary it is the same for all")
  func proportional() {
    let commission = prospect(Bench(seats: 8, levers: [.salary: 0, .commission: 0.2]))
    let salary = prospect(Bench(seats: 8, levers: [.salary: 0.9]))
    for talent in [-1, -0.2, 0, 0.5] {
      expectExact(
        "offer", "commission over e^a", commission.pay(talent: talent) / Portable.exp(talent),
        commission.pay(talent: 0),
        to: 1e-13)
      expectExact("offer", "salary", salary.pay(talent: talent), 0.9, to: 1e-15)
    }
  }

  /// Talent of hires of whom nobody is preferred: the first of many who accept.
  private func hires(_ levers: [LeverName: Double], spread: Double, sales: Double) -> Bench {
    var bench = Bench(
      seats: 20_000,
      ["hiring.applicants": 40, "hiring.acceptance_slope": 3, "hiring.talent_log_sd": spread], levers: levers)
    // One seller of talent 0 who sells so much stays.
    bench.firm[.salesRate].fill(sales)
    for seat in 1..<20_000 { bench.firm[.filled][seat] = 0 }
    bench.pass(Hiring.self)
    return bench
  }

  private func talent(_ bench: borrowing Bench) -> Sample { Sample((1..<20_000).map { bench.firm[.talent][$0] }) }

  @Test("Pure commission sorts nobody: acceptance is independent of talent")
  func noSorting() {
    let bench = hires([.salary: 0, .commission: 0.2], spread: 0.5, sales: 1.4)
    expect("sorting", "mean talent of hires, commission alone", talent(bench), 0, sharp: 0.015)
  }

  @Test("A salary draws the weaker: mean talent of hires is E[a P(accept | a)]/P(accept), by quadrature")
  func adverseSelection() {
    let bench = hires([.salary: 0.8], spread: 0.5, sales: 1.4)
    let pay = Portable.log(0.8 / bench.common.outsidePay)
    func mean(_ f: (Double) -> Double) -> Double {
      Quadrature.integral(from: -9, to: 9, panels: 90) { z in
        Portable.normalDensity(z) * f(0.5 * z) / (1 + Portable.exp(-3 * (pay - 0.5 * z)))
      }
    }
    let expected = mean { $0 } / mean { _ in 1 }
    #expect(expected < -0.1)
    expect("sorting", "mean talent of hires, salary alone", talent(bench), expected, sharp: 0.015)
  }

  @Test("Somebody hired earns and owes what their talent says, and brings nothing of the predecessor's along")
  func newcomer() {
    var bench = Bench(
      seats: 8, ["hiring.newcomer_skill": 0.2, "hiring.talent_log_sd": 0.4],
      levers: [.salary: 0.5, .commission: 0.1, .bonus: 0.1])
    bench.firm[.fullQuota].fill(1.2)
    bench.firm[.periodWeek] = 4
    let left: [SellerColumn] = [.attention, .mentor, .schooling, .recordSales, .recordQuota, .mentorHours]
    for column in left { bench.firm[column][3] = 2 }
    bench.firm[.filled][3] = 0
    let offer = prospect(bench, sales: 1.452, talent: 0, quota: 1.2)
    bench.firm[.salesRate].fill(1.452)
    bench.pass(Hiring.self)
    #expect(bench.firm[.filled][3] == 1 && bench.firm[.tenure][3] == 0)
    for column in left { #expect(bench.firm[column][3] == column.card.neutral, "\(column)") }
    #expect(bench.firm[.skill][3] == 0.2 && bench.firm[.craft][3] == 0.2)
    expectExact("offer", "expected pay", bench.firm[.payRate][3], offer.pay(talent: bench.firm[.talent][3]), to: 1e-12)
    expectExact("offer", "quota for what is left", bench.firm[.quota][3], 1.2 * 9 / 13, to: 1e-15)
    expectExact("offer", "sales expected", bench.firm[.salesRate][3], 1.452, to: 1e-15)
  }

  @Test("The quota that applicants reckon with is that of those who are there; with nobody there, that of the seats")
  func usualQuota() {
    let everybody: [Int] = Array(0..<8), expected = [1.2, (1.2 * 5 + 9 * 3) / 8]
    for (gone, quota) in zip([Array(5..<8), everybody], expected) {
      var bench = Bench(
        seats: 8, ["hiring.talent_log_sd": 0.4],
        levers: [.salary: 0.3, .commission: 0.1, .accelerator: 0.2, .bonus: 0.4])
      for seat in 0..<8 { bench.firm[.fullQuota][seat] = seat < 5 ? 1.2 : 9 }
      for seat in gone { bench.firm[.filled][seat] = 0 }
      let offer = prospect(bench, sales: 1.452, talent: 0, quota: quota)
      bench.pass(Hiring.self)
      for seat in gone {
        expectExact(
          "offer", "pay on seat \(seat) of \(gone.count)", bench.firm[.payRate][seat],
          offer.pay(talent: bench.firm[.talent][seat]), to: 1e-12)
      }
    }
  }
}
