import LinearAlgebra
import RandomStreams
import SalesForce
import SimulationStatistics

/// Finds sets of parameters with which the model meets its targets, by history matching: simulate, emulate each target, look
/// where all are expected to be met, simulate there (Craig, Goldstein, Seheult & Smith 1997; Vernon, Goldstein & Bower
/// 2010).
///
/// All sets meet the same random draws, so that targets that are effects are compared at a small fraction of their noise.
/// Those that fit are simulated again on fresh draws, and are members only if they fit there as well: the best of many on
/// one set of draws are partly lucky. Checks are looked at when the members are settled.
///
/// What chooses the next sets goes through BLAS; whoever repeats the search with another build of it may find other
/// members. What was found is a file, and every study over it has the same bits anywhere.
public struct Calibration: Sendable {
  let scenario: Scenario
  let plan: CalibrationPlan
  let files: CalibrationFiles
  let threads: Int
  let stop: StopSignal
  let progress: @Sendable (Progress) -> Void

  /// What is told while it runs.
  public enum Progress: Sendable {
    /// Sets of a wave that are simulated, of how many.
    case wave(Int, done: Int, of: Int)
    /// Emulators are made of so many sets, and it is looked for where to go next.
    case looking(fitting: Int, simulated: Int)
    /// Sets that were simulated on fresh draws, members among them, and how many are wanted.
    case confirming(tried: Int, members: Int, wanted: Int)
    /// Members for which the checks were simulated.
    case checks(done: Int, of: Int)
  }

  /// - Parameter directory: exists; what earlier runs left in it is gone on from.
  public init(
    _ scenario: Scenario, _ plan: CalibrationPlan, directory: String, threads: Int, stop: StopSignal,
    progress: @escaping @Sendable (Progress) -> Void
  ) {
    (self.scenario, self.plan, self.threads, self.stop, self.progress) = (scenario, plan, threads, stop, progress)
    files = CalibrationFiles(plan: plan, directory: directory)
  }

  /// - Throws: `CalibrationRefusal`, what simulation, emulators and files throw.
  public func run() throws -> CalibrationAnswer {
    var search = CalibrationSearch(self), members = CalibrationMembers(self)
    try search.run()
    if !stop.isRaised { try members.run(search.fitting) }
    let answer = try CalibrationAnswer(plan, search, members, isStopped: stop.isRaised)
    if answer.status != .interrupted { try files.write(answer) }
    return answer
  }

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
