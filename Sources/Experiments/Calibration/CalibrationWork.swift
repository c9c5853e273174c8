import SalesForce

/// What the search and the choice of members work with.
struct CalibrationWork: Sendable {
  let scenario: Scenario
  let plan: CalibrationPlan
  let files: CalibrationFiles
  let threads: Int
  let stop: StopSignal
  let progress: @Sendable (CalibrationProgress) -> Void

  /// Simulates those of some sets that are planned, and writes them down piece by piece, in their order.
  /// - Parameters:
  ///   - first: the first trial of the draws that they meet.
  ///   - table: the file that holds all of `points`.
  func simulate(
    _ points: inout [CalibrationPoint], _ table: PointTable, firstTrial first: Int, told: @Sendable (Int) -> Void
  ) throws {
    let simulation = try PointSimulation(
      scenario, paths: plan.paths, targets: table.targets, from: first, trials: scenario.trials)
    let open = points.indices.filter { points[$0].status == .planned }
    let piece = 4 * threads
    for start in stride(from: 0, to: open.count, by: piece) where !stop.isRaised {
      let rows = Array(open[start..<min(start + piece, open.count)]), known = points
      let found = try Concurrent.map(rows.count, threads: threads) { place in
        try simulation.estimates(at: known[rows[place]].parameters) { !stop.isRaised }
      }
      guard !stop.isRaised else { return }
      for (row, estimates) in zip(rows, found) {
        // Parameters that the model refuses fit nothing.
        points[row].status = estimates == nil ? .refused : .simulated
        guard let estimates else { continue }
        points[row].values = estimates.map { $0?.value ?? .nan }
        points[row].variances = estimates.map { $0?.variance ?? .nan }
      }
      try table.write(points)
      told(min(start + piece, open.count) + points.count - open.count)
    }
  }
}
