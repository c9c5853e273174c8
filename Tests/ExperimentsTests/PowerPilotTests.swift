import Foundation
import RandomStreams
import SalesForce
import SimulationStatistics
import Testing

@testable import Experiments

/// Power from pilots of a simulated firm: the very analysis, made again and again.
@Suite struct PowerPilotTests {
  private static func pilot(_ scenario: Scenario, _ question: PowerQuestion, _ trials: Int) throws -> PowerPilot {
    let folder = Sample.directory()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let text = Sample.request(scenario, folder).text
    return try PowerPilot.run(
      scenario, question, trials: trials, folder: folder, text: text, threads: 2, build: Sample.build)
  }

  private static func question(_ change: Double) -> PowerQuestion {
    PowerQuestion(.difference(metric: "profit", regime: "brisk", against: "calm", point: 0), change: change)
  }

  private static func scenario(budget: Bool, trials: Int = 200, hypotheses: [Hypothesis] = []) -> Scenario {
    let base = PrecisionTests.scenario(.absolute(1), budget: budget)
    return Scenario(
      name: "power", question: "", notes: "", seed: 9, trials: trials, plan: base.plan, regimes: base.regimes,
      budget: base.budget, outputs: Outputs([]), hypotheses: hypotheses)
  }

  @Test(
    "A pilot's error at its own size is that of the table, at equal cost with its whole variance",
    arguments: [false, true])
  func error(_ budget: Bool) throws {
    let trials = 120, scenario = Self.scenario(budget: budget, trials: trials)
    let pilot = try Self.pilot(scenario, Self.question(0.05), trials)
    let row = try #require(
      try Sample.run(scenario, threads: 2).outcome.digest.comparisons.first { $0.metric == "profit" })
    #expect(abs(pilot.mean + (try #require(row.meanDifference))) < 1e-9)
    let half = try #require(row.ciHigh) - (try #require(row.meanDifference))
    // At power one half the change is about a half-width, as near as the noncentral t is symmetric.
    let change = try #require(pilot.power.change(trials: trials, power: 0.5))
    #expect(abs(change / half - 1) < 0.01, "\(change) \(half)")
  }

  /// A firm as people simulate it: readings of very small firms in few weeks have tails that no t test of 60 is made for.
  private static func firm(_ trials: Int, hypotheses: [Hypothesis] = []) -> Scenario {
    let base = Sample.scenario()
    return Scenario(
      name: "power", question: "", notes: "", seed: 9, trials: trials,
      plan: ModelPlan(
        organisation: Organisation(seats: 16, span: 8), horizon: Horizon(weeks: 65, warmUp: 13),
        reference: base.plan.reference),
      regimes: base.regimes, outputs: Outputs([]), hypotheses: hypotheses)
  }

  /// Studies are drawn from 2,000 simulated firms, with replacement; 4,000 of them: a share near .8 has the error .006.
  @Test("The power of a study of 60 firms is the share of such studies that find the change, within .03")
  func bruteForce() throws {
    let trials = 60, all = 2_000, scenario = Self.firm(all)
    let run = try Sample.run(scenario, threads: 2)
    let reader = try JournalReader(path: run.directory + "/trials.journal")
    let profit = try #require(Metric.allCases.firstIndex { $0.card.name == "profit" }), metrics = Metric.allCases.count
    var firms: [Double] = []
    try reader.forEachTrial { _, values in firms.append(values[metrics + profit] - values[profit]) }
    let centre = firms.reduce(0, +) / Double(all)
    let pilot = try Self.pilot(scenario, Self.question(0.05), all)
    let change = try #require(pilot.power.change(trials: trials, power: 0.8))
    var found = 0
    for study in 0..<4_000 {
      let draws = Draws(StreamKey(seed: 33, trial: UInt32(study)))
      var sum = FixedPointSum(Resolution(fractionBits: 32)), critical = CriticalValues()
      for place in 0..<trials {
        let at = DrawAddress(entity: UInt32(place), week: 0, process: 1, draw: 0)
        try sum.add(change + firms[Int(draws.uniform(at: at) * Double(all))] - centre)
      }
      if try #require(MeanEstimate(sum)).interval(&critical).low > 0 { found += 1 }
    }
    let share = Double(found) / 4_000
    #expect(abs(share - pilot.power(of: change, trials: trials)) < 0.03, "\(share)")
    // A pilot of 100 of these firms has an interval that holds what all of them say.
    let few = PowerAnswer(Self.question(change), try Self.pilot(scenario, Self.question(change), 100), trials: trials)
    let power = few.power(trials: trials), low = try #require(power.low), high = try #require(power.high)
    #expect(low < share && share < high, "\(low) to \(high): \(share)")
    let needed = few.needed(0.8), least = try #require(needed.low), most = try #require(needed.high)
    #expect(least <= trials && trials <= most, "\(least) to \(most)")
  }

  @Test("A claim's change counts from the end of its region, in the unit of its scale")
  func claims() throws {
    func claim(_ scale: Hypothesis.Scale, _ direction: Hypothesis.Direction, _ size: Double) -> Hypothesis {
      Hypothesis(
        name: "paid", kind: .emergent, metric: "revenue", regime: "brisk", against: "calm", direction: direction,
        size: size, scale: scale, knockOut: ["motivation"])
    }
    let ratio = PowerQuestion(.claim(claim(.ratio, .more, 0.1)), change: 0.2)
    #expect(abs(ratio.inner(0.2) - log(1.3 / 1.1)) < 1e-12 && abs(ratio.outer(ratio.inner(0.2)) - 0.2) < 1e-12)
    let less = PowerQuestion(.claim(claim(.ratio, .less, 0.1)), change: 0.2)
    #expect(abs(less.inner(0.2) - log(0.9 / 0.7)) < 1e-12 && abs(less.outer(less.inner(0.2)) - 0.2) < 1e-12)
    for scale in Hypothesis.Scale.allCases {
      let hypothesis = claim(scale, .more, 0), scenario = Self.firm(100, hypotheses: [hypothesis])
      let pilot = try Self.pilot(scenario, PowerQuestion(.claim(hypothesis), change: 0.1), 100)
      let entry = try #require(try Sample.run(scenario, threads: 2).outcome.digest.hypotheses.first)
      let effect = try #require(entry.score.effect)
      #expect(abs((scale == .ratio ? exp(pilot.mean) - 1 : pilot.mean) - effect) < 1e-6, "\(scale)")
    }
  }

  @Test("Larger firms differ less: the size that is needed lies where a study of that size has the power")
  func sizes() throws {
    let question = Self.question(0.05)
    func firm(_ seats: Int) -> Scenario {
      let base = Self.scenario(budget: false)
      return Scenario(
        name: "power", question: "", notes: "", seed: 9, trials: 60,
        plan: ModelPlan(
          organisation: Organisation(seats: seats, span: 4), horizon: base.plan.horizon, reference: base.plan.reference),
        regimes: base.regimes, outputs: Outputs([]))
    }
    let pilots = try [4, 8, 16, 32].map { (size: $0, pilot: try Self.pilot(firm($0), question, 200)) }
    let deviation = sqrt(pilots[1].pilot.power.spread.variance)
    // A change that 60 trials of some twelve sellers would tell.
    let asked = Self.question(0.75 * 2.85 * deviation / sqrt(60))
    let answer = try #require(SizeAnswer(asked, pilots, trials: 60))
    #expect(answer.curve.exponent < -0.5 && answer.curve.exponent > -1.5)
    let needed = answer.needed(0.8), size = try #require(needed.value)
    #expect(try #require(needed.low) <= size && size <= (needed.high ?? .max) && size > 4 && size < 64)
    #expect(try #require(answer.power(size: size).value) >= 0.799)
    #expect(try #require(answer.power(size: size - 1).value) < 0.801)
    // A pilot of that very size agrees.
    let own = try Self.pilot(firm(size), asked, 400)
    #expect(abs(own.power(of: asked.change, trials: 60) - 0.8) < 0.08)
    #expect(SizeAnswer(question, [pilots[0]], trials: 60) == nil)
  }

  @Test("Pilots without noise or values say so")
  func nothing() throws {
    let calm = Sample.scenario().regimes[0]
    let base = Self.scenario(budget: false)
    let same = Scenario(
      name: "same", question: "", notes: "", seed: 9, trials: 5, plan: base.plan,
      regimes: [calm, Regime(name: "brisk", preset: nil, levers: calm.levers)], outputs: Outputs([]))
    #expect(throws: PowerPilot.Failure.self) { try Self.pilot(same, Self.question(0.05), 5) }
  }
}
