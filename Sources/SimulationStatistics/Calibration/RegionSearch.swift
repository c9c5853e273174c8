import LinearAlgebra
import PortableMath
import RandomStreams

/// Points of a region that is too small for rejection: scaled normal steps around points known inside.
///
/// A proposal is a known point plus a normal step of the covariance of all known points or of the nearest, at one of four
/// sizes; those inside are known from then on. Where nothing is known inside, the region is approached by levels: the best fifth of the
/// points stands for the next, smaller region (subset simulation: Au & Beck, Prob. Eng. Mech. 16 (2001) 263). All in
/// the unit cube, keyed.
struct RegionSearch {
  /// The process number of its draws: "regn" in ASCII.
  static let process: UInt32 = 0x7265_676e
  private static let sizes = [1.5, 0.8, 0.4, 0.1]
  private static let batch = 512
  private static let bases = 128

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
  /// - Parameter isWhole: whether to go on until twelve rounds together have widened the points' range by no more than 1 %
  ///   in any parameter.
  mutating func grow(to count: Int, level: Double, rounds: Int, isWhole: Bool = false) throws(StatisticsError) {
    var (widths, quiet) = (ranges, 0)
    for _ in 0..<rounds where !points.isEmpty && (points.count < count || (isWhole && quiet < 12)) {
      let proposals = try proposals()
      round += 1
      quiet += 1
      guard !proposals.isEmpty else { continue }
      let unit = try linear { () throws(LinearAlgebraError) in try Matrix(rows: proposals) }
      for (point, own) in zip(proposals, try matching.excess(try matching.box.points(unit: unit))) where own <= level {
        points.append(point)
        excess.append(own)
      }
      if points.count > 3 * max(count, Self.batch) { try thin() }
      if zip(ranges, widths).contains(where: { $0 > 1.01 * $1 }) { (widths, quiet) = (ranges, 0) }
    }
  }

  /// The points' range in each parameter.
  private var ranges: [Double] {
    (0..<matching.box.dimension).map { j in
      let low = points.reduce(1) { min($0, $1[j]) }
      return points.reduce(0) { max($0, $1[j]) } - low
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

  /// Known points that are spread over the region, ends among them.
  private func spread() throws(StatisticsError) -> (bases: [Int], deviations: [Double]) {
    let known = points
    let all = try linear { () throws(LinearAlgebraError) in try Matrix(rows: known) }
    let deviations = (0..<all.columnCount).map { max(1e-6, Self.variance(all.column($0)).squareRoot()) }
    return (
      MaximinSelection.choose(Self.bases, from: all, scale: deviations, nearCopies: 0).indices, deviations
    )
  }

  /// Steps from points that are spread over what is known, so that ends count as much as the middle: half of them of the
  /// shape of all that is known, half of that of the nearest of the spread points, which follows bends and, being of
  /// their distance, leads on at the ends.
  private func proposals() throws(StatisticsError) -> [[Double]] {
    let d = matching.box.dimension, (bases, deviations) = try spread()
    let global = StepShape(points, like: Array(points.indices))
    let local = bases.map { StepShape(points, like: nearest($0, of: bases, deviations)) }
    return (0..<Self.batch).compactMap { i in
      let words = draws.words(at: DrawAddress(entity: UInt32(i), week: round, process: Self.process, draw: 0))
      // Every fourth from one of the ends, which the spread points begin with.
      let reach = i % 4 == 1 ? min(bases.count, 2 * d + 3) : bases.count
      let base = Int((UInt64(words.x) * UInt64(reach)) >> 32), size = Self.sizes[Int(words.y >> 30)]
      let z = (0..<d).map { j in
        draws.normal(at: DrawAddress(entity: UInt32(i), week: round, process: Self.process, draw: UInt16(j + 1)))
      }
      let step = (i.isMultiple(of: 2) ? global : local[base]).step(z)
      let next = zip(points[bases[base]], step).map { $0 + size * $1 }
      return next.allSatisfy { $0 >= 0 && $0 < 1 } ? next : nil
    }
  }

  /// Of some points the nearest to one, itself among them: just enough for a covariance.
  private func nearest(_ index: Int, of others: [Int], _ unit: [Double]) -> [Int] {
    let distances = others.map { other in
      unit.indices.reduce(0) { sum, j in
        let gap = (points[other][j] - points[index][j]) / unit[j]
        return sum + gap * gap
      }
    }
    let order = others.indices.sorted { (distances[$0], $0) < (distances[$1], $1) }
    return order.prefix(unit.count + 3).map { others[$0] }
  }

  /// Leaves every other point, the spread ones, and the ends of each parameter.
  private mutating func thin() throws(StatisticsError) {
    var bases = Set(try spread().bases)
    for j in 0..<matching.box.dimension {
      let order = points.indices.sorted { (points[$0][j], $0) < (points[$1][j], $1) }
      bases.formUnion([order[0], order[order.count - 1]])
    }
    let kept = points.indices.filter { $0.isMultiple(of: 2) || bases.contains($0) }
    (points, excess) = (kept.map { points[$0] }, kept.map { excess[$0] })
  }

  private static func variance(_ x: ArraySlice<Double>) -> Double {
    let n = Double(x.count), mean = x.reduce(0) { $0 + $1 / n }
    return x.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / max(1, n - 1)
  }
}

/// The shape of a step: the lower Cholesky factor of some points' covariance, a hundred thousandth of the box at least in
/// each direction.
private struct StepShape {
  private var root: [[Double]]

  init(_ points: [[Double]], like chosen: [Int]) {
    let d = points[0].count, n = Double(chosen.count)
    let mean = (0..<d).map { j in chosen.reduce(0) { $0 + points[$1][j] / n } }
    root = Array(repeating: [Double](repeating: 0, count: d), count: d)
    for j in 0..<d {
      for k in 0...j {
        var sum = chosen.reduce(0) { $0 + (points[$1][j] - mean[j]) * (points[$1][k] - mean[k]) } / max(1, n - 1)
        // Of few points the covariance has no full rank.
        if j == k { sum += 1e-10 + (chosen.count < d + 2 ? 1e-4 : 0) }
        for l in 0..<k { sum -= root[j][l] * root[k][l] }
        root[j][k] = j == k ? max(sum, 1e-10).squareRoot() : sum / root[k][k]
      }
    }
  }

  func step(_ z: [Double]) -> [Double] {
    root.enumerated().map { j, row in (0...j).reduce(0) { $0 + row[$1] * z[$1] } }
  }
}
