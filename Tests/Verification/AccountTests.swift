import PortableMath
import RandomStreams
import Testing
import Verification

@testable import SalesForce

@Suite("Accounts and their goodwill")
struct AccountTests {
  /// Sellers with fresh accounts: all their opportunities were won in week 0, at a quality.
  private func bench(seats: Int = 100, quality: Double = 1, _ parameters: [String: Double] = [:]) -> Bench {
    var bench = Bench(seats: seats, ["prospecting.arrival_rate": 20].merging(parameters) { $1 })
    bench.pass(Prospecting.self)
    bench.firm.opportunities[.advance].fill(1e9)
    bench.firm.opportunities[.loss].fill(0)
    bench.firm.opportunities[.undecided].fill(0)
    bench.firm.opportunities[.quality].fill(quality)
    bench.firm.opportunities.stage.fill(4)
    bench.pass(Pipeline.self)
    bench.pass(Accounts.self)
    bench.firm.opportunities.clearWon()
    return bench
  }

  private func live(_ bench: inout Bench, weeks: ClosedRange<Int>) {
    for week in weeks {
      bench.beginWeek()
      bench.firm[.sales].fill(0)
      bench.pass(Accounts.self, week: week)
    }
  }

  @Test("Whoever is won is a customer from the week's end, with goodwill by what the offer was worth to them")
  func opening() {
    let bench = bench(quality: 0.5), all = bench.firm.accounts.count
    #expect(Double(all) == bench.firm[.won] && all > 1_000)
    let account = AccountColumns(bench.firm.accounts)
    for row in 0..<all {
      #expect((account.base[row] + 0.08 * 1 - 0.5 * 3.3).magnitude < 1e-12)
      #expect(account.ends[row] == 105 && account.next[row] > 1)
    }
    for seat in 0..<100 {
      let own = (0..<all).filter { account.seat[$0] == UInt32(seat) }
      #expect(bench.firm[.accounts][seat] == Double(own.count))
      #expect((bench.firm[.accountValue][seat] - bench.firm[.sales][seat]).magnitude < 0.01 * bench.firm[.sales][seat])
    }
    let wait = Sample((0..<all).map { account.next[$0] < 105 ? account.next[$0] - 1 : 104 })
    expect("accounts", "weeks to the first problem", wait, -Portable.expm1(-104 * 0.1) / 0.1, sharp: 1)
  }

  @Test("Customers order again in proportion to their deals until their term ends, and no seller is needed for it")
  func repeats() {
    var bench = bench(["accounts.problem_rate": 0.0001, "accounts.reserve": 50, "accounts.term": 20])
    let value = (0..<100).map { bench.firm[.accountValue][$0] }
    bench.firm[.filled].fill(0)
    live(&bench, weeks: 1...20)
    for seat in 0..<100 { expectExact("accounts", "orders", bench.firm[.sales][seat], value[seat] * 0.03 / 52) }
    expectExact("accounts", "revenue", bench.firm[.revenue], bench.firm[.repeatRevenue])
    live(&bench, weeks: 21...21)
    #expect(bench.firm.accounts.open == 0 && bench.firm[.churned] == 0)
    #expect((0..<100).allSatisfy { bench.firm[.accounts][$0] == 0 && bench.firm[.accountValue][$0].magnitude < 1e-9 })
  }

  @Test(
    "Care prevents the share 1 − (1−k_o o′)(1−k_s u′) of problems; on a vacant seat nobody does",
    arguments: [(0.0, 0.0, 1.0, 1.0), (1, 0, 1, 1), (0.6, 0.5, 1, 1), (0.6, 0.5, 1.5, 1), (0.6, 0.5, 1, 0)])
  func care(ownership: Double, support: Double, drive: Double, filled: Double) {
    var bench = bench(
      seats: 200,
      ["accounts.problem_rate": 1, "accounts.reserve": 100, "accounts.repair_rate": 0.0001, "accounts.relief": 0])
    bench.firm[.autonomy].fill(1)
    bench.firm[.ownership].fill(ownership)
    bench.firm[.supportSkill].fill(support)
    bench.firm[.supportDrive].fill(drive)
    bench.firm[.filled].fill(filled)
    let before = (0..<bench.firm.accounts.count).map { AccountColumns(bench.firm.accounts).base[$0] }
    live(&bench, weeks: 1...8)
    let account = AccountColumns(bench.firm.accounts)
    let loss = Sample(before.indices.map { before[$0] - account.base[$0] })
    let owns = min(1, drive * ownership), lines = min(1, drive * support)
    let care = filled * (1 - (1 - 0.5 * owns) * (1 - 0.5 * lines))
    expect("accounts", "damage in eight weeks, care \(care)", loss, 8 * (1 - care), sharp: 0.3)
  }

  @Test("A customer leaves at the very moment at which goodwill is used up, and not before")
  func leaving() {
    var bench = bench(["accounts.problem_rate": 0.5, "accounts.reserve": 2, "accounts.relief": 0])
    for week in 1...30 {
      live(&bench, weeks: week...week)
      let account = AccountColumns(bench.firm.accounts)
      for row in 0..<bench.firm.accounts.count where account.next[row] < .infinity {
        #expect(account.base[row] + 0.08 * Double(week + 1) >= 0)
      }
    }
    #expect(bench.firm[.accountsClosed] > 500)
  }

  @Test("A concession is made exactly where the fall in the chance of leaving, times what is to come, exceeds its cost")
  func concession() {
    for cost in [0.0, 0.002, 0.01, 10] {
      var bench = bench(["accounts.problem_rate": 0.1, "accounts.repair_rate": 0.3, "accounts.concession": cost])
      bench.firm[.filled].fill(0)
      let all = bench.firm.accounts.count
      let states = (0..<all).map { row in
        (AccountColumns(bench.firm.accounts).base[row], AccountColumns(bench.firm.accounts).next[row])
      }
      live(&bench, weeks: 1...1)
      let account = AccountColumns(bench.firm.accounts)
      let chance = { (level: Double) in
        level < 0 ? 1 : min(1, 0.1 / 0.3 * Portable.exp(-(1 - 0.1 / 0.3) * level))
      }
      var made = 0, checked = 0
      for row in 0..<all where account.problems[row] == 1 && states[row].1 < 2 {
        let (base, now) = states[row]
        let luck = bench.draws.uniformPair(
          at: DrawAddress(
            entity: account.entity[row], week: account.born[row], process: Accounts.card.stream, draw: 1))
        let damage = -Portable.log1p(-luck.second), level = base + 0.3 * now - damage
        let gain = (chance(level) - chance(level + damage / 2)) * 0.03 / 52 * (105 - now)
        let expected = base - (gain > cost ? damage / 2 : damage)
        #expect((account.base[row] - expected).magnitude < 1e-9, "gain \(gain), cost \(cost)")
        made += gain > cost ? 1 : 0
        checked += 1
      }
      #expect(checked > 100)
      #expect(cost == 0 ? 10 * made > 9 * checked : cost == 10 ? made == 0 : made > 0 && made < checked)
      #expect((bench.firm[.concessions] > 0) == (cost > 0 && made > 0))
    }
  }

  @Test("Reserves of three are used up by a quarter of customers, of six by a tenth: the published points")
  func published() {
    for (reserve, name) in [(3.0, "reserve_3"), (6, "reserve_6")] {
      let expected = 2.0 / 3 * Portable.exp(-reserve / 3)
      expectExact("V30", name, expected, known("V30", name))
    }
  }
}
