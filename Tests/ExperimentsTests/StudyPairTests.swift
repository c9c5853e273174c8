import Foundation
import SalesForce
import SimulationStatistics
import Testing

@testable import Experiments

/// Two studies side by side are what one study with the regimes of both would say.
@Suite struct StudyPairTests {
  private static let levers: [String: [LeverName: Double]] = [
    "calm": [.salary: 0.9, .commission: 0.02], "brisk": [.salary: 0.5, .commission: 0.1, .bonus: 0.1],
  ]

  /// - Parameter regimes: names, and whose levers each has.
  private static func scenario(
    _ regimes: [(name: String, levers: String)], trials: Int = 24, seed: UInt32 = 9, streams: Streams = .common,
    budget: Budget? = nil
  ) -> Scenario {
    let plain = Sample.scenario(trials: trials, outputs: Outputs([]))
    return Scenario(
      name: plain.name, question: "", notes: "", seed: seed, streams: streams, trials: trials, plan: plain.plan,
      regimes: regimes.map { regime in
        Regime(
          name: regime.name, preset: nil, levers: (levers[regime.levers] ?? [:]).mapValues { WeeklyPath($0) })
      }, budget: budget, outputs: plain.outputs)
  }

  private static func kept(_ scenario: Scenario) throws -> (KeptTrials, StudyDigest) {
    let run = try Sample.run(scenario, threads: 2)
    let salaries = run.outcome.digest.budget.reduce(into: Budget.Salaries()) {
      $0[$1.regime, default: [:]][$1.point] = $1.salary
    }
    let solved = scenario.budget == nil ? scenario : scenario.solved(salaries)
    let text = Sample.request(scenario, "").text
    return (KeptTrials(directory: run.directory, scenario: solved, text: text), run.outcome.digest)
  }

