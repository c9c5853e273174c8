import PortableMath
import RandomStreams
import Testing
import Verification

@testable import SalesForce

@Suite("Crowding in the whole model")
struct CrowdingTests {
  /// Revenue under pull's pay plan over that of the same firm on salary alone, less 1, by trial; common random numbers.
  private func effect(crowding: Double, without: Set<String>) throws -> [Double] {
    func regime(_ name: String, _ pay: [LeverName: Double]) -> Regime {
      let levers: [LeverName: Double] = [.pushShare: 0.2, .monitoring: 0.2, .coaching: 1, .hiringTalent: 1]
      return Regime(name: name, preset: nil, levers: levers.merging(pay) { $1 }.mapValues { WeeklyPath($0) })
    }
    let salary = regime("salary", [.salary: 1])
    let pull = regime(
      "pull", [.salary: 0.5, .commission: 0.1, .accelerator: 0.05, .bonus: 0.1, .contest: 0.25])
    let plan = ModelPlan(
      organisation: Organisation(seats: 64, span: 8), horizon: Horizon(weeks: 104, warmUp: 26), knockedOut: without,
      parameters: ["common.crowding": [crowding]], reference: salary)
    var runner = TrialRunner(try Model(plan: plan, regimes: [salary, pull]))
    return try (0..<6).map { trial in
      let outcomes = try runner.run(StreamKey(seed: 7, trial: UInt32(trial)), regimes: [0, 1], weekly: false)
      let revenue = outcomes.map { $0.metrics[Metric.revenue.rawValue] }
      return revenue[1] / revenue[0] - 1
    }
  }

  /// Only selling effort carries pay into sales where skill, issues and people are knocked out.
  private static let effortAlone: Set<String> = [
    "direction", "issues", "expert_queue", "skill", "turnover", "hiring",
  ]

  @Test(
    "Pay raises sales where nothing is crowded out, less the more is: with and without the other channels",
    arguments: [
      effortAlone, [],
    ])
  func sign(without: Set<String>) throws {
    let effects = try [0, 0.5, 1.5].map { try effect(crowding: $0, without: without) }
    let channel = without.isEmpty ? "whole model" : "selling effort alone"
    for (chi, effect) in zip([0, 0.5, 1.5], effects) {
      report("crowding", "sales under pull's pay against salary, χ \(chi), \(channel)", Sample(effect))
    }
    let lowest = Sample(effects[0])
    #expect(lowest.mean > 4 * lowest.standardError)
    for step in 0..<2 {
      let fall = Sample(zip(effects[step], effects[step + 1]).map { $0 - $1 })
      #expect(fall.mean > 4 * fall.standardError)
    }
  }
}
