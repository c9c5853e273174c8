import PortableMath
import Testing
import Verification

@testable import SalesForce

@Suite("Prospecting")
struct ProspectingTests {
  private func leads(_ set: (borrowing Firm) -> Void) -> [Double] {
    var bench = Bench(seats: 20_000)
    set(bench.firm)
    bench.pass(Prospecting.self)
    return (0..<bench.firm.seats).map { bench.firm[.leads][$0] }
  }

  @Test("Leads are Poisson: mean and variance are λ₀ at reference effort, hours, territory and match")
  func reference() {
    let found = leads { _ in }, mean = known("prospecting", "mean")
    expect("prospecting", "mean", Sample(found), mean, sharp: 0.06)
    expect("prospecting", "variance", Sample(found.map { ($0 - mean) * ($0 - mean) }), mean, sharp: 0.15)
  }

  @Test("Leads have elasticity ε_p in effort, and are proportional to hours, territory, match and e^talent")
  func factors() {
    let mean = known("prospecting", "mean")
    let cases: [(String, Double, (borrowing Firm) -> Void)] = [
      ("effort doubled", known("prospecting", "double_effort"), { $0[.effort].fill(2 * 0.494) }),
      ("no effort", Portable.pow(0.01, 0.1), { $0[.effort].fill(0) }),
      ("half the hours", 0.5, { $0[.sellingHours].fill(10) }),
      ("twice the territory", 2, { $0[.territory].fill(2) }),
      ("full match", 1 / 0.7745966692414834, { $0[.match].fill(1) }),
      ("a third more talent", 4.0 / 3, { $0[.talent].fill(Portable.log(4.0 / 3)) }),
    ]
    let reference = leads { _ in }
    for (what, factor, set) in cases {
      let found = leads(set)
      expect("prospecting", "mean, \(what)", Sample(found), mean * factor, sharp: 0.1)
      // Common random numbers: whoever has more of it never finds fewer.
      #expect(zip(found, reference).allSatisfy { factor > 1 ? $0 >= $1 : $0 <= $1 }, "\(what)")
    }
    #expect(leads { $0[.filled].fill(0) }.allSatisfy { $0 == 0 })
  }

  @Test("Deals are lognormal with mean v̄, and σ_Q is v̄√(4e^s²)")
  func deals() {
    var bench = Bench(seats: 20_000)
    bench.pass(Prospecting.self)
    let value = bench.firm.opportunities[.value], rows = 0..<value.count
    expect("prospecting", "mean deal", Sample(rows.map { value[$0] }), known("prospecting", "deal_mean"), sharp: 0.3)
    let logs = rows.map { Portable.log(value[$0] / 16.25) + 0.32 }
    expect("prospecting", "log deviation", Sample(logs.map { $0 * $0 }), 0.64, sharp: 0.02)
    expectExact("prospecting", "σ_Q", bench.common.salesUnit, known("prospecting", "sales_unit"))
  }
}
