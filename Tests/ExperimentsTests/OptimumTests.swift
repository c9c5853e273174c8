import Foundation
import SalesForce
import Testing

@testable import Experiments

/// Searches for the best setting of some levers: what is tried, and what is compared at the end.
@Suite struct OptimumTests {
  private static let plan = OptimumPlan(
    levers: [
      OptimumPlan.Lever(name: .commission, range: 0...0.12, isWhole: false),
      OptimumPlan.Lever(name: .monitoring, range: 0...0.8, isWhole: false),
    ], regime: "brisk", runs: 3_000, finalists: 3)

  private static func scenario(budget: Double?) -> Scenario {
    let base = SelectionTests.scenario(selects: false)
    return Scenario(
      name: "best", question: "", notes: "", seed: 9, trials: 10, plan: base.plan, regimes: base.regimes,
      budget: budget.map { Budget(target: .costPerSeller([$0])) }, outputs: Outputs([]), optimum: plan)
  }

  private static func search(
    _ scenario: Scenario, _ directory: String, threads: Int = 2, stopAfter: Int = .max
  ) throws -> Optimum.Answer {
    try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    let stop = StopSignal()
    return try Optimum(scenario, plan, directory: directory, threads: threads, stop: stop) { done, _ in
      if done >= stopAfter { stop.raise() }
    }.run()
  }

  private static func files(_ directory: String) -> [Data?] {
    ["search.csv", "finalists.csv"].map { FileManager.default.contents(atPath: directory + "/" + $0) }
  }

  @Test("Same files on any threads and after any interruption; runs are kept", arguments: [nil, 2.0])
  func same(_ budget: Double?) throws {
    let scenario = Self.scenario(budget: budget), one = Sample.directory()
    let answer = try Self.search(scenario, one, threads: 1)
    #expect(answer.runs <= 1_800 && answer.points.allSatisfy { $0.status == .simulated })
    #expect(answer.points.count == answer.runs / (budget == nil ? 24 : 40))
    for point in answer.points {
      #expect(zip(point.values, Self.plan.levers).allSatisfy { $1.range.contains($0) })
      #expect((point.salary != nil) == (budget != nil))
      // Costs are about what is allowed before they are corrected.
      if let budget { #expect((point.cost / budget - 1).magnitude < 0.25) }
    }
    let two = Sample.directory()
    _ = try Self.search(scenario, two, threads: 3)
    #expect(Self.files(one) == Self.files(two))
    let cut = Sample.directory()
    for moment in [200, 900, 1_500] {
      let part = try Self.search(scenario, cut, stopAfter: moment)
      #expect(part.study == nil && part.finalists.isEmpty && part.runs >= moment)
    }
    _ = try Self.search(scenario, cut)
    #expect(Self.files(one) == Self.files(cut))
  }

  @Test("The best and the regime as it is are compared on draws of their own, within the runs that are left")
  func finalists() throws {
    let scenario = Self.scenario(budget: 2), answer = try Self.search(scenario, Sample.directory())
    let study = try #require(answer.study), plan = try #require(study.selection)
    #expect(answer.finalists.map(\.name) == study.regimes.map(\.name) && answer.finalists[0].name == "brisk")
    #expect(study.regimes.count >= 2 && plan.method == .ocba)
    for (finalist, regime) in zip(answer.finalists, study.regimes) {
      #expect(regime.levers[.commission]?.points.first?.value == finalist.values[0])
    }
    let solver = BudgetSolver(scenario: study, threads: 1, stop: StopSignal())
    let solving = study.regimes.count * (solver.most + 2 * SlopeTrials.count(study, trials: 750))
    #expect(answer.runs + solving + (plan.runs ?? .max) <= 3_000)
    let run = try Sample.run(study, threads: 2, more: SelectionTests.names)
    #expect(run.text("selection.csv").contains("leader"))
  }

  @Test("What somebody changed is refused, with its line")
  func damaged() throws {
    let scenario = Self.scenario(budget: nil), directory = Sample.directory()
    _ = try Self.search(scenario, directory, stopAfter: 100)
    let path = directory + "/search.csv", text = try String(contentsOfFile: path, encoding: .utf8)
    try text.replacing(",simulated,", with: ",done,", maxReplacements: 1).write(
      toFile: path, atomically: true, encoding: .utf8)
    let refusal = #expect(throws: SearchRefusal.self) { try Self.search(scenario, directory) }
    #expect(refusal?.reason.contains("search.csv:2: damaged") ?? false)
  }
}
