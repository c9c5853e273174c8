import Foundation
import ResultTables

/// `shards/plan.json`: which study is divided, by whom, and into how many shards. Written once, by whoever comes first;
/// the same bytes whoever that is.
struct ShardRecord: Equatable {
  let build: BuildInfo
  let scenario: String
  /// SHA-256 of the scenario as given, and with its budget solved.
  let given: String
  let study: String
  let regimes: [String]
  let plan: ShardPlan

  private struct Stored: Decodable {
    let rainmaker: String
    let commit: String?
    let scenario: String
    let scenario_sha256: String
    let study_sha256: String
    let regimes: [String]
    let trials: Int
    let pairs: Int
    let shards: Int
  }

  init(build: BuildInfo, scenario: String, given: String, study: String, regimes: [String], plan: ShardPlan) {
    (self.build, self.scenario, self.given, self.study) = (build, scenario, given, study)
    (self.regimes, self.plan) = (regimes, plan)
  }

  /// - Returns: nil where there is none.
  /// - Throws: ``ShardRefusal`` for a file that this program has not written, or that was changed.
  init?(at path: String) throws {
    guard FileIdentity(path: path) != nil else { return nil }
    let bytes = try SmallFile.bytes(at: path, atMost: Manifest.limit)
    guard Manifest.seal(of: bytes) == .intact,
      let stored = try? JSONDecoder().decode(Stored.self, from: Data(bytes)),
      (1...ShardPlan.most).contains(stored.shards), Scenario.trialRange.contains(stored.trials),
      stored.shards <= stored.trials, (0...SlopeTrials.most).contains(stored.pairs)
    else {
      throw ShardRefusal(
        "'\(path.printable)' was not written by this program, or was changed: with it and all else in its folder gone, "
          + "shards can be run anew", code: 65)
    }
    self.init(
      build: BuildInfo(version: stored.rainmaker, commit: stored.commit), scenario: stored.scenario,
      given: stored.scenario_sha256, study: stored.study_sha256, regimes: stored.regimes,
      plan: ShardPlan(shards: stored.shards, trials: stored.trials, pairs: stored.pairs))
  }

  func write(to path: String) throws {
    try Manifest([
      ("rainmaker", .string(build.version)),
      ("commit", .optional(build.commit)),
      ("scenario", .string(scenario)),
      ("scenario_sha256", .string(given)),
      ("study_sha256", .string(study)),
      ("regimes", .array(regimes.map { .string($0) })),
      ("trials", .integer(plan.trials)),
      ("pairs", .integer(plan.pairs)),
      ("shards", .integer(plan.shards)),
    ]).write(to: path)
  }
}
