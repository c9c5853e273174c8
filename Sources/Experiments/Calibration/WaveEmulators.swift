import LinearAlgebra
import SimulationStatistics

/// Emulators of the targets that are fitted, from the sets of parameters simulated so far.
///
/// All sets meet the same random draws, so that what is emulated is the mean over these draws, a function without noise but
/// with a roughness of its own (the nugget); what the draws as a whole are off by is the Monte Carlo variance.
struct WaveEmulators: Sendable {
  let emulators: [TargetEmulator]
  /// Targets that have none: too few sets of parameters give them a value, or all the same.
  let missing: [String]

  /// Sets of parameters that an emulator is fitted to, at most: those of the first wave, and the best of the others.
  private static let most = 600
  /// Values farther off than so many standard deviations count as being there: they are implausible either way, and a few
  /// wild ones would spoil the emulator where it matters.
  private static let reach = 10.0

  init(_ points: [CalibrationPoint], _ targets: [StudyTarget], threads: Int, blas: BLAS) throws {
    let later = points.filter { $0.wave > 0 }.sorted { $0.misfit(targets) < $1.misfit(targets) }
    let first = points.filter { $0.wave == 0 }
    let used = first + later.prefix(max(0, Self.most - first.count))
    let found = try Concurrent.map(targets.count, threads: threads) { place -> TargetEmulator? in
      let rows = used.filter { $0.values[place].isFinite }
      guard let aim = targets[place].aim else { return nil }
      guard let one = rows.first, rows.count > one.parameters.count + 3 else { return nil }
      let data = try EmulatorData(
        points: Matrix(rows: rows.map(\.parameters)),
        means: rows.map {
          min(max($0.values[place], aim.value - Self.reach * aim.sd), aim.value + Self.reach * aim.sd)
        },
        noise: rows.map { _ in 0 })
      guard
        let process = try? GaussianProcess(
          data, settings: EmulatorSettings(trend: .linear, iterations: 60), using: blas)
      else { return nil }
      let noise = rows.reduce(0) { $0 + $1.variances[place] } / Double(rows.count)
      return TargetEmulator(target: aim, emulator: process, monteCarlo: noise)
    }
    emulators = found.compactMap { $0 }
    missing = zip(targets, found).filter { $0.1 == nil }.map(\.0.name)
  }

  /// The region that no emulator calls implausible.
  func plausible(_ box: ParameterBox) throws -> HistoryMatching {
    HistoryMatching(box: box, waves: [try MatchingWave(emulators)])
  }

  /// The part of it where every target is expected to be met with some room: where members are looked for.
  func likely(_ box: ParameterBox) throws -> HistoryMatching {
    let means = emulators.map { own in
      TargetEmulator(target: own.target, emulator: MeanEmulator(of: own.emulator))
    }
    return HistoryMatching(box: box, waves: [try MatchingWave(means, cutoff: Self.room)])
  }

  /// Standard deviations: members are those within three.
  private static let room = 2.4
}

/// An emulator's mean, taken as known.
private struct MeanEmulator: Emulator {
  let process: any Emulator

  init(of process: any Emulator) { self.process = process }

  func predict(_ points: Matrix) throws(StatisticsError) -> EmulatorPredictions {
    let means = try process.means(points)
    return EmulatorPredictions(means: means, variances: means.map { _ in 0 }, nugget: 0)
  }
}
