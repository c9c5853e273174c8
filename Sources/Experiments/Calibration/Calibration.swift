import LinearAlgebra
import ResultTables
import SalesForce
import Synchronization

/// Finds sets of parameters with which the model meets its targets, by history matching: simulate, emulate each target, look
/// where no target is surely missed, simulate there (Craig, Goldstein, Seheult & Smith 1997; Vernon, Goldstein & Bower 2010).
///
/// All sets meet the same random draws, so that targets that are effects are compared at a small fraction of their noise.
/// What chooses the next points goes through BLAS; whoever repeats the search with another build of it may find other
/// members. What was found is a file, and every study over it has the same bits anywhere.
public struct Calibration: Sendable {
  private let scenario: Scenario
  private let plan: CalibrationPlan
  private let tables: CalibrationTables
  private let threads: Int
  private let draws: CalibrationDraws

  /// What is told while it runs.
  public enum Progress: Sendable {
    /// Points of a wave that are simulated, of how many.
    case points(Int, of: Int, wave: Int)
    case emulating(wave: Int)
    /// Sets that fit, of those simulated so far.
    case found(Int, of: Int)
  }

  /// - Parameter directory: exists; `points.csv` in it is gone on from.
  public init(_ scenario: Scenario, _ plan: CalibrationPlan, directory: String, threads: Int) {
    (self.scenario, self.plan, self.threads) = (scenario, plan, threads)
    tables = CalibrationTables(plan: plan, directory: directory)
    draws = CalibrationDraws(seed: scenario.seed)
  }

  /// - Parameter known: points of an earlier run that was interrupted, in its order.
  public func run(
    known: [CalibrationPoint] = [], stop: StopSignal, progress: @escaping @Sendable (Progress) -> Void
  ) throws -> CalibrationAnswer {
    let simulation = try PointSimulation(scenario, free: plan.free, targets: plan.targets, trials: scenario.trials)
    let search = CalibrationSearch(targets: plan.targets, inputs: plan.free.count, draws: draws)
    var points = known, blas: BLAS?
    for wave in 0..<plan.waves {
      let before = points.filter { $0.wave < wave }
      guard fitting(before) < plan.members, !stop.isRaised else { break }
      let wanted: [[Double]]
      if wave == 0 {
        wanted = draws.latinHypercube(set: 0, points: plan.points, columns: plan.free.count)
      } else {
        progress(.emulating(wave: wave))
        let library = try blas ?? BLAS.open()
        blas = library
        let emulators = try WaveEmulators(before, plan.targets, threads: threads, blas: library)
        wanted = try search.next(wave: wave, count: plan.points, known: before, emulators)
      }
      try simulate(wanted, wave: wave, simulation, &points, stop, progress)
      progress(.found(fitting(points), of: points.count))
    }
    let answer = CalibrationAnswer(plan, points, isInterrupted: stop.isRaised)
    try tables.writeEnsemble(answer.members)
    try tables.writeFit(answer.targets)
    try tables.writeParameters(answer.parameters)
    return answer
  }

  private func values(_ shares: [Double]) -> [Double] { zip(plan.free, shares).map { $0.value(at: $1) } }

  private func fitting(_ points: [CalibrationPoint]) -> Int {
    points.count { $0.misfit(plan.targets) <= CalibrationSearch.threshold }
  }

  /// Simulates what of a wave is not there yet, and writes it down piece by piece, in its order.
  private func simulate(
    _ wanted: [[Double]], wave: Int, _ simulation: PointSimulation, _ points: inout [CalibrationPoint],
    _ stop: StopSignal, _ progress: @escaping @Sendable (Progress) -> Void
  ) throws {
    var done = points.count { $0.wave == wave }
    let piece = max(4, 4 * threads)
    while done < wanted.count, !stop.isRaised {
      let rows = done..<min(done + piece, wanted.count)
      let counter = Mutex(done)
      let found = try Concurrent.map(rows.count, threads: threads) { place -> CalibrationPoint? in
        let point = values(wanted[rows.lowerBound + place])
        guard let estimates = try simulation.estimates(at: point, isWanted: { !stop.isRaised }) else { return nil }
        let number = counter.withLock { count in
          count += 1
          return count
        }
        progress(.points(number, of: wanted.count, wave: wave))
        return CalibrationPoint(
          wave: wave, parameters: point, free: plan.free, values: estimates.map { $0?.value ?? .nan },
          variances: estimates.map { $0?.variance ?? .nan })
      }
      guard !stop.isRaised else { return }
      points += found.enumerated().map { place, point in
        // Parameters that the model refuses fit nothing.
        point
          ?? CalibrationPoint(
            wave: wave, parameters: values(wanted[rows.lowerBound + place]), free: plan.free,
            values: plan.targets.map { _ in .nan },
            variances: plan.targets.map { _ in .nan })
      }
      done = rows.upperBound
      try tables.write(points)
    }
  }
}
