import LinearAlgebra
import PortableMath
import RandomStreams

/// What stands for one of the model's outputs in a wave.
public struct TargetEmulator: Sendable {
  public let target: CalibrationTarget
  public let emulator: any Emulator
  /// The variance of simulation noise that the target's own sd does not hold.
  public let monteCarlo: Double

  public init(target: CalibrationTarget, emulator: any Emulator, monteCarlo: Double = 0) {
    (self.target, self.emulator, self.monteCarlo) = (target, emulator, monteCarlo)
  }
}

/// A wave's emulators and its rule.
public struct MatchingWave: Sendable {
  public let emulators: [TargetEmulator]
  /// A point above it is implausible.
  public let cutoff: Double
  /// Whose implausibility decides: 1 for the largest over targets, 2 or 3 for the second or third, which forgive one or
  /// two emulators that are wrong.
  public let rank: Int

  /// - Throws: ``StatisticsError/argument(function:argument:value:expected:)``.
  public init(_ emulators: [TargetEmulator], cutoff: Double = 3, rank: Int = 1) throws(StatisticsError) {
    guard !emulators.isEmpty, (1...3).contains(rank), rank <= emulators.count, cutoff > 0 else {
      throw .argument(
        function: "history matching", argument: "emulators, rank and cutoff",
        value: "\(emulators.count), \(rank), \(cutoff)",
        expected: "at least as many targets as the rank, a rank of 1 to 3, a positive cutoff")
    }
    (self.emulators, self.cutoff, self.rank) = (emulators, cutoff, rank)
  }
}

/// A calibration that rules out: what is left of a space after every wave's emulators have been held against the targets.
///
///     let matching = HistoryMatching(box: box, waves: [try MatchingWave(emulators)])
///     let next = try matching.nextPoints(60, key: StreamKey(seed: 1, trial: 2))
///
/// A point stays while no wave calls it implausible. Source: Vernon, Goldstein & Bower, Bayesian Analysis 5 (2010) 619.
public struct HistoryMatching: Sendable {
  public let box: ParameterBox
  /// The first wave first; what one rules out the later ones do not bring back.
  public var waves: [MatchingWave]

  public init(box: ParameterBox, waves: [MatchingWave] = []) { (self.box, self.waves) = (box, waves) }

  /// Each point's implausibility for each target of a wave, in the order of its emulators.
  /// - Parameters:
  ///   - points: a row a point, in the parameters' units.
  ///   - wave: from 0; nil for the last.
  /// - Throws: ``StatisticsError``: what prediction throws, or no such wave.
  public func implausibilities(
    _ points: Matrix, wave: Int? = nil
  ) throws(StatisticsError) -> [[Implausibility]] {
    let index = wave ?? waves.count - 1
    guard waves.indices.contains(index) else {
      throw .argument(
        function: "history matching", argument: "wave", value: "\(index)", expected: "one of \(waves.count)")
    }
    var result = Array(repeating: [Implausibility](), count: points.rowCount)
    for own in waves[index].emulators {
      let got = try own.emulator.predict(points)
      for i in result.indices {
        result[i].append(
          Implausibility(
            mean: got.means[i], target: own.target, monteCarlo: own.monteCarlo,
            emulator: got.variances[i] + got.nugget))
      }
    }
    return result
  }

  /// For each point the decisive implausibility in cutoffs, the largest over waves: not yet implausible up to 1.
  /// - Complexity: a prediction a point, target and wave
  public func excess(_ points: Matrix) throws(StatisticsError) -> [Double] {
    var worst = [Double](repeating: 0, count: points.rowCount)
    for index in waves.indices {
      for (i, own) in try decisive(points, wave: index).enumerated() { worst[i] = max(worst[i], own) }
    }
    return worst
  }

  /// Which points no wave calls implausible. Later waves see only what earlier ones leave.
  public func isNotYetImplausible(_ points: Matrix) throws(StatisticsError) -> [Bool] {
    var left = Array(0..<points.rowCount)
    let rows = points.transposed
    for index in waves.indices where !left.isEmpty {
      let part = left.count == points.rowCount ? points : rows.selecting(columns: left).transposed
      left = zip(left, try decisive(part, wave: index)).filter { $0.1 <= 1 }.map { $0.0 }
    }
    var result = Array(repeating: false, count: points.rowCount)
    for i in left { result[i] = true }
    return result
  }

  private func decisive(_ points: Matrix, wave index: Int) throws(StatisticsError) -> [Double] {
    let wave = waves[index]
    return try implausibilities(points, wave: index).map { own in
      own.map(\.value).sorted(by: >)[wave.rank - 1] / wave.cutoff
    }
  }

  /// The share of the box that is not yet implausible, by scrambled Sobol' points.
  /// - Parameters:
  ///   - points: how many, best a power of two.
  ///   - key: of the points.
  public func share(points: Int = 8192, key: StreamKey) throws(StatisticsError) -> RegionShare {
    let sequence = try SobolPoints(dimension: box.dimension, key: key)
    var kept = 0
    for start in stride(from: 0, to: points, by: 4096) {
      let unit = sequence.points(UInt32(start)..<UInt32(min(points, start + 4096)))
      kept += try isNotYetImplausible(try box.points(unit: unit)).count { $0 }
    }
    return RegionShare(kept: kept, points: points)
  }

  /// The emulator's share of the squared denominators in the last wave: the mean over points, of the target where it is
  /// largest. Small where more points would rule out no more.
  public func emulatorShare(_ points: Matrix) throws(StatisticsError) -> Double {
    let all = try implausibilities(points)
    guard let first = all.first else { return 0 }
    return first.indices.map { k in all.reduce(0) { $0 + $1[k].emulatorShare } / Double(all.count) }.max() ?? 0
  }
}

/// A share of a space, counted.
public struct RegionShare: Sendable, Hashable {
  /// Points inside, and of how many.
  public let kept: Int
  public let points: Int

  public init(kept: Int, points: Int) { (self.kept, self.points) = (kept, points) }

  public var share: Double { points > 0 ? Double(kept) / Double(points) : 0 }
  /// Wilson's 95 % interval as of random points, which is wide for Sobol' points; of none inside it says how many there
  /// may yet be.
  public var interval: ConfidenceInterval { .wilson(share: share, count: points, level: 0.95) }
}
