import RandomStreams
import Testing

@testable import SalesForce

/// Metrics are about those who worked.
@Suite struct ObserverTests {
  /// Everybody is held to the floor, and many leave: who came at a week's end has not worked in it and must not count.
  @Test("Under a binding floor mean effort is the floor, whatever the turnover")
  func effortOfThoseWhoWorked() throws {
    let levers: [LeverName: WeeklyPath] = [
      .activityFloor: WeeklyPath(2), .monitoring: WeeklyPath(1), .salary: WeeklyPath(1),
    ]
    let regime = Regime(name: "a", preset: nil, levers: levers)
    for vacancy in [0.0, 1, 8] {
      let model = try Model(
        plan: ModelPlan(
          organisation: Organisation(seats: 20, span: 5), horizon: Horizon(weeks: 40, warmUp: 4),
          // What sellers imagine drags effort below the floor.
          knockedOut: ["beliefs"], parameters: ["turnover.base_hazard": [0.3], "turnover.vacancy": [vacancy]],
          reference: regime),
        regimes: [regime])
      let outcome = try model.outcomes(check: true)[0]
      #expect((outcome.metrics[Metric.effort.rawValue] - 2 * Common.referenceEffortDefault).magnitude < 1e-9)
      #expect(outcome.metrics[Metric.exits.rawValue] > 5)
      // Hours are those of people who sold: the free ones less some for issues, never none.
      #expect((2...20).contains(outcome.metrics[Metric.sellingHours.rawValue]))
    }
  }

  @Test("Experts work no more than all of their time, however long an answer takes")
  func utilisation() throws {
    for rate in [0.05, 2, 20] {
      var source = RandomModel(11)
      let model = try source.model().with(parameters: ["issues.expert_rate": [rate]])
      for outcome in try model.outcomes(check: true) {
        #expect(outcome.metrics[Metric.expertUtilisation.rawValue] <= 1)
      }
    }
  }

  @Test("A trial that is no longer wanted is given up")
  func givenUp() throws {
    var source = RandomModel(2)
    var runner = TrialRunner(try source.model())
    var weeks = 0
    let outcomes = try runner.run(StreamKey(seed: 1, trial: 0), regimes: [0, 1], weekly: false) {
      weeks += 1
      return weeks < 20
    }
    #expect(outcomes.isEmpty && weeks < 200)
  }
}
