import LinearAlgebra
import PortableMath
import RandomStreams

/// Points of a region that is too small for rejection: scaled normal steps around points known inside.
///
/// A proposal is a known point plus a normal step of the points' own covariance, at one of four sizes; those inside
/// are known from then on. Where nothing is known inside, the region is approached by levels: the best fifth of the
/// points stands for the next, smaller region (subset simulation: Au & Beck, Prob. Eng. Mech. 16 (2001) 263). All in
/// the unit cube, keyed.
struct RegionSearch {
  /// The process number of its draws: "regn" in ASCII.
  static let process: UInt32 = 0x7265_676e
  private static let sizes = [1.5, 0.8, 0.4, 0.1]
  private static let batch = 512

  let matching: HistoryMatching
  let draws: Draws
  /// Points known, as rows of shares, and their excess.
  private(set) var points: [[Double]]
  private(set) var excess: [Double]
  private var round: UInt32 = 0

  init(_ matching: HistoryMatching, key: StreamKey, points: [[Double]], excess: [Double]) {
    (self.matching, self.points, self.excess) = (matching, points, excess)
    draws = Draws(key)
  }

  /// Adds points with an excess up to `level`, until there are so many or the rounds are used.
  mutating func grow(to count: Int, level: Double, rounds: Int) throws(StatisticsError) {
    for _ in 0..<rounds where points.count < count && !points.isEmpty {
      let proposals = proposals()
      round += 1
      guard !proposals.isEmpty else { continue }
      let unit = try linear { () throws(LinearAlgebraError) in try Matrix(rows: proposals) }
      for (point, own) in zip(proposals, try matching.excess(try matching.box.points(unit: unit))) where own <= level {
        points.append(point)
        excess.append(own)
      }
    }
  }

  /// Goes down by levels to an excess of 1. False where the levels stop falling above it: nothing fits.
  mutating func descend(population: Int) throws(StatisticsError) -> Bool {
    var idle = 0, last = Double.infinity
    for _ in 0..<60 {
      let order = points.indices.sorted { (excess[$0], $0) < (excess[$1], $1) }
      let kept = Array(order.prefix(max(population / 5, 1)))
      let level = max(1, excess[kept[kept.count - 1]])
      (points, excess) = (kept.map { points[$0] }, kept.map { excess[$0] })
      idle = level > 0.98 * last ? idle + 1 : 0
      last = level
      try grow(to: population, level: level, rounds: 40)
      if level == 1 { return true }
      if idle == 4 { return points.indices.contains { excess[$0] <= 1 } }
    }
    return points.indices.contains { excess[$0] <= 1 }
  }

  /// Leaves only points that are not implausible.
  mutating func dropImplausible() {
    let kept = points.indices.filter { excess[$0] <= 1 }
    (points, excess) = (kept.map { points[$0] }, kept.map { excess[$0] })
  }

  private func proposals() -> [[Double]] {
    let d = matching.box.dimension, root = covarianceRoot()
    return (0..<Self.batch).compactMap { i in
      let words = draws.words(
        at: DrawAddress(entity: UInt32(i), week: round, process: Self.process, draw: 0))
      let base = points[Int((UInt64(words.x) * UInt64(points.count)) >> 32)], size = Self.sizes[Int(words.y >> 30)]
      let z = (0..<d).map { j in
        draws.normal(at: DrawAddress(entity: UInt32(i), week: round, process: Self.process, draw: UInt16(j + 1)))
      }
      let next = (0..<d).map { j in base[j] + size * (0...j).reduce(0) { $0 + root[j][$1] * z[$1] } }
      return next.allSatisfy { $0 >= 0 && $0 < 1 } ? next : nil
    }
  }

  /// The lower Cholesky factor of the points' covariance, a hundred thousandth of the box at least in each direction.
  private func covarianceRoot() -> [[Double]] {
    let d = matching.box.dimension, n = Double(points.count)
    let mean = (0..<d).map { j in points.reduce(0) { $0 + $1[j] / n } }
    var root = Array(repeating: [Double](repeating: 0, count: d), count: d)
    for j in 0..<d {
      for k in 0...j {
        var sum = points.reduce(0) { $0 + ($1[j] - mean[j]) * ($1[k] - mean[k]) } / max(1, n - 1)
        // Of few points the covariance has no full rank.
        if j == k { sum += 1e-10 + (points.count < 2 * d + 2 ? 1e-4 : 0) }
        for l in 0..<k { sum -= root[j][l] * root[k][l] }
        root[j][k] = j == k ? max(sum, 1e-10).squareRoot() : sum / root[k][k]
      }
    }
    return root
  }
}
