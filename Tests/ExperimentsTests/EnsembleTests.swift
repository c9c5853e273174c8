import Foundation
import SalesForce
import Testing

@testable import Experiments

/// Studies over plausible firms: which trial has which parameters, and what is one observation.
@Suite struct EnsembleTests {
  private static let paths = ["prospecting.arrival_rate", "turnover.base_hazard"]
  private static let members = [[1.6, 0.002], [2, 0.003], [2.4, 0.004]]

  private static func scenario(
    trials: Int, _ members: [[Double]]? = EnsembleTests.members, _ parameters: [String: [Double]] = [:]
  ) -> Scenario {
    let plain = Sample.scenario(trials: trials)
    return Scenario(
      name: plain.name, question: "", notes: "", seed: plain.seed, trials: trials,
      plan: plain.plan.with(parameters: plain.plan.parameters.merging(parameters) { $1 }), regimes: plain.regimes,
      outputs: plain.outputs, ensemble: members.map { ParameterEnsemble(name: "three", paths: paths, members: $0) })
  }

  @Test("Trial t is the trial t of a firm with member t mod n alone, to the bit")
  func membersInTurn() throws {
    let all = try Sample.run(Self.scenario(trials: 6), threads: 2).text("trials.csv").split(separator: "\n")
    for (number, member) in Self.members.enumerated() {
      let own = Dictionary(uniqueKeysWithValues: zip(Self.paths, member.map { [$0] }))
      let alone =
        try Sample.run(Self.scenario(trials: 6, nil, own), threads: 1).text("trials.csv").split(separator: "\n")
      #expect(alone.count == all.count && all.count == 13)
      for row in 1..<all.count where (row - 1) / 2 % 3 == number { #expect(all[row] == alone[row]) }
    }
  }

  @Test("Threads change no byte")
  func threads() throws {
    let one = try Sample.run(Self.scenario(trials: 7), threads: 1)
    #expect(try Sample.run(Self.scenario(trials: 7), threads: 3).tables == one.tables)
  }

  @Test("Trials that share a member are one observation; pilots and pairs begin with the first member")
  func observations() {
    let scenario = Self.scenario(trials: 8)
    #expect(scenario.observations(0..<8) == [[0, 3, 6], [1, 4, 7], [2, 5]])
    #expect(scenario.observations(0..<3) == [[0], [1], [2]])
    #expect(Self.scenario(trials: 8, nil).observations(0..<2) == [[0], [1]])
    for first in [0, 1 << 31, SlopeTrials.first] { #expect(scenario.ensemble?.member(of: first + 4) == 1) }
  }

  @Test("Means over members, their interval by members; what a design sets stays")
  func clustered() throws {
    let run = try Sample.run(Self.scenario(trials: 6), threads: 2)
    let reader = try JournalReader(path: run.directory + "/trials.journal")
    let scenario = Self.scenario(trials: 6), trials = StudyTrials(scenario, reader: reader, equalCost: nil)
    var seen: [Double] = []
    try trials.forEach { seen.append($0.lived[Metric.revenue.rawValue]) }
    var raw: [Double] = []
    try reader.forEachTrial { raw.append($1[Metric.revenue.rawValue]) }
    #expect(seen.count == 3)
    for member in 0..<3 { #expect(abs(seen[member] - (raw[member] + raw[member + 3]) / 2) < 1e-9) }
    let entry = try #require(
      SummaryPasses(trials: trials, arms: scenario.arms([0, 1])).entries().first { $0.metric == "revenue" })
    #expect(entry.n == 3)
    let factor = Factor(
      name: "leads",
      levels: [
        .init(name: "low", settings: [.parameter("prospecting.arrival_rate", [1.1])]),
        .init(name: "high", settings: [.parameter("prospecting.arrival_rate", [3])]),
      ])
    let design = Scenario(
      name: "d", question: "", notes: "", seed: 1, trials: 3, plan: scenario.plan, regimes: scenario.regimes,
      outputs: scenario.outputs, design: StudyDesign([factor]), ensemble: scenario.ensemble)
    #expect(design.parameters(World(combination: 1), trial: 2)["prospecting.arrival_rate"] == [3])
    #expect(design.parameters(World(combination: 1), trial: 2)["turnover.base_hazard"] == [0.004])
  }
}
