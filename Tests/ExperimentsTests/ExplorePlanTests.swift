import SalesForce
import Testing

@testable import Experiments

/// What a page can show of a scenario.
@Suite struct ExplorePlanTests {
  private static func scenario(
    budget: Budget? = .standard, streams: Streams = .common, ensemble: ParameterEnsemble? = nil,
    hypotheses: [Hypothesis] = []
  ) -> Scenario {
    let base = Sample.scenario(trials: 24)
    return Scenario(
      name: "sample", question: "Which?", notes: "", seed: 9, streams: streams, trials: 24, plan: base.plan,
      regimes: base.regimes, budget: budget, outputs: Outputs([]), decomposed: ["coaching"], hypotheses: hypotheses,
      ensemble: ensemble)
  }

  @Test("Salaries are found as a run finds them, with the numbers of the solver")
  func budget() throws {
    let scenario = Self.scenario(budget: Budget(target: .costPerSeller([1.9]), salaryFloor: 0.2))
    let plan = try ExplorePlan(scenario), budget = try #require(plan.budget)
    let solver = BudgetSolver(scenario: scenario, threads: 1, stop: StopSignal())
    #expect(budget.target == 1.9 && budget.floor == 0.2 && budget.ceiling == SalarySearch.ceiling)
    #expect(budget.rounds == solver.rounds && budget.rounds.reduce(0, +) == solver.most)
    #expect(budget.fewestPairs == SlopeTrials.count(scenario, trials: 24))
    #expect(budget.distance == SlopeTrials.distance(scenario, try #require(scenario.arms([0]).first)))
  }

  @Test("Hypotheses and knock-outs stay behind; regimes, seed and question do not")
  func bare() throws {
    let plan = try ExplorePlan(Self.scenario())
    #expect(plan.scenario.decomposed.isEmpty && plan.scenario.hypotheses.isEmpty)
    #expect(plan.scenario.regimes == Self.scenario().regimes && plan.scenario.seed == 9)
    #expect(plan.scenario.question == "Which?" && plan.trials == 24)
  }

  @Test("A page of results shows the regimes that ran, in the scenario's order")
  func regimes() throws {
    let all = Self.scenario().regimes.map(\.name)
    #expect(all.count > 1)
    let some = try ExplorePlan(Self.scenario(), regimes: [all[1], "another"])
    #expect(some.scenario.regimes.map(\.name) == [all[1]])
    #expect(try ExplorePlan(Self.scenario(), regimes: all.reversed()).scenario.regimes.map(\.name) == all)
  }

  @Test("There are no more trials than plausible firms")
  func firms() throws {
    let path = try #require(Registry.standard.parameters.first { $0.defaults.count == 1 })
    let firms = ParameterEnsemble(name: "three", paths: [path.path], members: Array(repeating: path.defaults, count: 3))
    #expect(try ExplorePlan(Self.scenario(ensemble: firms)).trials == 3)
  }

  @Test("What a page cannot show is refused, with what to do")
  func refused() {
    func reason(_ scenario: Scenario) -> String {
      do throws(ExploreRefusal) { _ = try ExplorePlan(scenario) } catch { return "\(error)" }
      return ""
    }
    #expect(reason(Self.scenario(budget: Budget(target: .costPerSeller([1.5, 1.6])))).hasPrefix("design: "))
    #expect(reason(Self.scenario(streams: .independent)).contains("streams: common"))
    #expect(reason(Self.scenario(budget: Budget(target: .sameAs("calm")))).contains("cost_per_seller"))
    #expect(reason(Self.scenario(budget: nil)) == "")
  }
}
