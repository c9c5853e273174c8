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

  private static func pace(_ firm: borrowing Firm) -> Double {
    WeeklyMetric.rows[WeeklyMetric.quotaPace.rawValue].value(firm, WeekTotals(firm, PeopleSums(firm), open: 0))
  }

  @Test("Pace is held against the elapsed part of everybody's own quota, by those who have sold this week")
  func quotaPace() {
    // Quota of the seat's period, of the seller, sales, present, filled, tenure; four weeks of thirteen are over.
    let sellers:
      [(full: Double, own: Double, sold: Double, present: Double, filled: Double, tenure: Double, ahead: Bool?)] = [
        (1.3, 1.3, 0.401, 1, 1, 200, true), (1.3, 1.3, 0.399, 1, 1, 200, false),
        // Treated otherwise: a quota of their own.
        (2.6, 2.6, 0.801, 1, 1, 200, true), (2.6, 2.6, 0.799, 1, 1, 200, false), (0.65, 0.65, 0.201, 1, 1, 9, true),
        // Since two weeks: eleven thirteenths to be sold, of which two are due.
        (1.3, 1.1, 0.201, 1, 1, 2, true), (1.3, 1.1, 0.199, 1, 1, 2, false), (1.3, 1.1, 0, 1, 1, 2, false),
        // Left at the week's end; came at it, to a vacant seat and to one just left; nobody.
        (1.3, 1.3, 0.5, 1, 0, 200, true), (1.3, 0.9, 0, 0, 1, 0, nil), (1.3, 0.9, 0, 1, 1, 0, nil),
        (1.3, 1.3, 0.5, 0, 0, 200, nil),
      ]
    var firm = Firm(Organisation(seats: sellers.count, span: 4))
    firm[.periodLength] = 13
    firm[.periodWeek] = 4
    for (seat, seller) in sellers.enumerated() {
      firm[.fullQuota][seat] = seller.full
      firm[.quota][seat] = seller.own
      firm[.periodSales][seat] = seller.sold
      firm[.present][seat] = seller.present
      firm[.filled][seat] = seller.filled
      firm[.tenure][seat] = seller.tenure
    }
    let counted = sellers.compactMap(\.ahead)
    #expect(counted.count == 9 && Self.pace(firm) == Double(counted.count { $0 }) / 9)
    firm[.periodWeek] = 0
    #expect(Self.pace(firm).isNaN, "no week of the period is over")
    (firm[.periodEnded], firm[.quotaReached], firm[.quotaSeats]) = (1, 3, 8)
    #expect(Self.pace(firm) == 3.0 / 8)
  }

  @Test("In a trial the pace of a period's last week is its attainment, and newcomers do not count before they sell")
  func quotaPaceOfTrials() throws {
    for vacancy in [0.0, 3] {
      var source = RandomModel(5)
      let model = try source.model().with(parameters: [
        "turnover.base_hazard": [0.05], "turnover.vacancy": [vacancy],
      ])
      var runner = TrialRunner(model), ends = 0, between = 0
      _ = try runner.run(StreamKey(seed: 5, trial: 0), regimes: [0], weekly: true) { firm, _ in
        if firm[.periodEnded] == 1 {
          ends += 1
          #expect(Self.pace(firm) == firm[.quotaReached] / firm[.quotaSeats])
        } else {
          between += 1
          var sold = 0, ahead = 0
          for seat in 0..<firm.seats where firm[.present][seat] == 1 && firm[.tenure][seat] > 0 {
            let since = min(firm[.periodWeek], firm[.tenure][seat])
            let due = firm[.fullQuota][seat] * since / firm[.periodLength]
            sold += 1
            // What is due of somebody who came before this period began is that of all of its weeks.
            ahead += firm[.periodSales][seat] >= due - 1e-12 ? 1 : 0
          }
          #expect(sold == 0 || (Self.pace(firm) - Double(ahead) / Double(sold)).magnitude < 1e-12)
        }
      }
      #expect(ends > 1 && between > 20)
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
