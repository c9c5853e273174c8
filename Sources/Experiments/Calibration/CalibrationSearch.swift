import LinearAlgebra
import RandomStreams
import SimulationStatistics

/// The search for sets of parameters that fit: the scenario's own settings and a Latin hypercube, then waves where the
/// emulators expect all targets to be met, or where none is surely missed.
struct CalibrationSearch {
  /// Sets that fit for each member that is wanted: some are lost on fresh draws, and those kept are to lie far apart.
  private static let surplus = 2
  /// Sobol' points that are tried before the region is looked for step by step.
  private static let candidates = 1 << 13
  /// Steps that a parameter's range has at the least, of a power of ten: a member can be written down.
  private static let least = 1000.0

  private let work: CalibrationWork
  private let plan: CalibrationPlan
  private let targets: [StudyTarget]
  private let table: PointTable
  private(set) var points: [CalibrationPoint] = []

  init(_ work: CalibrationWork) {
    (self.work, plan, targets) = (work, work.plan, work.plan.fitted)
    table = work.files.points
  }

  /// Sets that lie within three standard deviations of every target.
  var fitting: [CalibrationPoint] { points.filter { $0.misfit(targets) <= StudyTarget.implausible } }

  private var isEnough: Bool { fitting.count >= Self.surplus * plan.members }

  /// Goes on until enough sets fit, the waves are used, nothing can fit, or somebody stops it.
  mutating func run() throws {
    points = try table.read()
    guard zip(points, points.dropFirst()).allSatisfy({ $0.wave <= $1.wave }) else {
      throw SearchRefusal("\(table.path): damaged: its waves are out of order", code: 65)
    }
    var blas: BLAS?
    for wave in 0..<plan.waves {
      if !points.contains(where: { $0.wave == wave }) {
        let chosen: [[Double]]
        if wave == 0 {
          let own = work.ownSettings.map { [$0] } ?? []
          chosen = own + Self.rows(try hypercube(wave: 0, plan.points - own.count)).map(rounded)
        } else {
          if isEnough { return }
          work.progress(.looking(fitting: fitting.count, simulated: points.count))
          let library = try blas ?? BLAS.open()
          blas = library
          let next = try next(wave: wave, library)
          if next.rowCount == 0 { return }
          chosen = Self.rows(next).map(rounded)
        }
        if work.stop.isRaised { return }
        points += chosen.map { row in
          CalibrationPoint(wave: wave, parameters: row, targets: targets.count)
        }
        try table.write(points)
      }
      guard points.contains(where: { $0.status == .planned }) else { continue }
      let others = points.count { $0.wave != wave }, all = points.count - others
      try work.simulate(&points, table, firstTrial: 0) { [work] done in
        work.progress(.wave(wave, done: done - others, of: all))
      }
      if work.stop.isRaised { return }
    }
  }

  /// Where to simulate next, given what is simulated; nowhere where every set is implausible.
  private func next(wave: Int, _ blas: BLAS) throws -> Matrix {
    let emulators = try WaveEmulators(points, targets, threads: work.threads, blas: blas)
    guard !emulators.emulators.isEmpty else { return try hypercube(wave: wave, plan.points) }
    let taken = try Matrix(rows: points.map(\.parameters))
    for region in [try emulators.likely(plan.box), try emulators.plausible(plan.box)] {
      let found = try region.nextPoints(
        plan.points, key: key(wave: wave), known: taken, taken: taken, candidates: Self.candidates)
      if found.points.rowCount > 0 { return found.points }
    }
    return Matrix(rowCount: 0, columnCount: plan.box.dimension)
  }

  private func hypercube(wave: Int, _ count: Int) throws -> Matrix {
    try plan.box.points(
      unit: try LatinHypercube.points(count, dimension: plan.box.dimension, key: key(wave: wave)))
  }

  /// No trial has such a number.
  private func key(wave: Int) -> StreamKey {
    StreamKey(seed: work.scenario.seed, trial: UInt32.max - UInt32(wave))
  }

  private func rounded(_ row: [Double]) -> [Double] {
    zip(plan.box.parameters, row).map { parameter, value in
      let width = parameter.range.upperBound - parameter.range.lowerBound
      var scale = 1.0
      while scale * width < Self.least, scale < 1e12 { scale *= 10 }
      return min(max((value * scale).rounded() / scale, parameter.range.lowerBound), parameter.range.upperBound)
    }
  }

  private static func rows(_ points: Matrix) -> [[Double]] {
    (0..<points.rowCount).map { i in (0..<points.columnCount).map { points[i, $0] } }
  }
}