  @Test(
    "Paired rows are those of the comparisons of one study with both regimes, to the bit",
    arguments: [nil, Budget(target: .costPerSeller([1.9]))])
  func paired(_ budget: Budget?) throws {
    let a = try Self.kept(Self.scenario([("x", "calm"), ("same", "calm")], budget: budget)).0
    let b = try Self.kept(Self.scenario([("same", "calm"), ("x", "brisk")], budget: budget)).0
    let both = try Self.kept(Self.scenario([("brisk", "brisk"), ("calm", "calm")], budget: budget)).1
    let pair = try StudyPair(a, b), rows = try pair.entries(.usual)
    #expect(pair.regimes == ["x", "same"] && pair.onlyFirst.isEmpty && pair.isAtEqualCost == (budget != nil))
    #expect(rows.count == 2 * Metric.allCases.count && rows.allSatisfy { $0.design == .paired })
    for expected in both.comparisons {
      let row = try #require(rows.first { $0.metric == expected.metric && $0.regime == "x" })
      #expect(row.difference == expected.meanDifference && row.low == expected.ciLow && row.high == expected.ciHigh)
      #expect(row.pValue == expected.pValue && row.share == expected.probABeatsB && row.n == expected.n)
      #expect(row.correlation == expected.correlation && row.status == expected.status)
    }
    for row in rows where row.regime == "same" { #expect(row.status != "ok", "\(row)") }
    for level in both.summary {
      let row = try #require(rows.first { $0.metric == level.metric && $0.regime == "x" })
      #expect((level.regime == "calm" ? row.meanA : row.meanB) == (level.n < 2 ? nil : level.mean))
    }
  }

  @Test("A study compared with itself is identical; with its own first trials too")
  func same() throws {
    let few = try Self.kept(Self.scenario([("x", "calm")], trials: 10)).0
    let many = try Self.kept(Self.scenario([("x", "calm")], trials: 24)).0
    for other in [few, many] {
      let pair = try StudyPair(few, other)
      #expect(pair.trials.first == 10)
      for row in try pair.entries(.usual) { #expect(row.status != "ok" && row.n ?? 0 <= 10) }
    }
  }

  @Test(
    "Trials of other seeds or streams are independent: Welch's interval, from means, deviations and numbers of trials")
  func unpaired() throws {
    let (a, first) = try Self.kept(Self.scenario([("x", "calm")], trials: 12))
    for scenario in [
      Self.scenario([("x", "brisk")], seed: 10), Self.scenario([("x", "brisk")], streams: .independent),
    ] {
      let (b, second) = try Self.kept(scenario)
      var seen = 0
      for row in try StudyPair(a, b).entries(Confidence(0.9)) {
        #expect(row.design == .unpaired && row.share == nil && row.n == nil)
        let x = try #require(first.summary.first { $0.metric == row.metric })
        let y = try #require(second.summary.first { $0.metric == row.metric })
        guard let m = x.mean, let n = y.mean, let s = x.sd, let t = y.sd, s + t > 0, row.status == "ok" else {
          continue
        }
        let (v, w) = (s * s / Double(x.n), t * t / Double(y.n))
        let freedom = (v + w) * (v + w) / (v * v / Double(x.n - 1) + w * w / Double(y.n - 1))
        let half = StudentT.quantile(0.95, degreesOfFreedom: freedom) * (v + w).squareRoot()
        #expect(abs((row.difference ?? .nan) - (n - m)) < 1e-9)
        #expect(abs((row.high ?? .nan) - (n - m) - half) <= 1e-6 * half)
        seen += 1
      }
      #expect(seen > 40)
    }
  }

  @Test(
    "At equal cost independent studies have their slopes' errors in the interval, and no less where these share draws")
  func slopes() throws {
    let budget = Budget(target: .costPerSeller([1.9]))
    let a = try Self.kept(Self.scenario([("x", "calm")], budget: budget))
    let b = try Self.kept(Self.scenario([("x", "brisk")], streams: .independent, budget: budget))
    for row in try StudyPair(a.0, b.0).entries(.usual) where row.status == "ok" {
      let x = try #require(a.1.summary.first { $0.metric == row.metric })
      let y = try #require(b.1.summary.first { $0.metric == row.metric })
      guard let e = x.mcse, let f = y.mcse, let low = row.low, let high = row.high, e + f > 0, x.n >= 20, y.n >= 20
      else {
        continue
      }
      // Between what independent means and means that go against each other would have, at 1.9 to 2.3 of Student's t.
      let half = (high - low) / 2
      #expect(half >= 1.9 * (e * e + f * f).squareRoot() * (1 - 1e-9) && half <= 2.3 * (e + f), "\(row.metric)")
    }
  }

  @Test("Rows are adjusted over the regimes of a metric, and verdicts follow the error rate")
  func adjusted() throws {
    let a = try Self.kept(Self.scenario([("x", "calm"), ("y", "calm")])).0
    let b = try Self.kept(Self.scenario([("x", "brisk"), ("y", "brisk")])).0
    let rows = try StudyPair(a, b).entries(.usual)
    for (x, y) in zip(rows.filter { $0.regime == "x" }, rows.filter { $0.regime == "y" }) {
      guard let p = x.pValue else { continue }
      // Two equal regimes: both p values are doubled.
      #expect(x.pAdjusted == min(1, 2 * p) && x.pAdjusted == y.pAdjusted)
      #expect(x.verdict(min(1, 2 * p)) == "undecided")
      if 2 * p < 0.9 { #expect(x.verdict(2.1 * p) == ((x.difference ?? 0) > 0 ? "more" : "less")) }
    }
  }

  @Test("What shares no regime, or has no journal of its own, is refused")
  func refused() throws {
    let a = try Self.kept(Self.scenario([("x", "calm")], trials: 4)).0
    let b = try Self.kept(Self.scenario([("y", "calm")], trials: 4)).0
    let refusal = #expect(throws: StudyPair.Refusal.self) { try StudyPair(a, b) }
    #expect(refusal?.description == "they share no regime: one has x, the other y")
    let gone = KeptTrials(directory: "/nowhere", scenario: a.scenario) { _ in "" }
    #expect(throws: StudyPair.Refusal.self) { try StudyPair(a, gone) }
    let other = KeptTrials(directory: a.directory.path, scenario: a.scenario) { _ in "another study" }
    #expect(throws: StudyPair.Refusal.self) { try StudyPair(a, other) }
  }
}
