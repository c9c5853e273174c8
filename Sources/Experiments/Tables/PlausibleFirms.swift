import RandomStreams
import ResultTables
import SimulationStatistics

/// What firms of an ensemble come to, apart from the draws of their trials, and how sure that is.
struct PlausibleFirms {
  private let ensemble: ParameterEnsemble
  private let key: StreamKey
  private let level: Double
  /// One for each number of firms that have a value.
  private var resamplings: [Int: MemberResampling] = [:]

  /// No trial has such a number.
  private static let trial: UInt32 = 0xffff_fffd

  init(_ ensemble: ParameterEnsemble, of scenario: Scenario) {
    (self.ensemble, level) = (ensemble, scenario.outputs.confidence.level)
    key = StreamKey(seed: scenario.seed, trial: Self.trial)
  }

  struct Reading {
    /// Firms and trials with a value.
    let members, trials: Int
    /// nil where no firm has two trials, so that firms and draws cannot be told apart.
    let effects: MemberEffects?
    let sure: MemberResampling.Intervals?
    /// The parameter that the firms' own values go with most, where one stands out.
    let leading: (path: String, correlation: Double)?

    /// Cells of ``PlausibleFirms/lastFields``.
    var lastCells: [Cell] {
      [
        .text(leading?.path ?? ""), .optional(leading?.correlation), .text(effects == nil ? "not_estimable" : "ok"),
      ]
    }
  }

  /// - Parameters:
  ///   - numbers: a firm's trials, one list a member.
  ///   - region: what the share of firms is of.
  ///   - commonError: standard error of what was estimated beside the trials and moves all firms alike.
  mutating func reading(_ numbers: [[Double]], share region: (low: Double, high: Double), commonError: Double)
    -> Reading
  {
    let present = numbers.indices.filter { !numbers[$0].isEmpty }
    let effects = try? MemberEffects(present.map { numbers[$0] })
    let sure = effects.flatMap { effects in
      let resampling = resamplings[effects.members] ?? MemberResampling(members: effects.members, key: key)
      resamplings[effects.members] = resampling
      return resampling.intervals(of: effects, share: region, level: level, commonError: commonError)
    }
    return Reading(
      members: present.count, trials: present.reduce(0) { $0 + numbers[$1].count }, effects: effects, sure: sure,
      leading: effects.flatMap { lead(present, $0) })
  }

  private func lead(_ members: [Int], _ effects: MemberEffects) -> (path: String, correlation: Double)? {
    let all = ensemble.paths.indices.map { column in
      (ensemble.paths[column], RankCorrelation.of(members.map { ensemble.members[$0][column] }, effects.values))
    }
    guard let best = all.max(by: { $0.1.magnitude < $1.1.magnitude }) else { return nil }
    // Of so many parameters one goes with anything: what noise alone does in one of twenty tables is left out.
    return best.1.magnitude > RankCorrelation.bound(count: members.count) ? best : nil
  }

  /// What tables over firms end with.
  static let lastFields = [
    TableField(
      "goes_with", type: .string, unit: "",
      description: "parameter with which the firms' own values go most; empty where none stands out"),
    TableField(
      "rank_correlation", type: .number, unit: "1",
      description: "Spearman's correlation of that parameter with the firms' own values"),
    TableField(
      "status", type: .string, unit: "",
      description: "ok; not_estimable where no firm has two trials, so that firms and draws cannot be told apart",
      constraints: .init(required: true, values: ["ok", "not_estimable"])),
  ]
}
