import LinearAlgebra

/// Sobol' indices: which share of an output's variance comes from which input, and from the noise.
///
///     let design = try SaltelliDesign(inputs: 3, blocks: 256, key: key)
///     let indices = try SobolIndices(of: design, outputs: outputs)  // a row a point, a column a replicate
///     indices.inputs[0].total.value
///
/// First order after Saltelli et al. (Comput. Phys. Commun. 181 (2010) 259), total after Jansen (ibid. 117 (1999) 35),
/// second order after Saltelli (ibid. 145 (2002) 280), about the mean of all outputs. Replication is a factor of its own:
/// inputs' indices are those of the conditional mean of the output, and noise has its share of the whole variance beside
/// them. With one replicate all of the variance counts as the inputs', noise included.
public struct SobolIndices: Sendable, Hashable {
  /// What was found of one input.
  public struct Input: Sendable, Hashable {
    /// Its share, alone, of the variance of conditional means: Sⱼ.
    public let first: SensitivityIndex
    /// The same with all its interactions: Tⱼ.
    public let total: SensitivityIndex
    /// Both as shares of the whole variance, noise included.
    public let firstOfAll: SensitivityIndex
    public let totalOfAll: SensitivityIndex
  }

  /// What two inputs do together beyond what each does alone: Sⱼₖ.
  public struct Pair: Sendable, Hashable {
    /// Places of the inputs, from 0.
    public let inputs: [Int]
    public let index: SensitivityIndex
  }

  /// In the order of the inputs.
  public let inputs: [Input]
  /// Of all pairs, where the design has the points for them.
  public let pairs: [Pair]
  /// The variance of conditional means, and that of the noise; 0 with one replicate.
  public let explainedVariance: Double
  public let noiseVariance: Double
  /// The noise's share of the whole variance, what replicates add to all points alike included; nil with one replicate.
  public let noise: SensitivityIndex?
  /// Blocks that count, all of whose outputs are numbers, and blocks in all.
  public let blocks: Int
  public let blocksInAll: Int
  /// Replicates of each point.
  public let replicates: Int

  /// - Parameters:
  ///   - design: what the points came from.
  ///   - outputs: a row a point, a column a replicate; NaN or infinite where a point failed, which drops its block.
  ///   - sharesReplicates: whether a replicate has the same random numbers at all points, as trials have. Intervals then allow for
  ///     that too, from three replicates on: leaving out a replicate gives a variance that is added.
  ///   - level: of the intervals, in 0…1.
  /// - Throws: ``StatisticsError``: another number of rows, fewer than two scramblings (or blocks) left, an output that
  ///   does not vary, or whose conditional mean does not vary more than by noise.
  /// - Complexity: O(blocks · d · replicates), with second order d²; with shared replicates so many times as there are
  public init(
    of design: SaltelliDesign, outputs: Matrix, sharesReplicates: Bool = false, level: Double = 0.95
  ) throws(StatisticsError) {
    let each = design.blocks / design.scramblings
    try self.init(
      inputs: design.inputs, hasSecondOrder: design.hasSecondOrder, outputs: outputs,
      groupSize: design.scramblings > 1 ? each : 1, sharesReplicates: sharesReplicates, level: level)
  }

