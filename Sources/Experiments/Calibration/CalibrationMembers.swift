import LinearAlgebra
import SimulationStatistics

/// The ensemble: of the sets that fit those that lie far apart and fit on fresh draws as well, then the checks at these.
struct CalibrationMembers {
  private let work: CalibrationWork
  private let plan: CalibrationPlan
  /// Sets that were simulated on fresh draws, in the order of their choice.
  private(set) var confirmed: [CalibrationPoint] = []
  /// The same sets with what the checks came to, for members only.
  private(set) var checks: [CalibrationPoint] = []

  /// Sets at a time: how many are tried does not hang on the number of threads.
  private static let piece = 16

  init(_ work: CalibrationWork) { (self.work, plan) = (work, work.plan) }

  /// Those that fit on fresh draws, as many as are wanted.
  var members: [CalibrationPoint] {
    Array(confirmed.filter { $0.misfit(plan.fitted) <= StudyTarget.implausible }.prefix(plan.members))
  }

  /// - Parameter fitting: sets that fit on the draws of the search.
  mutating func run(_ fitting: [CalibrationPoint]) throws {
    try confirm(fitting)
    guard !work.stop.isRaised, !members.isEmpty else { return }
    // From here on the ensemble is settled: only now are the checks looked at.
    try work.files.writeEnsemble(members)
    try check()
  }

  private mutating func confirm(_ fitting: [CalibrationPoint]) throws {
    let table = work.files.confirmed
    confirmed = try table.read()
    let known = Set(confirmed.map(\.parameters)), rest = fitting.filter { !known.contains($0.parameters) }
    let order = try farApart(rest)
    var next = 0
    while !work.stop.isRaised, members.count < plan.members || confirmed.contains(where: \.isPlanned) {
      if !confirmed.contains(where: \.isPlanned) {
        guard next < order.count else { break }
        confirmed += order[next..<min(next + Self.piece, order.count)].map {
          CalibrationPoint(wave: $0.wave, parameters: $0.parameters, targets: plan.fitted.count)
        }
        next += Self.piece
      }
      try work.simulate(&confirmed, table, firstTrial: plan.freshTrial(after: work.scenario.trials)) {
        _ in
      }
      work.progress(.confirming(tried: confirmed.count, members: members.count, wanted: plan.members))
    }
  }

  /// The scenario's own settings, then sets far apart, and far from what is confirmed, so that directions that the targets
  /// leave open are covered from end to end.
  private func farApart(_ all: [CalibrationPoint]) throws -> [CalibrationPoint] {
    let own = all.filter { $0.parameters == work.ownSettings },
      points = all.filter { $0.parameters != work.ownSettings }
    guard !points.isEmpty else { return own }
    let unit = try plan.box.unit(points: Matrix(rows: points.map(\.parameters)))
    // Own settings stand apart from this order, so that it is the same wherever it is taken up again.
    let others = confirmed.map(\.parameters).filter { $0 != work.ownSettings }
    let taken = others.isEmpty ? nil : try plan.box.unit(points: Matrix(rows: others))
    return own
      + MaximinSelection.choose(points.count, from: unit, taken: taken, nearCopies: 0).indices.map { points[$0] }
  }

  private mutating func check() throws {
    guard !plan.checks.isEmpty else { return }
    let table = work.files.checks, known = try table.read()
    checks = members.map { member in
      known.first { $0.parameters == member.parameters }
        ?? CalibrationPoint(wave: member.wave, parameters: member.parameters, targets: plan.checks.count)
    }
    let all = checks.count
    try work.simulate(&checks, table, firstTrial: plan.freshTrial(after: work.scenario.trials)) {
      [work] done in
      work.progress(.checks(done: done, of: all))
    }
    try table.write(checks)
  }
}

extension CalibrationPoint {
  fileprivate var isPlanned: Bool { status == .planned }
}
