import SalesForce
import Testing

@testable import Experiments

/// Factors: which points there are, and that each point is the study that its settings say.
@Suite struct DesignTests {
  static let factors = [
    Factor(
      name: "information", path: "environment.information",
      levels: [
        .init(name: "none", setting: .thread(.information, WeeklyPath(0))),
        .init(name: "full", setting: .thread(.information, WeeklyPath(2))),
      ]),
    Factor(
      name: "size", path: "organisation.sellers",
      levels: [.init(name: "9", setting: .sellers(9)), .init(name: "5", setting: .sellers(5))]),
  ]

  static func scenario(
    _ factors: [Factor], budget: Budget? = nil, plan: ModelPlan? = nil, hypotheses: [Hypothesis] = []
  ) -> Scenario {
    let base = Sample.scenario()
    return Scenario(
      name: "sample", question: "", notes: "", seed: 9, trials: 6, plan: plan ?? base.plan, regimes: base.regimes,
      budget: budget, outputs: Outputs(), factors: factors, hypotheses: hypotheses)
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

  @Test("Every setting reaches the model: a lever of one regime or all, a parameter, a mechanism")
  func settings() {
    func factor(_ setting: Setting) -> Factor {
      Factor(name: "f", path: "", levels: [.init(name: "a", setting: setting), .init(name: "b", setting: setting)])
    }
    let scenario = Self.scenario([
      factor(.lever(.bonus, regime: nil, WeeklyPath(0.7))), factor(.lever(.coaching, regime: "calm", WeeklyPath(2))),
      factor(.parameter("prospecting.arrival_rate", [2])), factor(.mechanism("issues", isOn: false)), factor(.span(3)),
    ])
    let world = World(levels: [0, 0, 0, 0, 1], without: ["skill"])
    let plan = scenario.plan(world)
    #expect(plan.parameters["prospecting.arrival_rate"] == [2] && plan.knockedOut == ["issues", "skill"])
    #expect(plan.organisation == Organisation(seats: 9, span: 3))
    for place in [0, 1] { #expect(scenario.regime(place, world).levers[.bonus] == WeeklyPath(0.7)) }
    #expect(scenario.regime(0, world).levers[.coaching] == WeeklyPath(2))
    #expect(scenario.regime(1, world).levers[.coaching] == nil)
  }
}
