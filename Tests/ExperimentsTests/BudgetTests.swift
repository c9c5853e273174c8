import SalesForce
import Testing

@testable import Experiments

/// Base salaries that bring regimes to equal cost.
@Suite struct BudgetTests {
  static func scenario(_ budget: Budget?, streams: Streams = .common) -> Scenario {
    let base = Sample.scenario(trials: 24)
    return Scenario(
      name: "sample", question: "", notes: "", seed: 9, streams: streams, trials: 24, plan: base.plan,
      regimes: base.regimes, budget: budget, outputs: Outputs([]))
  }

  @Test("The budget is kept at every level, for any number of threads, and by regimes that do not run")
  func kept() throws {
    let budget = Budget(target: .costPerSeller([1.9, 2.2]))
    let two = try Sample.run(Self.scenario(budget), threads: 2)
    let receipts = two.outcome.digest.budget
    #expect(receipts.count == 4)
    for receipt in receipts { #expect(receipt.isKept, "\(receipt)") }
    // More money is more salary.
    for regime in ["calm", "brisk"] {
      let salaries = receipts.filter { $0.regime == regime }.map(\.salary)
      #expect(salaries.count == 2 && salaries[0] < salaries[1])
    }
    #expect(try Sample.run(Self.scenario(budget), threads: 5).tables == two.tables)
    let some = try Sample.run(Self.scenario(budget), threads: 2, selection: ["brisk"])
    let rows = try #require(two.lines["trials.csv"]).filter { !$0.hasPrefix("calm,") }
    #expect(some.lines["trials.csv"] == rows)
  }

  @Test("A salary that was solved for is not solved for again")
  func resumedFromSolved() throws {
    let budget = Budget(target: .costPerSeller([1.9]))
    let first = try Sample.run(Self.scenario(budget), threads: 2)
    let salaries = Dictionary(
      uniqueKeysWithValues: first.outcome.digest.budget.map { ($0.regime, [$0.point: $0.salary]) })
    let again = try Sample.run(
      Self.scenario(Budget(target: .costPerSeller([1.9]), salaries: salaries)), threads: 2)
    #expect(again.tables == first.tables)
  }

  @Test("Following a regime: it keeps its own salary and the others meet its cost")
  func following() throws {
    let run = try Sample.run(Self.scenario(Budget(target: .sameAs("calm"))), threads: 2)
    let receipts = run.outcome.digest.budget
    #expect(receipts.first { $0.regime == "calm" }?.salary == 0.9)
    let brisk = try #require(receipts.first { $0.regime == "brisk" })
    #expect(brisk.isKept && brisk.salary != 0.5)
  }

  @Test("A budget below what the lowest salary costs is refused, with the nearest one that can be kept")
  func unreachable() throws {
    let request = Sample.request(
      Self.scenario(Budget(target: .costPerSeller([0.3]), salaryFloor: 0.4)), Sample.directory())
    let failure = try #require(Self.budgetFailure(of: StudyRun(request, build: Sample.build)))
    #expect(failure.regimes.contains("calm") && failure.nearest > 0.4 && failure.target == 0.3)
    let nearest = Budget(target: .costPerSeller([failure.nearest]), salaryFloor: 0.4)
    let solver = BudgetSolver(scenario: Self.scenario(nearest), threads: 2, stop: StopSignal())
    #expect(try solver.salaries(nearest).count == 2)
  }

  @Test("A budget above what the highest salary costs is refused as well")
  func unspendable() throws {
    let request = Sample.request(Self.scenario(Budget(target: .costPerSeller([40]))), Sample.directory())
    let failure = try #require(Self.budgetFailure(of: StudyRun(request, build: Sample.build)))
    #expect(!failure.isTooLow && failure.regimes.count == 2 && failure.nearest > 4 && failure.nearest < 40)
  }

  @Test("A mere check reports it as well, of every regime and knock-out run; what can be kept is not refused")
  func tried() throws {
    for (cost, isTooLow) in [(0.3, true), (40.0, false)] {
      let budget = Budget(target: .costPerSeller([1.9, cost]), salaryFloor: 0.4)
      let failure = try #require(throws: StudyFailure.self) { try Self.scenario(budget).tryBudget(threads: 2) }
      guard case .budget(let found) = failure else { throw failure }
      #expect(found.isTooLow == isTooLow && found.target == cost && found.cases.map(\.regime) == ["calm", "brisk"])
    }
    for target in [Budget.Target.costPerSeller([1.9, 2.2]), .sameAs("calm")] {
      #expect(try Self.scenario(Budget(target: target)).tryBudget(threads: 2))
    }
    #expect(try !Self.scenario(nil).tryBudget(threads: 2))
  }

  private static func budgetFailure(of run: StudyRun) -> BudgetFailure? {
    let result = Result { try run.run() }
    guard case .failure(let error) = result, let failure = error as? StudyFailure else { return nil }
    if case .budget(let found) = failure { return found }
    return nil
  }

  @Test("Common streams: equal regimes are equal to the byte, and comparisons say so")
  func nullCommon() throws {
    let run = try Sample.run(Self.null(.common, trials: 8), threads: 2)
    let rows = try #require(run.lines["trials.csv"]).dropFirst().filter { !$0.isEmpty }
    let one = rows.filter { $0.hasPrefix("one,") }.map { $0.dropFirst(4) }
    #expect(one == rows.filter { $0.hasPrefix("two,") }.map { $0.dropFirst(4) } && one.count == 8)
    let compared = run.outcome.digest.comparisons.filter { $0.n > 0 }
    #expect(compared.count > 50 && Set(compared.map(\.status)) == ["identical"])
  }

  @Test("Independent streams: equal regimes differ by chance alone, and variance is not reduced")
  func nullIndependent() throws {
    let run = try Sample.run(Self.null(.independent, trials: 300), threads: 2)
    let profit = try #require(run.outcome.digest.comparisons.first { $0.metric == "profit" })
    #expect(profit.status == "ok")
    // Fixed seed; each bound leaves a probability below 1e-4 of failing by chance.
    #expect(try #require(profit.correlation).magnitude < 4 / 300.0.squareRoot())
    #expect(try #require(profit.varianceRatio) > 0.7 && profit.varianceRatio! < 1.4)
    #expect(try #require(profit.pValue) > 1e-4)
    // The first regime's draws do not depend on the second's being there.
    let alone = try Sample.run(Self.null(.independent, trials: 300), threads: 2, selection: ["two"])
    let rows = try #require(run.lines["trials.csv"]).filter { !$0.hasPrefix("one,") }
    #expect(alone.lines["trials.csv"] == rows)
  }

  static func null(_ streams: Streams, trials: Int) -> Scenario {
    let base = Sample.scenario()
    func copy(_ name: String) -> Regime { Regime(name: name, preset: nil, levers: base.regimes[1].levers) }
    return Scenario(
      name: "null", question: "", notes: "", seed: 4, streams: streams, trials: trials,
      plan: ModelPlan(
        organisation: Organisation(seats: 6, span: 3), horizon: Horizon(weeks: 40, warmUp: 8),
        reference: base.regimes[0]),
      regimes: [copy("one"), copy("two")], outputs: Outputs([]))
  }
}
