import RandomStreams
import Testing

@testable import SalesForce

/// What is recorded of treated and untreated sellers.
@Suite struct GroupObserverTests {
  private static let cohorts = [Cohort(.sellers, share: 0.4), Cohort(.hires, share: 0.5)]
  private static let warmUp = 15, weeks = 60

  private static func model() throws -> Model {
    var source = RandomModel(2)
    let base = try source.model(weeks: weeks)
    let given = base.regimes[0]
    let treated = given.treating(
      .coaching, Treatment(WeeklyPath(4), cohort: cohorts[0], weeks: 30...44)
    ).treating(.training, Treatment(WeeklyPath(3), cohort: cohorts[1]))
    return try base.with(
      organisation: Organisation(seats: 20, span: 5), parameters: ["turnover.base_hazard": [0.02]],
      regimes: [treated, given])
  }

  @Test("Both groups and all phases together are the firm")
  func totals() throws {
    let model = try Self.model()
    var runner = TrialRunner(model), sums = [0.0, 0, 0]
    let outcome = try runner.run(StreamKey(seed: 5, trial: 0), regimes: [0], weekly: false) { firm, week in
      guard week >= Self.warmUp else { return }
      for seat in 0..<firm.seats where firm[.present][seat] == 1 {
        sums[0] += 1
        sums[1] += firm[.sales][seat]
        sums[2] += firm[.wins][seat]
      }
    }[0]
    #expect(outcome.groups.count == 2 * GroupLayout.values)
    var found = [0.0, 0, 0]
    for side in GroupSide.allCases {
      for phase in GroupPhase.allCases {
        let seen = outcome.groups[GroupLayout.place(0, side, phase)]
        #expect(seen > 0)
        found[0] += seen
        found[1] += seen * outcome.groups[GroupLayout.place(0, side, phase, .revenue)]
        found[2] += seen * outcome.groups[GroupLayout.place(0, side, phase, .dealsWon)]
      }
    }
    #expect(found[0] == sums[0])
    #expect((found[1] - sums[1]).magnitude < 1e-5 * sums[1].magnitude)
    #expect((found[2] - sums[2]).magnitude < 1e-5 * max(1, sums[2]))
  }

  @Test("Hires alone stand in the lot of hires, and their months of tenure begin at the first")
  func hires() throws {
    var runner = TrialRunner(try Self.model())
    let values = try runner.run(StreamKey(seed: 5, trial: 1), regimes: [1], weekly: false)[0].groups
    var all = 0.0, sellers = 0.0, months = 0.0
    for side in GroupSide.allCases {
      all += values[GroupLayout.place(1, side, .during)]
      for phase in GroupPhase.allCases { sellers += values[GroupLayout.place(0, side, phase)] }
      for month in 0..<GroupLayout.months { months += values[GroupLayout.place(1, side, month: month)] }
    }
    #expect(all > 0 && all < sellers)
    #expect(months == all)
  }
}
