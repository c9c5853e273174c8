import LinearAlgebra

/// Elementary effects of inputs along Morris's trajectories: by how much an output changes per range of an input.
///
///     let effects = try ElementaryEffects(points: points, outputs: outputs)
///     effects.inputs[0].muStar.value
///
/// Effects are those of the points' means over replicates. Where points share their random numbers, so do the two ends of a
/// step, and noise is that of their difference.
public struct ElementaryEffects: Sendable, Hashable {
  /// What was found of one input.
  public struct Input: Sendable, Hashable {
    /// μ, the mean effect.
    public let mu: SensitivityIndex
    /// μ*, the mean of effects' sizes (Campolongo, Cariboni & Saltelli, Environ. Model. Softw. 22 (2007) 1509). Noise adds to
    /// it: about .8 of ``noise`` where there is no effect.
    public let muStar: SensitivityIndex
    /// σ, the standard deviation of effects: interactions and curvature. That of the noise is taken off, down to 0.
    public let sigma: Double
    public let sigmaInterval: ConfidenceInterval
    /// Standard deviation of the noise of one effect; nil with one replicate.
    public let noise: Double?
  }

  /// In the order of the inputs.
  public let inputs: [Input]
  /// Trajectories that count, all of whose outputs are numbers, and trajectories in all.
  public let trajectories: Int
  public let trajectoriesInAll: Int
  /// Replicates of each point.
  public let replicates: Int

  /// - Parameters:
  ///   - points: d + 1 rows a trajectory, a column an input, as shares of the inputs' ranges.
  ///   - outputs: a row a point, a column a replicate; NaN or infinite where a point failed, which drops its trajectory.
  ///   - sharesReplicates: whether a replicate has the same random numbers at all points, as trials have. Intervals then allow for
  ///     that too, from three replicates on: leaving out a replicate gives a variance that is added.
  ///   - level: of the intervals, in 0…1; they are jackknife's, over trajectories.
  /// - Throws: ``StatisticsError``: rows that do not make trajectories, a step that moves no input or several, or fewer than
  ///   two trajectories left.
  /// - Complexity: O(rows · (d + replicates))
  public init(
    points: Matrix, outputs: Matrix, sharesReplicates: Bool = false, level: Double = 0.95
  ) throws(StatisticsError) {
    let function = "elementary effects", d = points.columnCount, rows = d + 1
    guard d > 0, points.rowCount > 0, points.rowCount.isMultiple(of: rows) else {
      throw .argument(
        function: function, argument: "rows of points", value: "\(points.rowCount)", expected: "a multiple of \(rows)")
    }
    try SensitivityCheck.level(level, for: function)
    try SensitivityCheck.outputs(outputs, rows: points.rowCount, for: function)
    let (all, r) = (points.rowCount / rows, outputs.columnCount)
    // For each input and trajectory the effects of all replicates.
    var effects = [[[Double]]](repeating: [], count: d)
    for trajectory in 0..<all {
      let first = trajectory * rows
      let steps = try (0..<d).map { row throws(StatisticsError) in
        try Self.step(points, from: first + row, for: function)
      }
      guard Set(steps.map(\.input)).count == d else {
        throw .argument(
          function: function, argument: "points", value: "trajectory \(trajectory + 1)",
          expected: "each input moved once")
      }
      guard (0..<r).allSatisfy({ k in (0..<rows).allSatisfy { outputs[first + $0, k].isFinite } }) else { continue }
      for (row, step) in steps.enumerated() {
        effects[step.input].append(
          (0..<r).map { (outputs[first + row + 1, $0] - outputs[first + row, $0]) / step.length })
      }
    }
    let kept = effects[0].count
    guard kept > 1 else {
      throw .tooFew(function: function, what: "trajectories without failed points", count: kept, needed: 2)
    }
    inputs = effects.map { Self.input($0, sharesReplicates: sharesReplicates, level) }
    (trajectories, trajectoriesInAll, replicates) = (kept, all, r)
  }

  private static func step(
    _ points: Matrix, from row: Int, for function: String
  ) throws(StatisticsError) -> (input: Int, length: Double) {
    let moved = (0..<points.columnCount).filter { points[row, $0] != points[row + 1, $0] }
    guard moved.count == 1, let input = moved.first else {
      throw .argument(
        function: function, argument: "points",
        value: "\(moved.count) inputs moved between rows \(row + 1) and \(row + 2)", expected: "one")
    }
    return (input, points[row + 1, input] - points[row, input])
  }

  /// The mean of replicates and the variance of their noise in it, one of them left out where that is wanted.
  private static func summary(_ own: [Double], without left: Int?) -> (mean: Double, noise: Double) {
    let kept = own.indices.filter { $0 != left }, n = Double(kept.count)
    let mean = kept.reduce(0) { $0 + own[$1] } / n
    let spread = kept.reduce(0.0) { $0 + (own[$1] - mean) * (own[$1] - mean) }
    return (mean, n > 1 ? spread / (n * (n - 1)) : 0)
  }

  private static func input(_ effects: [[Double]], sharesReplicates: Bool, _ level: Double) -> Input {
    let n = Double(effects.count), replicates = effects[0].count
    let centre = effects.reduce(0) { $0 + summary($1, without: nil).mean } / n
    // Of effects, of their sizes, of squares about the mean and of the noise's variances.
    func terms(without left: Int?) -> [[Double]] {
      effects.map { own in
        let (mean, noise) = summary(own, without: left), gap = mean - centre
        return [gap, mean.magnitude, gap * gap, noise]
      }
    }
    func sum(_ terms: [[Double]]) -> [Double] { terms.reduce([0, 0, 0, 0]) { zip($0, $1).map { $0 + $1 } } }
    /// μ, μ* and σ² from sums over n effects.
    func estimates(_ sums: [Double], _ n: Double) -> [Double] {
      let spread = max(0, sums[2] - sums[0] * sums[0] / n)
      return [centre + sums[0] / n, sums[1] / n, n > 1 ? spread / (n - 1) - sums[3] / n : 0]
    }
    let all = terms(without: nil), sums = sum(all), found = estimates(sums, n)
    var jackknife = GroupJackknife(found, sizes: effects.map { _ in 1 }, level: level) { left in
      estimates(zip(sums, all[left]).map { $0 - $1 }, n - 1)
    }
    if sharesReplicates, replicates > 2 {
      jackknife = jackknife.crossed(
        with: GroupJackknife(found, sizes: Array(repeating: 1, count: replicates), level: level) { left in
          estimates(sum(terms(without: left)), n)
        })
    }
    return Input(
      mu: jackknife.index(0, found[0]), muStar: jackknife.index(1, found[1]), sigma: max(0, found[2]).squareRoot(),
      sigmaInterval: jackknife.interval(2, about: found[2]).rooted,
      noise: replicates > 1 ? (sums[3] / n).squareRoot() : nil)
  }
}

extension ConfidenceInterval {
  /// That of the square root, no less than 0.
  fileprivate var rooted: ConfidenceInterval {
    ConfidenceInterval(low: max(0, low).squareRoot(), high: max(0, high).squareRoot())
  }
}
