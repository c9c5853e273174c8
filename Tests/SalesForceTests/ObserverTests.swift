import PortableMath
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
      #expect((outcome.metrics[Metric.effort.rawValue] - 2 * Reference.effort).magnitude < 1e-9)
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

  @Test("Of ten who stay two are best: one repeats; who came between the years or has left does not count")
  func bestFifth() {
    let firm = Firm(Organisation(seats: 13, span: 13))
    let buffer = ColumnBuffer<Double>(count: 26, repeating: 0)
    let (first, second) = (buffer.column.prefix(13), buffer.column.slice(from: 13, count: 13))
    for seat in 0..<13 { (first[seat], second[seat]) = (Double(seat), Double(seat)) }
    // Seats 10 to 12 sell most, but one is new, one is vacant, and one came a week late.
    firm[.tenure][10] = 3
    firm[.filled][11] = 0
    firm[.tenure][12] = 103
    // Of the best two of the first year, 8 and 9, the second falls behind the others.
    second[8] = -1
    for seat in [8, 9] { (firm[.ownership][seat], firm[.supportSkill][seat]) = (0.1, 0.9) }
    var best = BestFifth()
    best.add(first, second, weeks: 104, firm)
    #expect(best.share == 0.5 && best.gainOfBoth.isNaN)
    (firm[.ownership][9], firm[.supportSkill][9]) = (0.5, 0.5)
    best.add(first, second, weeks: 104, firm)
    // Twice 8 and once 9 without both behaviours: one of three; once 9 with both.
    #expect(best.share == 0.5 && (best.gainOfBoth - 2.0 / 3).magnitude < 1e-15)
    // Equal sales: the lower identities, the same ones in either year.
    for seat in 0..<13 { (first[seat], second[seat]) = (1, 1) }
    best = BestFifth()
    best.add(first, second, weeks: 104, firm)
    #expect(best.share == 1)
  }

  @Test("Whole years alone are compared, and only where there are two")
  func pairsOfYears() throws {
    var source = RandomModel(4)
    let model = try source.model(weeks: 15 + 103, knockedOut: ["turnover"])
    for (weeks, isThere) in [(15 + 103, false), (15 + 104, true), (15 + 170, true)] {
      for outcome in try model.with(weeks: weeks).outcomes() {
        let share = outcome.metrics[Metric.top20Repeat.rawValue]
        #expect(isThere ? (0...1).contains(share) : share.isNaN)
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
