import ResultTables
import SalesForce

/// `failures.csv`: the trials that failed, why, and the command that shows it.
///
/// The journal keeps that a trial has failed and not why. Trials are simulated again for that, every pass of every week
/// tested, so that the rows are the same whether the study was run so or not; of very many failures only the first are.
struct FailuresTable: StudyTable {
  let data: StudyData
  let failed: FailedTrials

  /// Parts of trials that are simulated again.
  static let explained = 100

  /// What came of that.
  enum Status: String, CaseIterable {
    case broken
    case notFound = "not_found"
    case notReplayed = "not_replayed"

    fileprivate var meaning: String {
      switch self {
      case .broken: "the law does not hold"
      case .notFound: "simulated again nothing was broken in any regime: the machine erred, or the journal was changed"
      case .notReplayed: "not simulated again, since \(FailuresTable.explained) others were"
      }
    }
  }

  var schema: TableSchema {
    TableSchema(
      name: "failures", title: "Failed trials",
      description:
        "One row for each regime of a trial in which a law of the model was broken, which is a defect of the "
        + "program. The trial is left out of all estimates, in every regime that was to run beside it.",
      tier: .a,
      fields: [
        TableField(
          "regime", type: .string, unit: "", description: "name of the regime, or of a mix of two",
          constraints: .init(required: true)),
        TableField(
          "without", type: .string, unit: "",
          description: "mechanisms that the arm runs without; empty for a regime as it is"),
        StudySchemas.point, TableField("trial", type: .integer, unit: "", description: "number of the trial, from 0"),
        TableField(
          "member", type: .integer, unit: "",
          description: "member of the ensemble whose parameters the trial has; empty without one"),
        StudySchemas.status(Status.allCases.map { ($0.rawValue, $0.meaning) }),
        TableField(
          "week", type: .integer, unit: "weeks",
          description: "week of the scenario, from 0, in which it was found, every pass of every week tested"),
        TableField("law", type: .string, unit: "", description: "what must hold whatever the settings"),
        TableField("found", type: .string, unit: "", description: "what was found instead"),
        TableField(
          "command", type: .string, unit: "",
          description: "command that simulates it again, to be run in the directory of the results",
          constraints: .init(required: true)),
      ], primaryKey: ["regime", "without", "point", "trial"])
  }

  func rows(_ write: ([Cell]) throws -> Void) throws {
    let first = failed.parts.prefix(Self.explained)
    let (scenario, study, watch) = (data.scenario, data.study, data.watch)
    let found = try Concurrent.map(first.count, threads: data.threads) { place in
      try Self.broken(first[place], of: scenario, study, watch)
    }
    for (place, part) in failed.parts.enumerated() {
      let laws = place < found.count ? found[place] : [:]
      let status: Status = place >= found.count ? .notReplayed : laws.isEmpty ? .notFound : .broken
      for arm in part.arms where laws.isEmpty || laws[arm] != nil {
        try write(cells(arm, part.trial, status, laws[arm]))
      }
    }
  }

  /// The laws that are broken in a part of a trial, by arm.
  private static func broken(
    _ part: FailedTrials.Part, of scenario: Scenario, _ study: StudyArms, _ watch: StopWatch
  ) throws -> [Int: BrokenInvariant] {
    var found: [Int: BrokenInvariant] = [:]
    for arm in part.arms {
      try watch.check()
      do {
        _ = try TrialReplay(study[arm], at: arm, of: scenario, trial: part.trial, sample: nil).run(check: true)
      } catch let broken as BrokenInvariant {
        found[arm] = broken
      }
    }
    return found
  }

  private func cells(_ place: Int, _ trial: Int, _ status: Status, _ broken: BrokenInvariant?) -> [Cell] {
    let arm = data.study[place], scenario = data.scenario
    let address = TrialAddress(
      regime: arm.regime.name, without: arm.world.without, point: scenario.points > 1 ? arm.point : nil, trial: trial)
    return [
      .text(arm.regime.name), .text(arm.world.without.joined(separator: " ")), .integer(arm.point), .integer(trial),
      .optional(scenario.ensemble?.member(of: trial)), .text(status.rawValue), .optional(broken?.week),
      .text(broken?.law ?? ""), .text(broken?.found ?? ""), .text(address.command(in: ".", "--check")),
    ]
  }
}
