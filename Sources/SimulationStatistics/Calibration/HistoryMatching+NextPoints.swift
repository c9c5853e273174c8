import LinearAlgebra
import RandomStreams

/// What the next wave is to simulate.
public struct NextPoints: Sendable, Hashable {
  /// How the candidates came about.
  public enum Method: String, Sendable, Hashable {
    /// Sobol' points of the box that are not yet implausible.
    case rejection
    /// Normal steps around such points, for they are rare.
    case resampling
    /// Nothing is left: no points.
    case nothing
  }

  /// A row a point, in the parameters' units; none where nothing fits.
  public let points: Matrix
  public let method: Method
  /// The share of the box that is not yet implausible, as the candidates showed it.
  public let share: RegionShare
  /// The points that come nearest, where nothing fits: best first.
  public let nearest: [NearMiss]
}

/// A point that does not fit, and the target that it misses by most.
public struct NearMiss: Sendable, Hashable {
  /// In the parameters' units.
  public let point: [Double]
  /// The target's name.
  public let target: String
  /// By how many standard deviations, the implausibility.
  public let deviations: Double

  public init(point: [Double], target: String, deviations: Double) {
    (self.point, self.target, self.deviations) = (point, target, deviations)
  }
}

extension HistoryMatching {
  /// New points that fill what is not yet implausible: candidates by rejection from Sobol' points or, where fewer than three
  /// a point wanted are found, by resampling around them; of these a greedy maximin choice, in units of the candidates'
  /// standard deviation in each parameter.
  /// - Parameters:
  ///   - n: how many.
  ///   - key: equal keys give equal points.
  ///   - known: points that earlier waves knew inside, in the parameters' units.
  ///   - taken: points that were simulated already, which new ones keep away from.
  ///   - candidates: Sobol' points at most.
  /// - Throws: ``StatisticsError``: what prediction throws.
  /// - Complexity: predictions at the candidates, and O(n) a candidate
  public func nextPoints(
    _ n: Int, key: StreamKey, known: Matrix? = nil, taken: Matrix? = nil, candidates: Int = 1 << 16
  ) throws(StatisticsError) -> NextPoints {
    let sequence = try SobolPoints(dimension: box.dimension, key: key)
    var (inside, tried): ([[Double]], Int) = ([], 0)
    while tried < candidates, inside.count < 10 * n {
      let unit = sequence.points(UInt32(tried)..<UInt32(min(candidates, tried + 4096)))
      inside += rows(unit, where: try isNotYetImplausible(try box.points(unit: unit)))
      tried += unit.rowCount
    }
    let share = RegionShare(kept: inside.count, points: tried)
    var method = NextPoints.Method.rejection
    if inside.count < 3 * n {
      method = .resampling
      if let known {
        inside += rows(try box.unit(points: known), where: try isNotYetImplausible(known))
      }
      var search = try start(inside, sequence, key, tried)
      if inside.isEmpty, try !search.descend(population: 400) {
        return NextPoints(
          points: Matrix(rowCount: 0, columnCount: box.dimension), method: .nothing, share: share,
          nearest: try nearest(search))
      }
      search.dropImplausible()
      try search.grow(to: 10 * n, level: 1, rounds: 200, isWhole: true)
      inside = search.points
    }
    let all = try linear { [inside] () throws(LinearAlgebraError) in try Matrix(rows: inside) }
    let choice = MaximinSelection.choose(
      n, from: all, scale: Self.deviations(all),
      taken: try taken.map { rows throws(StatisticsError) in try box.unit(points: rows) })
    let chosen = all.transposed.selecting(columns: choice.indices).transposed
    return NextPoints(points: try box.points(unit: chosen), method: method, share: share, nearest: [])
  }

  private func rows(_ unit: Matrix, where isKept: [Bool]) -> [[Double]] {
    let columns = unit.transposed
    return isKept.indices.filter { isKept[$0] }.map { Array(columns.column($0)) }
  }

  /// A search from the points inside or, where there are none, from the first Sobol' points and their excess.
  private func start(
    _ inside: [[Double]], _ sequence: SobolPoints, _ key: StreamKey, _ tried: Int
  ) throws(StatisticsError) -> RegionSearch {
    guard inside.isEmpty else {
      return RegionSearch(self, key: key, points: inside, excess: Array(repeating: 0, count: inside.count))
    }
    let unit = sequence.points(0..<UInt32(min(tried, 4096)))
    return RegionSearch(
      self, key: key, points: rows(unit, where: Array(repeating: true, count: unit.rowCount)),
      excess: try excess(try box.points(unit: unit)))
  }

  private func nearest(_ search: RegionSearch) throws(StatisticsError) -> [NearMiss] {
    let order = search.points.indices.sorted { (search.excess[$0], $0) < (search.excess[$1], $1) }
    let best = order.prefix(3).map { search.points[$0] }
    let points = try box.points(unit: try linear { () throws(LinearAlgebraError) in try Matrix(rows: best) })
    var misses: [NearMiss] = []
    for i in 0..<points.rowCount {
      var miss: NearMiss?
      let point = (0..<box.dimension).map { points[i, $0] }
      let one = Matrix(1, point.count, point)
      for (index, wave) in waves.enumerated() {
        for (own, found) in zip(wave.emulators, try implausibilities(one, wave: index)[0])
        where found.value > miss?.deviations ?? 0 {
          miss = NearMiss(point: point, target: own.target.name, deviations: found.value)
        }
      }
      if let miss { misses.append(miss) }
    }
    return misses
  }

  /// Standard deviations of columns, none below a millionth.
  private static func deviations(_ a: Matrix) -> [Double] {
    (0..<a.columnCount).map { j in
      let column = a.column(j), n = Double(a.rowCount), mean = column.reduce(0) { $0 + $1 / n }
      return max(1e-6, (column.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / max(1, n - 1)).squareRoot())
    }
  }
}