  /// Of blocks that anybody has made, in the order A, AB₁ … AB_d, BA₁ … BA_d, B.
  /// - Parameters:
  ///   - d: number of inputs, 1 or more.
  ///   - hasSecondOrder: whether there are BA.
  ///   - outputs: as above.
  ///   - groupSize: blocks that depend on each other and stand together; 1 where all are independent.
  ///   - sharesReplicates: as above.
  ///   - level: of the intervals, in 0…1.
  public init(
    inputs d: Int, hasSecondOrder: Bool, outputs: Matrix, groupSize: Int = 1, sharesReplicates: Bool = false,
    level: Double = 0.95
  ) throws(StatisticsError) {
    let function = "Sobol' indices", rows = SaltelliDesign.pointsPerBlock(inputs: d, hasSecondOrder: hasSecondOrder)
    guard d > 0 else { throw .argument(function: function, argument: "inputs", value: "\(d)", expected: "1 or more") }
    guard groupSize > 0 else {
      throw .argument(function: function, argument: "groupSize", value: "\(groupSize)", expected: "1 or more")
    }
    try SensitivityCheck.level(level, for: function)
    let all = outputs.rowCount / rows
    try SensitivityCheck.outputs(outputs, rows: all * rows, for: function)
    let fine = (0..<all).filter { block in
      (0..<outputs.columnCount).allSatisfy { k in (0..<rows).allSatisfy { outputs[block * rows + $0, k].isFinite } }
    }
    let groups = Self.groups(outputs, d, hasSecondOrder, groupSize, fine)
    let noun = groupSize > 1 ? "scramblings without failed points only" : "blocks without failed points"
    guard groups.count > 1 else { throw .tooFew(function: function, what: noun, count: groups.count, needed: 2) }
    let sum = Self.sum(groups), parts = sum.parts
    (explainedVariance, noiseVariance) = (parts[0], parts[1])
    guard parts[0] + parts[1] > 0 else { throw .constant(function: function, what: "the output") }
    guard parts[0] > 0 else { throw .constant(function: function, what: "the output's mean, noise apart,") }
    let estimates = Self.estimates(parts)
    var jackknife = GroupJackknife(estimates, sizes: groups.map(\.count), level: level) {
      Self.estimates((sum - groups[$0]).parts)
    }
    let r = outputs.columnCount
    if sharesReplicates, r > 2 {
      let byReplicate = GroupJackknife(estimates, sizes: Array(repeating: 1, count: r), level: level) { left in
        let rest = outputs.selecting(columns: (0..<r).filter { $0 != left })
        let groups = Self.groups(rest, d, hasSecondOrder, groupSize, fine)
        return Self.estimates(Self.sum(groups).parts)
      }
      jackknife = jackknife.crossed(with: byReplicate)
    }
    let found = jackknife
    func index(_ place: Int) -> SensitivityIndex { found.index(place, estimates[place]) }
    let own = estimates.count / 2
    noise = outputs.columnCount > 1 ? index(own) : nil
    self.inputs = (0..<d).map { j in
      Input(
        first: index(1 + j), total: index(1 + d + j), firstOfAll: index(own + 1 + j), totalOfAll: index(own + 1 + d + j)
      )
    }
    let places = hasSecondOrder ? SaltelliSums.pairs(d) : []
    pairs = places.enumerated().map { Pair(inputs: [$1.0, $1.1], index: index(1 + 2 * d + $0)) }
    (blocks, blocksInAll, replicates) = (fine.count, all, r)
  }

  /// Shares of the variance of conditional means, and then the same of the whole variance; the noise stands first in both.
  private static func estimates(_ parts: [Double]) -> [Double] {
    let shares = parts.dropFirst()
    return shares.map { $0 / parts[0] } + shares.map { $0 / (parts[0] + parts[1]) }
  }

  private static func sum(_ groups: [SaltelliSums]) -> SaltelliSums {
    var sum = groups[0]
    for group in groups.dropFirst() { sum += group }
    return sum
  }

  /// Sums over the blocks without a failed point, group by group.
  private static func groups(
    _ outputs: Matrix, _ d: Int, _ hasSecondOrder: Bool, _ groupSize: Int, _ fine: [Int]
  ) -> [SaltelliSums] {
    let (rows, r) = (SaltelliDesign.pointsPerBlock(inputs: d, hasSecondOrder: hasSecondOrder), outputs.columnCount)
    // About the mean, replicate by replicate: first order of outputs far from 0 would lose all digits.
    let means = (0..<r).map { k in
      let sum = fine.reduce(0.0) { sum, block in (0..<rows).reduce(sum) { $0 + outputs[block * rows + $1, k] } }
      return sum / Double(max(1, fine.count * rows))
    }
    let mean = means.reduce(0, +) / Double(max(1, r)), levels = means.map { $0 - mean }
    var groups: [Int: SaltelliSums] = [:]
    let empty = SaltelliSums(inputs: d, replicates: r, hasSecondOrder: hasSecondOrder)
    for block in fine {
      let y = (0..<rows).flatMap { row in (0..<r).map { outputs[block * rows + row, $0] - means[$0] } }
      groups[block / groupSize, default: empty].add(y, levels: levels)
    }
    return groups.keys.sorted().compactMap { groups[$0] }
  }
}
