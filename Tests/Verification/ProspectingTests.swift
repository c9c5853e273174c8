import PortableMath
import Testing
import Verification

@testable import SalesForce

@Suite("Prospecting")
struct ProspectingTests {
  /// ε_p = .1 and ε_h = .31.
  private static let parameters = [
    "prospecting.arrival_rate": 2.88, "prospecting.hours_elasticity": 0.31, "common.effort_elasticity": 0.5,
    "common.effort_on_leads": 0.2, "common.reference_effort": 0.494, "common.deal_mean": 16.25,
    "common.deal_log_sd": 0.8,
  ]

  private func leads(_ set: (borrowing Firm) -> Void) -> [Double] {
    var bench = Bench(seats: 20_000, Self.parameters)
    bench.firm[.effort].fill(0.494)
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

  @Test("Leads have elasticity ε_p in effort and ε_h in hours, and are proportional to territory, match and e^talent")
  func factors() {
    let mean = known("prospecting", "mean")
    let cases: [(String, Double, (borrowing Firm) -> Void)] = [
      ("effort doubled", known("prospecting", "double_effort"), { $0[.effort].fill(2 * 0.494) }),
      ("no effort", Portable.pow(0.01, 0.1), { $0[.effort].fill(0) }),
      ("half the hours", Portable.pow(0.5, 0.31), { $0[.sellingHours].fill(10) }),
      ("twice the territory", 2, { $0[.territory].fill(2) }),
      ("full match", 1 / 0.8783100656536799, { $0[.match].fill(1) }),
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
    var bench = Bench(seats: 20_000, Self.parameters)
    bench.pass(Prospecting.self)
    let value = bench.firm.opportunities[.value], rows = 0..<value.count
    expect("prospecting", "mean deal", Sample(rows.map { value[$0] }), known("prospecting", "deal_mean"), sharp: 0.3)
    let logs = rows.map { Portable.log(value[$0] / 16.25) + 0.32 }
    expect("prospecting", "log deviation", Sample(logs.map { $0 * $0 }), 0.64, sharp: 0.02)
    expectExact("prospecting", "σ_Q", bench.common.salesUnit, known("prospecting", "sales_unit"))
  }

  @Test(
    "Means have the elasticities to the last digit, in hours, effort and the market's potential",
    arguments: [0, 0.31, 1])
  func elasticities(hours: Double) {
    func mean(_ set: (inout Bench) -> Void) -> Double {
      var bench = Bench(seats: 1, Self.parameters.merging(["prospecting.hours_elasticity": hours]) { $1 })
      bench.firm[.effort].fill(0.494)
      set(&bench)
      bench.pass(Prospecting.self)
      return bench.firm.scratch[0][0]
    }
    let reference = mean { _ in }
    expectExact("prospecting", "reference", reference, 2.88, to: 1e-14)
    for factor in [0.3, 2, 2.9] {
      expectExact(
        "prospecting", "hours × \(factor)", mean { $0.firm[.sellingHours].fill(20 * factor) } / reference,
        Portable.pow(factor, hours), to: 1e-14)
      expectExact(
        "prospecting", "effort × \(factor)", mean { $0.firm[.effort].fill(0.494 * factor) } / reference,
        Portable.pow(factor, 0.1), to: 1e-14)
      expectExact(
        "prospecting", "potential × \(factor)", mean { $0.firm[.potential] = factor } / reference, factor, to: 1e-14)
    }
    expectExact(
      "prospecting", "no hours", mean { $0.firm[.sellingHours].fill(0) } / reference, Portable.pow(0.01, hours),
      to: 1e-14)
  }

  private func deals(_ changed: [String: Double]) -> Bench {
    var bench = Bench(seats: 6_000, Self.parameters.merging(changed) { $1 })
    bench.pass(Prospecting.self)
    return bench
  }

  /// s_v z of all deals.
  private func sizes(_ bench: borrowing Bench) -> [Double] {
    let value = bench.firm.opportunities[.value]
    return (0..<value.count).map { Portable.log(value[$0] / 16.25) + 0.32 }
  }

  @Test(
    "A deal's size lowers its pace by ζ_r and its odds by ζ_w besides; merit is its own; rates are stage 1's × these")
  func sizes() {
    for (odds, pace) in [(0.19, 0.3), (-0.5, 0), (0, 1.2)] {
      let bench = deals([
        "prospecting.size_odds": odds, "prospecting.size_pace": pace, "common.merit_log_sd": 0.5,
      ])
      let pool = PoolColumns(bench.firm.opportunities), stages = bench.common.stages
      var merits: [Double] = []
      let sizes = sizes(bench)
      for (row, size) in sizes.enumerated() {
        let expected = Portable.exp(-pace * size)
        #expect((pool.pace[row] - expected).magnitude <= 1e-12 * expected)
        #expect(pool.doubt[row] == pool.pace[row])
        #expect(pool.advance[row] == stages.advance[1] * pool.ease[row])
        #expect(pool.loss[row] == stages.loss[1] * pool.pace[row])
        #expect(pool.undecided[row] == stages.undecided[1] * pool.pace[row])
        merits.append(Portable.log(pool.ease[row]) + (odds + pace) * size)
      }
      expect("merit", "mean", Sample(merits), 0, sharp: 0.02)
      expect("merit", "variance", Sample(merits.map { $0 * $0 }), 0.25, sharp: 0.015)
      expect("merit", "with size", Sample(zip(merits, sizes).map { $0 * $1 }), 0, sharp: 0.015)
    }
  }

  @Test(
    "ζ_w is the elasticity of the odds to advance in value, and ζ_r that of the time taken; without either deals are alike"
  )
  func sizeElasticities() {
    let bench = deals([
      "prospecting.size_odds": 0.19, "prospecting.size_pace": 0.3, "common.merit_log_sd": 0,
    ])
    let pool = PoolColumns(bench.firm.opportunities), sizes = sizes(bench), first = 0
    for (row, size) in sizes.enumerated() where (size - sizes[first]).magnitude > 0.1 {
      func odds(_ row: Int) -> Double {
        Portable.log(pool.advance[row] / (pool.loss[row] + pool.undecided[row]))
      }
      let span = size - sizes[first]
      #expect(((odds(row) - odds(first)) / span + 0.19).magnitude < 1e-9)
      #expect((Portable.log(pool.loss[row] / pool.loss[first]) / span + 0.3).magnitude < 1e-9)
    }
    let alike = deals(["prospecting.size_odds": 0, "prospecting.size_pace": 0, "common.merit_log_sd": 0])
    for key in [OpportunityColumn.ease, .pace, .doubt] {
      #expect((0..<alike.firm.opportunities.count).allSatisfy { alike.firm.opportunities[key][$0] == 1 }, "\(key)")
    }
  }

  @Test("On entry of later stages pace and ease stay with the deal")
  func laterStages() {
    var bench = deals(["common.merit_log_sd": 0.5])
    bench.firm[.effort].fill(5)
    bench.pass(Pipeline.self)
    let pool = PoolColumns(bench.firm.opportunities), stages = bench.common.stages
    var moved = 0
    for row in 0..<pool.stage.count where pool.stage[row] == 2 {
      moved += 1
      #expect(pool.advance[row] == stages.advance[2] * pool.ease[row])
      #expect(pool.loss[row] == stages.loss[2] * pool.pace[row])
      #expect(pool.undecided[row] == stages.undecided[2] * pool.doubt[row])
    }
    #expect(moved > 1_000)
  }
}
