import PortableMath
import RandomStreams
import Testing
import Verification

@testable import SalesForce

@Suite("Issues and their resolution")
struct IssueTests {
  /// A firm whose opportunities all enter the issue stage this week.
  private func bench(
    trial: UInt32 = 0, owns: Double, asks: Double, _ parameters: [String: Double] = [:],
    levers: [LeverName: Double] = [:]
  ) -> Bench {
    var bench = Bench(
      seats: 64, trial: trial,
      [
        "prospecting.arrival_rate": 40, "prospecting.size_odds": 0, "prospecting.size_pace": 0,
        "common.merit_log_sd": 0, "issues.expert_rate": 10_000, "issues.reach": 100,
      ].merging(parameters) { $1 }, levers: levers)
    bench.firm[.autonomy].fill(1)
    bench.firm[.ownership].fill(owns)
    bench.firm[.supportSkill].fill(asks)
    bench.firm.experts.staff(4, now: 0)
    bench.pass(Prospecting.self)
    for row in 0..<bench.firm.opportunities.count {
      bench.firm.opportunities.stage[row] = StageRates.issueStage
      bench.firm.opportunities.markRaised(row)
    }
    bench.beginWeek()
    return bench
  }

  private func sum(_ column: Column<Double>) -> Double { (0..<column.count).reduce(0) { $0 + column[$1] } }

  @Test("An opportunity has Poisson(ν) issues, and each that stays multiplies its advance by κ")
  func counts() {
    var bench = bench(owns: 0, asks: 0, ["issue_outcomes.resolved_by_itself": 0])
    bench.pass(Issues.self)
    let open = bench.firm.opportunities[.unresolved], advance = bench.firm.opportunities[.advance]
    let counts = (0..<open.count).map { open[$0] }, mean = known("issues", "mean")
    expect("issues", "mean", Sample(counts), mean, sharp: 0.12)
    expect("issues", "variance", Sample(counts.map { ($0 - mean) * ($0 - mean) }), mean, sharp: 0.25)
    let rate = bench.common.stages.advance[Int(StageRates.issueStage)]
    expect(
      "issues", "drag", Sample((0..<open.count).map { advance[$0] / rate }), known("issues", "drag_mean"), sharp: 0.03)
    #expect(bench.firm[.issues] == sum(open) && bench.firm[.issuesResolved] == 0)
  }

  @Test(
    "Issues are resolved with ρ0 by chance alone, ρ_d owned, ρ_e(1−ℓ) asked, 1−(1−ρ_d)(1−ρ_e) both",
    arguments: [
      (0.0, 0.0, "neither"), (1, 0, "alone"), (0, 1, "expert"), (1, 1, "both"),
    ])
  func resolution(owns: Double, asks: Double, name: String) {
    var resolved = Sample(), hours = Sample()
    for trial in 0..<8 {
      var bench = bench(trial: UInt32(trial), owns: owns, asks: asks, ["expert_queue.answer_limit": 10_000])
      bench.pass(Issues.self)
      for week in 0..<3 { bench.pass(ExpertQueue.self, week: week) }
      #expect(bench.firm[.asked] == asks * bench.firm[.issues] && bench.firm.experts.count == 0)
      #expect(sum(bench.firm.opportunities[.unresolved]) == bench.firm[.issues] - bench.firm[.issuesResolved])
      resolved.add(bench.firm[.issuesResolved] / bench.firm[.issues])
      hours.add(sum(bench.firm[.issueHours]) / bench.firm[.issues])
    }
    expect("issues", "resolved, \(name)", resolved, known("issues", "resolved_\(name)"), sharp: 0.025)
    expectExact("issues", "hours, \(name)", hours.mean, owns * (asks == 1 ? 1.3 : 2.6))
  }

  @Test("Sellers who ask in vain are left with what they do themselves", arguments: [(0.0, "neither"), (1, "alone")])
  func unanswered(owns: Double, name: String) {
    var resolved = Sample()
    for trial in 0..<8 {
      var bench = bench(trial: UInt32(trial), owns: owns, asks: 1, ["expert_queue.answer_limit": 0])
      bench.firm.experts.staff(4, now: 0)
      bench.firm.experts.freeTimes.fill(1e6)
      bench.pass(Issues.self)
      bench.pass(ExpertQueue.self)
      #expect(bench.firm[.abandoned] == bench.firm[.asked] && bench.firm[.answered] == 0)
      expectExact(
        "issues", "hours, \(name), unanswered", sum(bench.firm[.issueHours]), owns * 2.6 * bench.firm[.issues])
      resolved.add(bench.firm[.issuesResolved] / bench.firm[.issues])
    }
    expect("issues", "resolved, \(name), unanswered", resolved, known("issues", "resolved_\(name)"), sharp: 0.025)
  }

  @Test("An issue is owned with o(½+½A)·drive", arguments: [0.5, 1.0, 1.2, 2])
  func owning(drive: Double) {
    let owns = drive == 2 ? 0.3 : 0.6, expected = owns * (0.5 + 0.5 * 0.36) * drive
    var owned = Sample()
    for trial in 0..<6 {
      var bench = bench(trial: UInt32(trial), owns: owns, asks: 0)
      bench.firm[.autonomy].fill(0.36)
      bench.firm[.supportDrive].fill(drive)
      bench.pass(Issues.self)
      owned.add(sum(bench.firm[.issueHours]) / 2.6 / bench.firm[.issues])
    }
    expect("issues", "owned at drive \(drive)", owned, expected, sharp: 0.035)
  }

  @Test(
    "An expert is asked with u·(1 − exp(−(k₀ + k_t(1−e^{−tenure/52}) + k_d·directory)e^{.1·sociability}))",
    arguments: [
      (0.0, 0.0, 0.0), (104, 0, 0), (0, 1, 0), (26, 0, 2),
    ])
  func asking(tenure: Double, directory: Double, sociability: Double) {
    var asked = Sample()
    for trial in 0..<6 {
      var bench = bench(
        trial: UInt32(trial), owns: 0, asks: 0.5, ["issues.reach": 0.1], levers: [.directory: directory])
      bench.firm[.tenure].fill(tenure)
      bench.firm[.sociability].fill(sociability)
      bench.pass(Issues.self)
      asked.add(bench.firm[.asked] / bench.firm[.issues])
    }
    let reach = (0.1 - 1.5 * Portable.expm1(-tenure / 52) + 1.5 * directory) * Portable.exp(0.1 * sociability)
    expect(
      "issues", "asked at tenure \(tenure), directory \(directory), sociability \(sociability)", asked,
      -0.5 * Portable.expm1(-reach), sharp: 0.03)
  }
}
