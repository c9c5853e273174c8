import Foundation
import SalesForce
import SimulationStatistics
import Synchronization
import Testing

@testable import Experiments

/// Another level of confidence is another reading of the same trials.
@Suite struct ConfidenceTests {
  private static func scenario(_ level: Double, budget: Budget? = nil) -> Scenario {
    let plain = Sample.scenario(trials: 8, outputs: Outputs([.timeseries], confidence: Confidence(level)))
    return Scenario(
      name: plain.name, question: "", notes: "", seed: plain.seed, trials: plain.trials, plan: plain.plan,
      regimes: plain.regimes, budget: budget, outputs: plain.outputs,
      hypotheses: [
        Hypothesis(
          name: "more", kind: .emergent, metric: "cost", regime: "brisk", against: "calm", direction: .more, value: -1)
      ])
  }

  @Test(
    "Levels and error rates in words and numbers",
    arguments: [
      (0.95, 0.05, "95 %", "5 %", "2.5 %", "97.5 %"), (0.9, 0.1, "90 %", "10 %", "5 %", "95 %"),
      (0.999, 0.001, "99.9 %", "0.1 %", "0.05 %", "99.95 %"), (0.5, 0.5, "50 %", "50 %", "25 %", "75 %"),
    ])
  func words(_ level: Double, _ rate: Double, _ text: String, _ error: String, _ low: String, _ high: String) {
    let confidence = Confidence(level)
    #expect(confidence.errorRate == rate)
    #expect(confidence.text == text && confidence.errorText == error)
    #expect(confidence.tails.low == low && confidence.tails.high == high)
  }

  @Test("Intervals are as wide as Student's t at their level; means, quantiles and p values stay")
  func widths() throws {
    let usual = try Sample.run(Self.scenario(0.95), threads: 2), wide = try Sample.run(Self.scenario(0.99), threads: 2)
    #expect(usual.tables["trials.csv"] == wide.tables["trials.csv"])
    #expect(usual.tables["timeseries.csv"] != wide.tables["timeseries.csv"])
    var seen = 0
    for (a, b) in zip(usual.outcome.digest.summary, wide.outcome.digest.summary) {
      #expect(a.mean == b.mean && a.mcse == b.mcse && a.p05 == b.p05)
      guard let mean = a.mean, let high = a.ciHigh, let other = b.ciHigh, high > mean else { continue }
      let ratio =
        StudentT.quantile(0.995, degreesOfFreedom: Double(a.n - 1))
        / StudentT.quantile(0.975, degreesOfFreedom: Double(a.n - 1))
      #expect(abs((other - mean) / (high - mean) / ratio - 1) < 1e-6)
      seen += 1
    }
    #expect(seen > 50)
    for (a, b) in zip(usual.outcome.digest.comparisons, wide.outcome.digest.comparisons) {
      #expect(a.pAdjusted == b.pAdjusted && a.meanDifference == b.meanDifference)
      if let high = a.ciHigh, let other = b.ciHigh, a.pValue != nil { #expect(other > high) }
    }
  }

  @Test("Verdicts on claims follow the level")
  func verdicts() throws {
    // p is near .02 where the claim is a little less than what was found.
    let found = try Sample.run(Self.scenario(0.95), threads: 2).outcome.digest
    let cost = try #require(found.comparisons.first { $0.metric == "cost" })
    let mean = -(try #require(cost.meanDifference)), half = try #require(cost.ciHigh) - (try #require(cost.ciLow))
    func verdict(_ level: Double) throws -> HypothesisEntry.Score.Verdict? {
      let plain = Self.scenario(level)
      let claim = Hypothesis(
        name: "more", kind: .emergent, metric: "cost", regime: "brisk", against: "calm", direction: .more,
        value: mean - 0.6 * half)
      let scenario = Scenario(
        name: plain.name, question: "", notes: "", seed: plain.seed, trials: plain.trials, plan: plain.plan,
        regimes: plain.regimes, outputs: plain.outputs, hypotheses: [claim])
      return try Sample.run(scenario, threads: 2).outcome.digest.hypotheses.first?.score.verdict
    }
    // 0.6 of a whole 95 % interval is 1.2 half-widths: beyond 95 %, and within 99 % (1.48 half-widths at seven degrees of
    // freedom).
    #expect(try verdict(0.95) == .supported)
    #expect(try verdict(0.99) == .undecided)
  }

  @Test(
    "A finished study takes another level and other claims without a trial, a pilot or a pair, and has a fresh run's bytes"
  )
  func resumed() throws {
    let budget = Budget(target: .costPerSeller([1.9]))
    let first = try Sample.run(Self.scenario(0.95, budget: budget), threads: 2)
    let salaries = first.outcome.digest.budget.reduce(into: Budget.Salaries()) {
      $0[$1.regime, default: [:]][$1.point] = $1.salary
    }
    func journals(_ directory: String) -> [Data?] {
      ["trials.journal", "slopes.journal"].map { FileManager.default.contents(atPath: directory + "/" + $0) }
    }
    let before = journals(first.directory)
    let calls = Mutex(0), text = Sample.request(Self.scenario(0.8), "").text
    let request = StudyRequest(
      scenario: Self.scenario(0.8, budget: budget), text: text, salaries: { _ in salaries },
      directory: first.directory, threads: 2, mode: .resume)
    let outcome = try StudyRun(request, build: Sample.build).run(
      salaries: { _, _ in calls.withLock { $0 += 1 } }, progress: { _, _ in calls.withLock { $0 += 1 } })
    #expect(calls.withLock { $0 } == 0)
    #expect(journals(first.directory) == before && before.allSatisfy { $0 != nil })
    let fresh = try Sample.run(Self.scenario(0.8, budget: budget), threads: 2)
    #expect(outcome.digest == fresh.outcome.digest)
    #expect(outcome.digest != first.outcome.digest)
    for name in ["summary.csv", "comparisons.json", "hypotheses.csv", "timeseries.csv", "slopes.csv"] {
      #expect(
        FileManager.default.contents(atPath: first.directory + "/" + name)
          == FileManager.default.contents(atPath: fresh.directory + "/" + name), "\(name)")
    }
  }

  @Test("Salaries of another study are not taken: they are solved for again")
  func otherSalaries() throws {
    let budget = Budget(target: .costPerSeller([1.9]))
    let first = try Sample.run(Self.scenario(0.95, budget: budget), threads: 2)
    let calls = Mutex(0), text = Sample.request(Self.scenario(0.8), "").text
    let request = StudyRequest(
      scenario: Self.scenario(0.8, budget: budget), text: text,
      salaries: { _ in ["calm": [0: 1.0], "brisk": [0: 1.0]] },
      directory: first.directory, threads: 2, mode: .resume)
    let outcome = try StudyRun(request, build: Sample.build).run(salaries: { _, _ in calls.withLock { $0 += 1 } })
    #expect(calls.withLock { $0 } > 0)
    #expect(outcome.digest.budget.map(\.salary) == first.outcome.digest.budget.map(\.salary))
  }
}
