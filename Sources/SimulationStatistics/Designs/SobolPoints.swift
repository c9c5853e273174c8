import LinearAlgebra
import RandomStreams

/// Sobol' points: a sequence that fills the unit cube more evenly than random points do.
///
///     let points = try SobolPoints(dimension: 5, key: StreamKey(seed: 1, trial: 0)).points(0..<1024)
///
/// Scrambled, every point is uniform on the cube and the set keeps its evenness: in each dimension the digits are
/// multiplied by a random lower triangular matrix and shifted (Matoušek, J. Complexity 14 (1998) 527: Owen's scrambling
/// in linear form, with its variance). The first 2ᵏ points are the even ones: never skip the first, use powers of two,
/// and judge errors by several keys, not by the points' standard deviation.
public struct SobolPoints: Sendable {
  /// The process number of scrambling draws: "sobl" in ASCII.
  public static let process: UInt32 = 0x736f_626c
  /// Dimensions at most: 64.
  public static let largestDimension = DirectionNumbers.dimensions

  public let dimension: Int
  /// 32 direction numbers a dimension.
  private let directions: [[UInt32]]
  /// The digital shift of each dimension.
  private let shifts: [UInt32]

  /// - Parameters:
  ///   - dimension: 1 to ``largestDimension``.
  ///   - key: of the scrambling; nil for the plain sequence, whose first point is the origin.
  /// - Throws: ``StatisticsError/argument(function:argument:value:expected:)``.
  /// - Complexity: O(dimension)
  public init(dimension: Int, key: StreamKey?) throws(StatisticsError) {
    guard (1...Self.largestDimension).contains(dimension) else {
      throw .argument(
        function: "Sobol' points", argument: "dimension", value: "\(dimension)",
        expected: "1 to \(Self.largestDimension)")
    }
    self.dimension = dimension
    let plain = (0..<dimension).map { DirectionNumbers.fractions(dimension: $0) }
    guard let key else {
      directions = plain
      shifts = Array(repeating: 0, count: dimension)
      return
    }
    let draws = Draws(key)
    func words(_ j: Int, _ draw: Int) -> SIMD4<UInt32> {
      draws.words(at: DrawAddress(entity: UInt32(j), week: 0, process: Self.process, draw: UInt16(draw)))
    }
    directions = plain.enumerated().map { j, own in
      // Row i of the matrix: a one at digit i, random digits before it.
      let rows = (0..<32).map { i in
        let random = words(j, i / 4)[i % 4], digit = UInt32(1) << UInt32(31 - i)
        return digit | (random & ~(digit | (digit - 1)))
      }
      return own.map { v in
        rows.enumerated().reduce(UInt32(0)) { sum, row in
          sum | UInt32((row.element & v).nonzeroBitCount & 1) << UInt32(31 - row.offset)
        }
      }
    }
    shifts = (0..<dimension).map { words($0, 8).x }
  }

  /// The points of these places in the sequence, from 0: a row a point, all in [0, 1), multiples of 2⁻³².
  ///
  /// Any range gives the same points as a longer one that holds it.
  /// - Complexity: O(dimension) a point
  public func points(_ range: Range<UInt32>) -> Matrix {
    var elements: [Double] = []
    elements.reserveCapacity(range.count * dimension)
    for j in 0..<dimension {
      let v = directions[j]
      // The digits of Gray's code of the first place, then one digit a step.
      var x = shifts[j], gray = range.lowerBound ^ (range.lowerBound >> 1)
      while gray != 0 {
        x ^= v[gray.trailingZeroBitCount]
        gray &= gray - 1
      }
      for place in range {
        elements.append(Double(x) * 0x1p-32)
        x ^= v[min(31, (place &+ 1).trailingZeroBitCount)]
      }
    }
    return Matrix(range.count, dimension, elements)
  }
}
