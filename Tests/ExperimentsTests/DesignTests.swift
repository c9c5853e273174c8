import SalesForce
import Testing

@testable import Experiments

/// Factors: which points there are, and that each point is the study that its settings say.
@Suite struct DesignTests {
  static let factors = [
    Factor(
      name: "information",
      levels: [
        .init(name: "none", settings: [.thread(.information, WeeklyPath(0))]),
        .init(name: "full", settings: [.thread(.information, WeeklyPath(2))]),
      ]),
    Factor(
      name: "size",
      levels: [.init(name: "9", settings: [.sellers(9)]), .init(name: "5", settings: [.sellers(5)])]),
  ]

  static func scenario(
    _ factors: [Factor], design: StudyDesign? = nil, budget: Budget? = nil, plan: ModelPlan? = nil,
    hypotheses: [Hypothesis] = []
  ) -> Scenario {
    let base = Sample.scenario()
    return Scenario(
      name: "sample", question: "", notes: "", seed: 9, trials: 6, plan: plan ?? base.plan, regimes: base.regimes,
      budget: budget, outputs: Outputs(), design: design ?? StudyDesign(factors), hypotheses: hypotheses)
  }

  @Test("Numbers and levels of points belong to each other; the last factor moves fastest")
  func numbers() {
    let scenario = Self.scenario(Self.factors, budget: Budget(target: .costPerSeller([1.4, 1.6, 2])))
    #expect(scenario.points == 12)
    for number in 0..<12 {
      let point = scenario.point(number)
      #expect(scenario.number(budgetLevel: point.budgetLevel, levels: point.levels) == number)
    }
    #expect(scenario.name(of: 0) == "budget 1.4, information none, size 9")
    #expect(scenario.name(of: 1) == "budget 1.4, information none, size 5")
    #expect(scenario.name(of: 10) == "budget 2, information full, size 9")
    #expect(Self.scenario([]).points == 1 && Self.scenario([]).name(of: 0).isEmpty)
  }

  @Test("A point's rows are those of the study that has its settings for good")
  func pointsAreStudies() throws {
    let run = try Sample.run(Self.scenario(Self.factors), threads: 2)
    let base = Sample.scenario().plan
    for (number, (information, seats)) in [(0.0, 9), (0, 5), (2, 9), (2, 5)].enumerated() {
      let plan = ModelPlan(
        organisation: Organisation(seats: seats, span: base.organisation.span), horizon: base.horizon,
        threads: [.information: WeeklyPath(information)], reference: base.reference)
      let alone = try Sample.run(Self.scenario([], plan: plan), threads: 2)
      for name in ["trials.csv", "summary.csv", "timeseries.csv"] {
        let column = try #require(run.lines[name]?.first).split(separator: ",").firstIndex(of: "point") ?? 0
        func point(_ line: Substring) -> Substring {
          line.split(separator: ",", omittingEmptySubsequences: false)[column]
        }
        func values(_ lines: [Substring]?, _ point: String) throws -> [String] {
          try #require(lines).dropFirst().filter { !$0.isEmpty }.compactMap { line in
            var cells = line.split(separator: ",", omittingEmptySubsequences: false)
            guard cells[column] == point else { return nil }
            cells[column] = ""
            return cells.joined(separator: ",")
          }
        }
        let rows = try values(run.lines[name], "\(number)")
        let own = try values(alone.lines[name], "0")
        #expect(rows.count > 10 && rows == own, "\(name) at point \(number)")
      }
    }
  }

  @Test("Listed points are those rows of all combinations, whatever is listed beside them, and keep their order")
  func listed() throws {
    let design = StudyDesign(Self.factors, points: [[1, 1], [0, 0]])
    #expect(!design.isFull && StudyDesign(Self.factors).isFull && design.number([0, 1]) == nil)
    let some = try Sample.run(Self.scenario(Self.factors, design: design), threads: 2)
    let all = try Sample.run(Self.scenario(Self.factors), threads: 2)
    for name in ["trials.csv", "summary.csv", "timeseries.csv"] {
      let column = try #require(all.lines[name]?.first).split(separator: ",").firstIndex(of: "point") ?? 0
      func rows(_ lines: [Substring]?, _ point: String) throws -> [[Substring]] {
        try #require(lines).dropFirst().filter { !$0.isEmpty }.compactMap { line in
          var cells = line.split(separator: ",", omittingEmptySubsequences: false)
          guard cells[column] == point else { return nil }
          cells.remove(at: column)
          return cells
        }
      }
      for (own, other) in [("0", "3"), ("1", "0")] {
        let found = try rows(some.lines[name], own)
        let expected = try rows(all.lines[name], other)
        #expect(!found.isEmpty && found == expected, "\(name) at \(own)")
      }
    }
  }

  @Test("A trial's record does not grow with points, budgets of one point share it, and knock-out runs are in it")
  func parts() throws {
    let claim = HypothesisTests.claim("wide", "revenue", of: "brisk", against: "calm", .more, knockOut: ["coaching"])
    let scenario = Self.scenario(
      Self.factors, budget: Budget(target: .costPerSeller([1.9, 2.1])), hypotheses: [claim])
    let arms = StudyArms(scenario, [0, 1]).all
    #expect(arms.count == 18 && arms.parts.map(\.count) == [6, 4, 4, 4])
    #expect(arms.parts.allSatisfy { part in Set(part.map { arms[$0].world.combination }).count == 1 })
    #expect(arms.parts.flatMap { $0 }.sorted() == Array(arms.indices))
  }

  @Test("Levels may set several things at once")
  func bundles() {
    let factor = Factor(
      name: "firm",
      levels: [
        .init(name: "small", settings: [.sellers(5), .span(5)]), .init(name: "large", settings: [.sellers(12)]),
      ])
    let scenario = Self.scenario([factor])
    #expect(factor.path == nil && factor.paths == ["organisation.sellers", "organisation.span"])
    #expect(scenario.plan(World(combination: 0)).organisation == Organisation(seats: 5, span: 5))
    #expect(scenario.plan(World(combination: 1)).organisation.seats == 12)
  }

  @Test("Every setting reaches the model: a lever of one regime or all, a parameter, a mechanism")
  func settings() {
    func factor(_ setting: Setting) -> Factor {
      Factor(name: "f", levels: [.init(name: "a", settings: [setting]), .init(name: "b", settings: [setting])])
    }
    let scenario = Self.scenario([
      factor(.lever(.bonus, regime: nil, WeeklyPath(0.7))), factor(.lever(.coaching, regime: "calm", WeeklyPath(2))),
      factor(.parameter("prospecting.arrival_rate", [2])), factor(.mechanism("issues", isOn: false)), factor(.span(3)),
    ])
    let world = World(combination: scenario.design.number([0, 0, 0, 0, 1]) ?? -1, without: ["skill"])
    let plan = scenario.plan(world)
    #expect(plan.parameters["prospecting.arrival_rate"] == [2] && plan.knockedOut == ["issues", "skill"])
    #expect(plan.organisation == Organisation(seats: 9, span: 3))
    for place in [0, 1] { #expect(scenario.regime(place, world).levers[.bonus] == WeeklyPath(0.7)) }
    #expect(scenario.regime(0, world).levers[.coaching] == WeeklyPath(2))
    #expect(scenario.regime(1, world).levers[.coaching] == nil)
  }
}
