import SimulationStatistics

/// One row of `selection.csv`: an alternative, and how it stands to the one that is ahead.
public struct SelectionEntry: Sendable, Equatable {
  public let plan: SelectionPlan
  /// How it ended: `chosen`, `maximum`, `spent`, or `interrupted`.
  public let ending: String
  /// From 1: the leader, those that cannot be told from it, the others, each by how far they are behind.
  public let rank: Int
  public let regime: String
  public let point: Int
  /// What distinguishes the point; empty where there is one.
  public let place: String
  /// `leader`, `undistinguished`, `worse` or `unseen`.
  public let status: String
  /// Trials with a value.
  public let n: Int
  public let mean: Double?
  /// By how much the leader is better, with its interval at any time.
  public let behind, low, high: Double?
  public let worseBy: Double?
  /// Trials after which the procedure left it out, and the alternative that it fell behind.
  public let droppedAfter: Int?
  public let droppedBy: String?
}

/// Reads a choice from its journal: the rounds once more, then all alternatives against each other.
struct SelectionPass {
  let scenario: Scenario
  let trials: StudyTrials
  let rounds: SelectionRounds

  func entries() throws -> [SelectionEntry] {
    let arms = rounds.arms, plan = rounds.plan, procedure = rounds.procedure
    var sums = PairedSums(arms.count, procedure.sums.resolution)
    try trials.reader.forEachTrial { try sums.add(rounds.row($1, trials.equalCost)) }
    func terms(_ i: Int, _ j: Int) -> [(arm: Int, sign: Double)] { [(i, 1), (j, -1)] }
    let choice = SimultaneousChoice(
      sums, first: plan.first, confidence: plan.confidence, preferred: procedure.best,
      nuisance: { trials.nuisance(terms($0, $1), rounds.metric) },
      parting: { trials.parting(terms($0, $1), rounds.metric) })
    let order = choice.standings.indices.sorted { key($0, choice) < key($1, choice) }
    let dropped = Dictionary(
      (procedure.screening?.eliminations ?? []).map { ($0.alternative, $0) }, uniquingKeysWith: { first, _ in first })
    return order.enumerated().map { rank, i in
      let standing = choice.standings[i]
      return SelectionEntry(
        plan: plan, ending: procedure.ending?.rawValue ?? "interrupted", rank: rank + 1,
        regime: arms[i].regime.name, point: arms[i].point, place: scenario.name(of: arms[i].point),
        status: i == choice.leader ? "leader" : standing.status.rawValue, n: standing.observations,
        mean: sums.mean(i).map { plan.aim.sign * $0 }, behind: standing.lead, low: standing.low, high: standing.high,
        worseBy: standing.worseBy, droppedAfter: dropped[i]?.after, droppedBy: dropped[i].map { name(arms[$0.by]) })
    }
  }

  private func name(_ arm: Arm) -> String {
    let place = scenario.name(of: arm.point)
    return arm.regime.name + (place.isEmpty ? "" : " at \(place)")
  }

  private func key(_ i: Int, _ choice: SimultaneousChoice) -> (Int, Double, Int) {
    let standing = choice.standings[i]
    let group: Int =
      switch standing.status {
      case .undistinguished: i == choice.leader ? 0 : 1
      case .worse: 2
      case .unseen: 3
      }
    return (group, standing.lead ?? 0, i)
  }
}
