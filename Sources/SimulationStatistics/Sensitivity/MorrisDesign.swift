import LinearAlgebra
import RandomStreams

/// Morris's trajectories: paths through a grid that move one input after the other, each once.
///
///     let design = try MorrisDesign(inputs: 11, trajectories: 20, key: StreamKey(seed: 1, trial: 0))
///     let points = design.points()  // 20·(11 + 1) rows
///
/// Levels are 0, 1/(p − 1), …, 1 and every step is Δ = p/(2(p − 1)), up or down, so that all levels are equally likely
/// (Morris, Technometrics 33 (1991) 161). Trajectories are independent of each other.
public struct MorrisDesign: Sendable, Hashable {
  /// The process number of its draws: "morr" in ASCII.
  public static let process: UInt32 = 0x6d6f_7272

  /// d, the number of inputs.
  public let inputs: Int
  /// r, the number of trajectories.
  public let trajectories: Int
  /// p, levels an input.
  public let levels: Int
  public let key: StreamKey

  /// - Parameters:
  ///   - inputs: 1 to 4096.
  ///   - trajectories: 1 to 65,536; intervals need two.
  ///   - levels: even, 2 to 1024.
  ///   - key: equal keys give equal points; a longer design begins with the shorter one's.
  /// - Throws: ``StatisticsError/argument(function:argument:value:expected:)``.
  public init(inputs: Int, trajectories: Int, levels: Int = 4, key: StreamKey) throws(StatisticsError) {
    func check(_ isFine: Bool, _ argument: String, _ value: Int, _ expected: String) throws(StatisticsError) {
      if !isFine {
        throw .argument(function: "Morris trajectories", argument: argument, value: "\(value)", expected: expected)
      }
    }
    try check((1...4096).contains(inputs), "inputs", inputs, "1 to 4096")
    try check((1...65_536).contains(trajectories), "trajectories", trajectories, "1 to 65536")
    try check((2...1024).contains(levels) && levels.isMultiple(of: 2), "levels", levels, "even, 2 to 1024")
    (self.inputs, self.trajectories, self.levels, self.key) = (inputs, trajectories, levels, key)
  }

  /// Δ, the length of a step as a share of an input's range.
  public var step: Double { Double(levels) / Double(2 * (levels - 1)) }

  /// The points: d + 1 rows a trajectory, a column an input, all in [0, 1].
  /// - Complexity: O(trajectories · d²)
  public func points() -> Matrix {
    let draws = Draws(key), half = levels / 2, rows = inputs + 1
    var result = Matrix(rowCount: trajectories * rows, columnCount: inputs)
    for trajectory in 0..<trajectories {
      let week = UInt32(trajectory)
      let order = draws.keyedOrder(0..<UInt32(inputs), process: Self.process, week: week)
      let turn = Dictionary(uniqueKeysWithValues: order.enumerated().map { (Int($1), $0) })
      for input in 0..<inputs {
        let place = DrawAddress(entity: UInt32(input), week: week, process: Self.process, draw: 1)
        // A level of the lower half and whether the path begins there or half a grid above.
        let words = draws.words(at: place)
        let low = Int((UInt64(words.x) * UInt64(half)) >> 32), isUp = words.y >> 31 == 0
        let ends = isUp ? (low, low + half) : (low + half, low)
        for row in 0..<rows {
          let level = row > turn[input] ?? 0 ? ends.1 : ends.0
          result[trajectory * rows + row, input] = Double(level) / Double(levels - 1)
        }
      }
    }
    return result
  }
}
