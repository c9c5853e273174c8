import PortableMath
import Testing

@testable import SalesForce

@Suite("Urgency at the end of quota periods")
struct UrgencyTests {
  private static let parameters = [
    "prospecting.arrival_rate": 10.0, "pressure.own_urgency": 0.8, "pressure.managers_urgency": 1.5,
    "pressure.managers_pressure": 0.5, "pressure.discount": 0, "pressure.window": 2,
  ]

  /// Deals in the last stage, sellers of different hurry, so many weeks before the end.
  private func bench(
    weeksLeft: Double, levers: [LeverName: Double] = [.commission: 0.1], _ parameters: [String: Double] = [:]
  ) -> Bench {
    var bench = Bench(seats: 6, Self.parameters.merging(parameters) { $1 }, levers: levers)
    bench.pass(Prospecting.self)
    let pool = PoolColumns(bench.firm.opportunities)
    for row in 0..<pool.stage.count {
      pool.stage[row] = row % 3 == 0 ? 3 : 4
      pool.unresolved[row] = Double(row % 2)
      (pool.advance[row], pool.loss[row], pool.undecided[row]) = (0.123, 0.123, 0.123)
      (pool.pace[row], pool.doubt[row]) = (1 + Double(row % 5), 2 - Double(row % 4) / 3)
    }
    for (seat, worth) in [0.5, 1, 2, 3, 20, 0].enumerated() { bench.firm[.slope][seat] = 0.1 * worth }
    bench.firm[.periodLength] = 13
    bench.firm[.periodWeek] = 13 - weeksLeft
    return bench
  }

  /// Rates of a deal in the last stage that nobody hastens.
  private func plain(_ bench: borrowing Bench, _ row: Int) -> [Double] {
    let stages = bench.common.stages, pool = PoolColumns(bench.firm.opportunities)
    return [
      stages.advance[4] * pool.ease[row] * bench.common.resolution.drag(unresolved: pool.unresolved[row]),
      stages.loss[4] * pool.pace[row], stages.undecided[4] * pool.doubt[row],
    ]
  }

  private func expectRates(
    _ bench: borrowing Bench, _ what: String, _ factors: [Double], sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let pool = PoolColumns(bench.firm.opportunities)
    for row in 0..<pool.stage.count {
      let plain = plain(bench, row), found = [pool.advance[row], pool.loss[row], pool.undecided[row]]
      for (way, rate) in found.enumerated() {
        let expected = pool.stage[row] == 4 ? plain[way] * factors[Int(pool.seat[row])] : 0.123
        expectExact(
          "urgency", "\(what), row \(row), way out \(way)", rate, expected, to: 1e-13, sourceLocation: sourceLocation)
      }
    }
  }

  @Test("In the window the last stage's three rates alone are set to theirs × exp(κ_s min(2, ln⁺ V_S/Ṽ) + κ_m ω)")
  func factors() {
    let own = [1, 1, Portable.pow(2, 0.8), Portable.pow(3, 0.8), Portable.exp(1.6), 1]
    for push in [0, 0.4, 1.0] {
      var bench = bench(weeksLeft: 1, levers: [.commission: 0.1, .closingPush: push])
      bench.pass(Pressure.self)
      let expected = own.map { $0 * Portable.exp(1.5 * push) }
      expectRates(bench, "push \(push)", expected)
      // Twice is not twice as fast.
      bench.pass(Pressure.self)
      expectRates(bench, "push \(push), again", expected)
    }
  }

  @Test("Before the window nothing moves; in the period's first week what was urgent is so no more")
  func calendar() {
    for weeksLeft in [3.0, 12] {
      var early = bench(weeksLeft: weeksLeft, levers: [.commission: 0.1, .closingPush: 1])
      early.pass(Pressure.self)
      for row in 0..<early.firm.opportunities.count { #expect(early.firm.opportunities[.advance][row] == 0.123) }
    }
    var bench = bench(weeksLeft: 2, levers: [.commission: 0.1, .closingPush: 1])
    bench.pass(Pressure.self)
    bench.firm[.periodWeek] = 0
    bench.pass(Pressure.self)
    expectRates(bench, "a new period", [Double](repeating: 1, count: 6))
  }

  @Test("A window of a whole quarter makes every week of any period urgent")
  func shortPeriods() {
    var bench = bench(weeksLeft: 4, levers: [.commission: 0.1, .closingPush: 1], ["pressure.window": 13])
    bench.firm[.periodLength] = 4
    bench.firm[.periodWeek] = 0
    bench.pass(Pressure.self)
    let own = [1, 1, Portable.pow(2, 0.8), Portable.pow(3, 0.8), Portable.exp(1.6), 1]
    expectRates(bench, "four weeks", own.map { $0 * Portable.exp(1.5) })
  }

  @Test("Flat pay and no push: no spike, whatever a sale is worth")
  func flatPay() {
    var bench = bench(weeksLeft: 1, levers: [.commission: 0])
    bench.pass(Pressure.self)
    expectRates(bench, "salary", [Double](repeating: 1, count: 6))
    // Plain commission is worth the same before and after.
    var commission = self.bench(weeksLeft: 1)
    commission.firm[.slope].fill(0.1)
    commission.pass(Pressure.self)
    expectRates(commission, "commission", [Double](repeating: 1, count: 6))
  }

  @Test("The week's pipeline wins as many as the hastened hazards say, and managers' push presses by p_m ω e^{−R₄w}")
  func pipeline() {
    let loud: [LeverName: Double] = [.commission: 0.1, .closingPush: 0.6]
    var bench = Bench(
      seats: 1_000,
      Self.parameters.merging([
        "common.merit_log_sd": 0, "prospecting.size_odds": 0, "prospecting.size_pace": 0, "buyers.pressure_weight": 0,
      ]) { $1 }, levers: loud)
    bench.pass(Prospecting.self)
    let stages = bench.common.stages
    for (key, rate) in [
      (OpportunityColumn.advance, stages.advance[4]), (.loss, stages.loss[4]), (.undecided, stages.undecided[4]),
    ] { bench.firm.opportunities[key].fill(rate) }
    bench.firm.opportunities.stage.fill(4)
    bench.firm[.slope].fill(0.2)
    bench.firm[.periodWeek] = 12
    bench.pass(Pressure.self)
    expectExact(
      "urgency", "pressure", bench.firm[.pressure][0],
      Portable.exp(-stages.leaving(4)) * (0.1 / (bench.common.costCurvature * bench.common.referenceEffort) + 0.3))
    let found = bench.firm[.createdTotal]
    bench.beginWeek()
    bench.pass(Pipeline.self)
    // The pass took the deals for what they were when found: merit, doubt and pace of 1.
    let haste = Portable.pow(2, 0.8) * Portable.exp(0.9), up = stages.advance[4], all = stages.leaving(4)
    let won = bench.firm[.won]
    expect(
      "urgency", "won in the week", Sample((0..<Int(found)).map { Double($0) < won ? 1 : 0 }),
      -Portable.expm1(-haste * all) * up / all, sharp: 0.02)
  }
}
