import LinearAlgebra
import SimulationStatistics

/// Emulators of the targets that are fitted, from the points simulated so far.
struct WaveEmulators: Sendable {
  /// A target's emulator, and the mean noise of its data; nil where too few points have a value or none of them varies.
  private let emulators: [(target: CalibrationTarget, process: GaussianProcess)]
  /// Targets whose emulators say more than they know: coverage by leaving points out is too far off.
  let unreliable: [String]

  /// Points that an emulator is fitted to, at most: those nearest to the targets.
  private static let most = 400
  /// Below this an emulator says nothing.
  private static let least = 12

  init(_ points: [CalibrationPoint], _ targets: [CalibrationTarget], threads: Int, blas: BLAS) throws {
    let nearest = points.sorted { $0.misfit(targets) < $1.misfit(targets) }.prefix(Self.most)
    let fitted = targets.indices.filter { targets[$0].use == .fit }
    let found = try Concurrent.map(fitted.count, threads: threads) { place -> (GaussianProcess, Bool)? in
      let target = fitted[place], usable = nearest.filter { !$0.values[target].isNaN }
      guard usable.count >= max(Self.least, (points.first?.shares.count ?? 0) + 3) else { return nil }
      let data = try EmulatorData(
        points: Matrix(rows: usable.map(\.shares)), means: usable.map { $0.values[target] },
        noise: usable.map { $0.variances[target] })
      guard
        let process = try? GaussianProcess(data, settings: EmulatorSettings(trend: .linear, iterations: 60), using: blas)
      else { return nil }
      return (process, (try? process.reliability().isReliable) ?? false)
    }
    emulators = zip(fitted, found).compactMap { place, result in result.map { (targets[place], $0.0) } }
    unreliable = zip(fitted, found).compactMap { place, result in result?.1 == false ? targets[place].name : nil }
  }

  /// The largest implausibility of each point over targets: distance over the square root of the variances of target,
  /// discrepancy and emulator.
  func implausibility(_ points: [[Double]]) throws -> [Double] {
    guard !points.isEmpty else { return [] }
    var largest = [Double](repeating: 0, count: points.count)
    let rows = try Matrix(rows: points)
    for (target, process) in emulators {
      let predicted = try process.predict(rows)
      for place in points.indices {
        let known = target.sd * target.sd + target.discrepancy * target.discrepancy
        let spread = (known + predicted.variances[place] + predicted.nugget).squareRoot()
        largest[place] = max(largest[place], (predicted.means[place] - target.value).magnitude / spread)
      }
    }
    return largest
  }

  /// The expected misfit, in standard deviations of what is known.
  func misfit(_ points: [[Double]]) throws -> [Double] {
    guard !points.isEmpty else { return [] }
    var largest = [Double](repeating: 0, count: points.count)
    let rows = try Matrix(rows: points)
    for (target, process) in emulators {
      let predicted = try process.predict(rows)
      for place in points.indices {
        largest[place] = max(largest[place], (predicted.means[place] - target.value).magnitude / target.sd)
      }
    }
    return largest
  }
}
