import PortableMath
import RandomStreams
import Testing
import Verification

@testable import SalesForce

@Suite("Conservation")
struct ConservationTests {
  @Test(
    "V40: nothing comes from nowhere and no pass writes what its card does not name, in random scenarios",
    arguments: 0..<12)
  func identities(scenario: UInt32) throws {
    var fortune = RandomScenario(Draws(StreamKey(seed: 40, trial: scenario)))
    let plan = fortune.plan(seats: 30, weeks: 60)
    let model = try Model(plan: plan, regimes: [fortune.regime("first"), fortune.regime("second")])
    var runner = TrialRunner(model, check: true)
    let outcomes = try runner.run(StreamKey(seed: 40, trial: 1_000 + scenario), regimes: [0, 1], weekly: true)
    #expect(outcomes.count == 2)
    #expect(outcomes.allSatisfy { $0.weekly.count == 60 * WeeklyMetric.allCases.count })
  }

  @Test("V40: every mechanism alone can be knocked out", arguments: weeklyProcesses.map { $0.card.name })
  func knockOut(name: String) throws {
    var fortune = RandomScenario(Draws(StreamKey(seed: 41, trial: 0)))
    let regime = fortune.regime("reference")
    let plan = ModelPlan(
      organisation: Organisation(seats: 9, span: 4), horizon: Horizon(weeks: 45, warmUp: 5), knockedOut: [name],
      reference: regime)
    let model = try Model(plan: plan, regimes: [regime])
    #expect(!model.processes.contains { $0.card.name == name })
    #expect(throws: Never.self) {
      var runner = TrialRunner(model, check: true)
      _ = try runner.run(StreamKey(seed: 41, trial: 0), regimes: [0], weekly: false)
    }
  }

  @Test(
    "The checks find a lost opportunity, a lost request, a lost seller, lost money, and skill above 1", arguments: 0..<6
  )
  func checks(fault: Int) throws {
    var bench = Bench(seats: 12, levers: [.commission: 0.1, .salary: 0.5])
    for week in 0..<6 {
      bench.beginWeek()
      bench.pass(Prospecting.self, week: week)
      bench.pass(Issues.self, week: week)
      bench.pass(ExpertQueue.self, week: week)
      bench.pass(Pipeline.self, week: week)
      bench.pass(Pay.self, week: week)
    }
    try Balances.check(bench.firm)
    switch fault {
    case 0: bench.firm.opportunities.stage[bench.firm.opportunities.count - 1] = OpportunityPool.closed
    case 1: bench.firm[.answeredTotal] += 1
    case 2: bench.firm[.filled][3] = 0
    case 3: bench.firm[.revenue] += 1e-3
    case 4: bench.firm[.pay][0] += 1e-3
    default: bench.firm[.skill][0] = 1.000_1
    }
    #expect(throws: BrokenInvariant.self) { try Balances.check(bench.firm) }
  }

  @Test("Books: a ledger that charges nothing is found out, and so are costs that nobody charged")
  func books() {
    var bench = Bench(seats: 4, levers: [.salary: 0.5])
    bench.beginWeek()
    bench.pass(Pay.self)
    var (with, without) = (Books(hasLedger: true), Books(hasLedger: false))
    #expect(with.close(bench.firm)[5] > 1 && without.close(bench.firm)[5] == 0)
    bench.pass(Ledger.self)
    (with, without) = (Books(hasLedger: true), Books(hasLedger: false))
    #expect(with.close(bench.firm)[5] < 1e-12 && without.close(bench.firm)[5] > 0.5)
  }

  @Test("The audit finds a pass that writes what its card does not name, of every kind of state", arguments: 0..<5)
  func audit(kind: Int) throws {
    var bench = Bench(seats: 12)
    bench.pass(Prospecting.self)
    var audit = Audit(bench.firm.organisation)
    audit.remember(bench.firm)
    try audit.compare(bench.firm, Environment.card)
    let owner: Card
    switch kind {
    case 0: (bench.firm[.sellingHours][5], owner) = (1, Hours.card)
    case 1: (bench.firm[.cost], owner) = (1, Ledger.card)
    case 2: (bench.firm.opportunities[.advance][3], owner) = (0, Issues.card)
    case 3: (bench.firm.person[2], owner) = (99, Hiring.card)
    default:
      bench.firm.experts.add(
        ExpertRequest(
          time: 0, service: 1, goodwill: 0, luck: 0, priority: 0, born: 0, seat: 0, entity: 0, row: 0, epoch: 0,
          owned: 0))
      owner = ExpertQueue.card
    }
    try audit.compare(bench.firm, owner)
    #expect(throws: BrokenInvariant.self) { try audit.compare(bench.firm, Environment.card) }
  }
}
