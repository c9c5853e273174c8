import LinearAlgebra
import RandomStreams

/// Saltelli's blocks on scrambled Sobol' points: what Sobol' indices are estimated from.
///
///     let design = try SaltelliDesign(inputs: 3, blocks: 256, key: StreamKey(seed: 1, trial: 0))
///     let points = try design.points()  // 256·(3 + 2) rows, all in [0, 1)
///
/// A block is two points A and B, for each input j the point A with B's input j, and for second order also B with A's
/// (Saltelli, Comput. Phys. Commun. 145 (2002) 280). Rows stand in the order A, AB₁ … AB_d, BA₁ … BA_d, B, block by block.
/// Points of one scrambling depend on each other, so their own spread says little about their error. Therefore blocks come
/// from several scramblings, whose results are independent: intervals are taken from the spread among them.
public struct SaltelliDesign: Sendable, Hashable {
  /// d, the number of inputs.
  public let inputs: Int
  /// Blocks in all: base points.
  public let blocks: Int
  /// Whether there are the points for second order.
  public let hasSecondOrder: Bool
  /// K, independent scramblings with equally many blocks.
  public let scramblings: Int
  /// Of the first scrambling; the others follow by its trial.
  public let key: StreamKey

  /// Inputs at most: a block takes two Sobol' dimensions an input.
  public static let largestInputs = SobolPoints.largestDimension / 2
  /// Rows at most: they take 16 GB with ten inputs.
  public static let largestRows = 1 << 27

  /// - Parameters:
  ///   - inputs: 1 to 32.
  ///   - blocks: scramblings times a power of two.
  ///   - hasSecondOrder: costs d more points a block.
  ///   - scramblings: 2 or more for intervals that allow for the points' evenness. With 1, intervals treat blocks as
  ///     independent and are too wide.
  ///   - key: equal keys give equal points.
  /// - Throws: ``StatisticsError/argument(function:argument:value:expected:)``.
  public init(
    inputs: Int, blocks: Int, hasSecondOrder: Bool = false, scramblings: Int = 8, key: StreamKey
  ) throws(StatisticsError) {
    func check(_ isFine: Bool, _ argument: String, _ value: Int, _ expected: String) throws(StatisticsError) {
      if !isFine {
        throw .argument(function: "Saltelli blocks", argument: argument, value: "\(value)", expected: expected)
      }
    }
    try check((1...Self.largestInputs).contains(inputs), "inputs", inputs, "1 to \(Self.largestInputs)")
    try check((1...1024).contains(scramblings), "scramblings", scramblings, "1 to 1024")
    let each = blocks / scramblings
    try check(
      each >= 1 && each * scramblings == blocks && each.nonzeroBitCount == 1, "blocks", blocks,
      "\(scramblings), the scramblings, times a power of two")
    try check(blocks <= Self.largestRows / (2 * inputs + 2), "blocks", blocks, "at most \(Self.largestRows) rows")
    (self.inputs, self.blocks, self.hasSecondOrder) = (inputs, blocks, hasSecondOrder)
    (self.scramblings, self.key) = (scramblings, key)
  }

  /// Points a block: d + 2, with second order 2d + 2.
  public var pointsPerBlock: Int { Self.pointsPerBlock(inputs: inputs, hasSecondOrder: hasSecondOrder) }

  static func pointsPerBlock(inputs: Int, hasSecondOrder: Bool) -> Int { (hasSecondOrder ? 2 : 1) * inputs + 2 }

  /// The points: a row a point, a column an input, all in [0, 1).
  /// - Complexity: O(blocks · d²)
  public func points() throws(StatisticsError) -> Matrix {
    let (each, rows) = (blocks / scramblings, pointsPerBlock)
    var result = Matrix(rowCount: blocks * rows, columnCount: inputs)
    for scrambling in 0..<scramblings {
      let own = StreamKey(seed: key.seed, trial: key.trial &+ UInt32(scrambling))
      let base = try SobolPoints(dimension: 2 * inputs, key: own).points(0..<UInt32(each))
      for block in 0..<each {
        let first = (scrambling * each + block) * rows
        for input in 0..<inputs {
          let (a, b) = (base[block, input], base[block, inputs + input])
          for row in 0..<rows {
            // The last row is B, and so are the BA but for their own input.
            let isOfB = row > inputs, own = row == input + 1 || (hasSecondOrder && row == inputs + 1 + input)
            result[first + row, input] = isOfB != own ? b : a
          }
        }
      }
    }
    return result
  }
}
