import LinearAlgebra
import RandomStreams

/// A Latin hypercube: n points of which every input's range, cut into n equal parts, holds one in each part; spread out.
///
///     let points = try LatinHypercube.points(60, dimension: 6, key: StreamKey(seed: 1, trial: 0))
///
/// From keyed orders, one an input, the levels of two points are exchanged in one input wherever that lowers
/// φ = Σ dᵢₖ⁻²⁰ over pairs, whose least points have the largest smallest distance (Morris & Mitchell, J. Stat. Plan. Inference
/// 43 (1995) 381). A search by exchanges finds a good design, not the best.
public enum LatinHypercube {
  /// The process number of its draws: "lhcp" in ASCII.
  public static let process: UInt32 = 0x6c68_6370

  /// - Parameters:
  ///   - n: points, 1 to 65,536; above a few thousand distances take memory, 8n² bytes.
  ///   - dimension: inputs, 1 to 65,536.
  ///   - key: equal keys give equal designs.
  ///   - isCentred: whether points stand in the middle of their parts; else anywhere in them.
  ///   - exchanges: how many are tried; nil for 20·n·dimension, less where that would take more than about a second.
  /// - Returns: a row a point, all in [0, 1).
  /// - Throws: ``StatisticsError/argument(function:argument:value:expected:)``.
  /// - Complexity: O(n²d + n·exchanges)
  public static func points(
    _ n: Int, dimension: Int, key: StreamKey, isCentred: Bool = false, exchanges: Int? = nil
  ) throws(StatisticsError) -> Matrix {
    guard (1...65_536).contains(n), (1...65_536).contains(dimension) else {
      throw .argument(
        function: "Latin hypercube", argument: "points and dimension", value: "\(n), \(dimension)",
        expected: "1 to 65536 each")
    }
    let draws = Draws(key)
    var search = ExchangeSearch(
      levels: (0..<dimension).map { j in
        draws.keyedOrder(0..<UInt32(n), process: process, week: UInt32(j)).map { Int($0) }
      })
    if n > 2 {
      for step in 0..<(exchanges ?? min(20 * n * dimension, 100_000_000 / n)) {
        let words = draws.words(
          at: DrawAddress(entity: UInt32(step & 0xffff_ffff), week: 0, process: process, draw: 1))
        // Every other step moves the point that is closest to others.
        let first = step.isMultiple(of: 2) ? search.mostCrowded : index(words.x, n)
        let second = (first + 1 + index(words.y, n - 1)) % n
        search.tryExchange(first, second, input: index(words.z, dimension))
      }
    }
    var result = Matrix(rowCount: n, columnCount: dimension)
    for j in 0..<dimension {
      for i in 0..<n {
        let place = DrawAddress(entity: UInt32(i), week: UInt32(j), process: process, draw: 2)
        let part = isCentred ? 0.5 : draws.uniform(at: place)
        result[i, j] = min(1.0.nextDown, (Double(search.levels[j][i]) + part) / Double(n))
      }
    }
    return result
  }

  private static func index(_ word: UInt32, _ n: Int) -> Int { Int((UInt64(word) * UInt64(n)) >> 32) }
}

/// Levels of a Latin hypercube, and the crowding φ of its points.
struct ExchangeSearch {
  /// For each input, each point's level, 0 to n − 1.
  private(set) var levels: [[Int]]
  private let n: Int
  /// Squared distances in units of their mean, all pairs twice.
  private var squares: [Double]
  /// Σ over the others of d⁻²⁰, for each point.
  private var crowding: [Double]
  private let unit: Double
  private var newFirst: [Double]
  private var newSecond: [Double]

  init(levels: [[Int]]) {
    self.levels = levels
    n = levels.first?.count ?? 0
    unit = 6 / (Double(levels.count) * Double(n) * Double(n))
    squares = Array(repeating: 0, count: n * n)
    for own in levels {
      for i in 0..<n {
        for k in 0..<n {
          let gap = Double(own[i] - own[k])
          squares[i * n + k] += gap * gap
        }
      }
    }
    for i in squares.indices { squares[i] *= unit }
    crowding = Array(repeating: 0, count: n)
    (newFirst, newSecond) = (crowding, crowding)
    for i in 0..<n { crowding[i] = (0..<n).reduce(0) { $1 == i ? $0 : $0 + Self.power(squares[i * n + $1]) } }
  }

  /// d⁻²⁰ of d².
  private static func power(_ square: Double) -> Double {
    let x = 1 / square, x2 = x * x, x4 = x2 * x2
    return x4 * x4 * x2
  }

  /// The point with the largest sum, the first of equal ones.
  var mostCrowded: Int {
    var best = 0
    for i in 1..<n where crowding[i] > crowding[best] { best = i }
    return best
  }

  /// Exchanges the levels of two points in one input where that lowers the sum over all pairs.
  mutating func tryExchange(_ a: Int, _ b: Int, input j: Int) {
    let (levelA, levelB) = (levels[j][a], levels[j][b])
    var change = 0.0
    for k in 0..<n where k != a && k != b {
      let other = levels[j][k]
      let gapA = Double(levelA - other), gapB = Double(levelB - other)
      let shift = (gapB * gapB - gapA * gapA) * unit
      newFirst[k] = squares[a * n + k] + shift
      newSecond[k] = squares[b * n + k] - shift
      change += Self.power(newFirst[k]) - Self.power(squares[a * n + k])
      change += Self.power(newSecond[k]) - Self.power(squares[b * n + k])
    }
    guard change < 0 else { return }
    for k in 0..<n where k != a && k != b {
      crowding[k] += Self.power(newFirst[k]) - Self.power(squares[a * n + k])
      crowding[k] += Self.power(newSecond[k]) - Self.power(squares[b * n + k])
      (squares[a * n + k], squares[k * n + a]) = (newFirst[k], newFirst[k])
      (squares[b * n + k], squares[k * n + b]) = (newSecond[k], newSecond[k])
    }
    (levels[j][a], levels[j][b]) = (levelB, levelA)
    // From their definitions: differences of such powers lose all digits.
    for i in [a, b] { crowding[i] = (0..<n).reduce(0) { $1 == i ? $0 : $0 + Self.power(squares[i * n + $1]) } }
  }
}
