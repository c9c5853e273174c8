import Foundation
import SalesForce
import Testing

@testable import Experiments

/// Estimates at equal cost: what they owe to the salaries that happened to be solved for.
@Suite struct EqualCostTests {
  /// Salaries that miss the budget to either side, as if pilots had been unlucky.
  static func run(_ salaries: [String: Double]?, trials: Int = 300, more: [Hypothesis] = []) throws -> Sample.Run {
    let base = Sample.scenario()
    let budget = Budget(target: .costPerSeller([1.9]), salaries: salaries?.mapValues { [0: $0] })
    return try Sample.run(
      Scenario(
        name: "equal", question: "", notes: "", seed: 9, trials: trials, plan: base.plan, regimes: base.regimes,
        budget: budget, outputs: Outputs([.timeseries]), hypotheses: more),
      threads: 2)
  }

  @Test(
    "Salaries that miss the budget by three per cent to either side give the same estimates, within their own errors")
  func salariesDropOut() throws {
    let solved = try Self.run(nil, trials: 24).outcome.digest.budget
    func missed(_ by: Double) throws -> StudyDigest {
      let pay = Dictionary(
        uniqueKeysWithValues: solved.map { ($0.regime, $0.salary + ($0.regime == "calm" ? by : -by)) })
      return try Self.run(pay).outcome.digest
    }
    let (low, high) = (try missed(-0.05), try missed(0.05))
    for metric in ["profit", "revenue", "exits", "win_rate", "cost"] {
      let pair = try [low, high].map { digest in
        try #require(digest.comparisons.first { $0.metric == metric })
      }
      let (a, b) = (try #require(pair[0].meanDifference), try #require(pair[1].meanDifference))
      let (rawA, rawB) = (a - (pair[0].correction ?? 0), b - (pair[1].correction ?? 0))
      let half = try #require(pair[0].ciHigh) - a
      // Uncorrected, profit moves by a tenth of a pay unit, several times the half-width.
      #expect(abs(a - b) <= max(half, 1e-9), "\(metric): \(a) and \(b), give or take \(half)")
      if metric == "profit" { #expect(abs(rawA - rawB) > 3 * half, "\(rawA) and \(rawB)") }
    }
    let cost = try #require(low.summary.first { $0.metric == "cost" && $0.regime == "calm" })
    #expect(abs(try #require(cost.mean) - 1.9) < 1e-9 && (cost.sd ?? 0) > 0.01)
  }

  @Test(
    "A regime that the budget follows is left as it is: against itself 0 give or take 0, and it runs though not selected"
  )
  func following() throws {
    let base = Sample.scenario()
    let scenario = Scenario(
      name: "follow", question: "", notes: "", seed: 9, trials: 40, plan: base.plan, regimes: base.regimes,
      budget: Budget(target: .sameAs("calm")), outputs: Outputs([]))
    let all = try Sample.run(scenario, threads: 2)
    let receipt = try #require(all.outcome.digest.budget.first { $0.regime == "calm" })
    #expect(receipt.gap == 0 && receipt.gapLow == 0 && receipt.gapHigh == 0 && receipt.isKept)
    let costs = try #require(all.outcome.digest.comparisons.first { $0.metric == "cost" })
    #expect(abs(try #require(costs.meanDifference)) < 1e-9 && costs.ciLow == costs.ciHigh)
    let some = try Sample.run(scenario, threads: 2, selection: ["brisk"])
    #expect(some.tables == all.tables)
  }

  @Test("A study that has grown is the study that is as large")
  func grown() throws {
    let base = Sample.scenario()
    func scenario(_ trials: Int) -> Scenario {
      Scenario(
        name: "grow", question: "", notes: "", seed: 9, trials: trials,
        plan: ModelPlan(
          organisation: Organisation(seats: 4, span: 4), horizon: Horizon(weeks: 20, warmUp: 4),
          reference: base.regimes[0]), regimes: base.regimes, budget: Budget(target: .costPerSeller([2])),
        outputs: Outputs([]))
    }
    // 500 trials have a pair more than 480, as many as firms of four take at the least.
    let counts = [20, 480, 500, 1_000_000].map { SlopeTrials.count(scenario($0), trials: $0) }
    #expect(counts == [24, 24, 25, 1_000])
    let fresh = try Sample.run(scenario(500), threads: 2)
    let salaries = fresh.outcome.digest.budget
    let few = try Sample.run(scenario(480), threads: 2)
    #expect(few.outcome.digest.budget.map(\.salary) == salaries.map(\.salary))
    let names = ["slopes.csv", "slope_trials.csv", "trials.csv", "summary.csv", "comparisons.csv"]
    for name in names { #expect(fresh.text(name) != few.text(name), "\(name)") }
    let grown = try StudyRun(Sample.request(scenario(500), few.directory, mode: .resume), build: Sample.build).run()
    #expect(grown.trials == 500)
    for name in names { #expect(few.text(name) == fresh.text(name), "\(name)") }
  }

  @Test("Deviations in standard deviations count that these are estimated")
  func standardDeviations() throws {
    // Brisk differs from calm by many standard deviations of calm's pay: their estimate is nearly all the error there is.
    let claim = HypothesisTests.claim("far", "revenue", of: "brisk", against: "calm", .more, scale: .sd)
    let score = try #require(try Self.run(nil, trials: 200, more: [claim]).outcome.digest.hypotheses.first).score
    let effect = try #require(score.effect), half = try #require(score.high) - effect
    #expect(half > 0.9 * 1.96 * abs(effect) / (2.0 * 200).squareRoot())
  }
}
