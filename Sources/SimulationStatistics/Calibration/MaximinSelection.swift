import LinearAlgebra

/// The choice of a few points of many that are spread as widely as they allow.
public enum MaximinSelection {
  /// What was chosen.
  public struct Choice: Sendable, Hashable {
    /// Rows of the candidates, in the order of choice.
    public let indices: [Int]
    /// The smallest distance between chosen points, in the unit that was given; 0 for fewer than two.
    public let smallestDistance: Double
  }

  /// The greedy choice: first the candidate nearest to their mean, then always the one that is farthest from all chosen
  /// (at most twice as close as the best choice: Gonzalez, Theor. Comput. Sci. 38 (1985) 293). Of equal ones the first.
  /// - Parameters:
  ///   - n: how many.
  ///   - candidates: a row a point.
  ///   - scale: the unit of distance in each column; nil for 1.
  ///   - taken: points to keep away from as if they were chosen; then the first choice is the farthest from them.
  ///   - nearCopies: a candidate closer to a chosen one than this share of the widest distance met is a copy and is not
  ///     chosen, so that fewer than n may come back.
  /// - Complexity: O(nmd) for m candidates
  public static func choose(
    _ n: Int, from candidates: Matrix, scale: [Double]? = nil, taken: Matrix? = nil, nearCopies: Double = 0.001
  ) -> Choice {
    let m = candidates.rowCount, d = candidates.columnCount
    guard n > 0, m > 0 else { return Choice(indices: [], smallestDistance: 0) }
    let unit = scale ?? Array(repeating: 1, count: d)
    let points = scaled(candidates, unit)
    var distance = [Double](repeating: .infinity, count: m)
    if let taken {
      let others = scaled(taken, unit)
      for i in 0..<taken.rowCount { approach(others[(i * d)..<((i + 1) * d)], points, &distance) }
    }
    var next = 0
    if distance[0].isInfinite {
      let centre = (0..<d).map { j in (0..<m).reduce(0) { $0 + points[$1 * d + j] / Double(m) } }
      var fromCentre = distance
      approach(centre[...], points, &fromCentre)
      for i in 1..<m where fromCentre[i] < fromCentre[next] { next = i }
    } else {
      next = farthest(distance)
    }
    var indices: [Int] = [], smallest = Double.infinity, widest = 0.0
    while indices.count < min(n, m) {
      if !indices.isEmpty || distance[next].isFinite {
        widest = max(widest, distance[next])
        guard distance[next] > nearCopies * nearCopies * widest, distance[next] > 0 else { break }
      }
      if !indices.isEmpty { smallest = min(smallest, distance[next]) }
      indices.append(next)
      approach(points[(next * d)..<((next + 1) * d)], points, &distance)
      next = farthest(distance)
    }
    return Choice(indices: indices, smallestDistance: indices.count > 1 ? smallest.squareRoot() : 0)
  }

  /// Coordinates in units of distance, row after row.
  private static func scaled(_ a: Matrix, _ unit: [Double]) -> [Double] {
    var rows: [Double] = []
    rows.reserveCapacity(a.elements.count)
    for i in 0..<a.rowCount { for j in unit.indices { rows.append(a[i, j] / unit[j]) } }
    return rows
  }

  /// Squared distances to the nearest chosen point, after one more.
  private static func approach(_ place: ArraySlice<Double>, _ points: [Double], _ distance: inout [Double]) {
    let d = place.count, start = place.startIndex
    for i in distance.indices {
      var sum = 0.0
      for j in 0..<d {
        let gap = points[i * d + j] - place[start + j]
        sum += gap * gap
      }
      if sum < distance[i] { distance[i] = sum }
    }
  }

  private static func farthest(_ distance: [Double]) -> Int {
    var best = 0
    for i in 1..<max(1, distance.count) where distance[i] > distance[best] { best = i }
    return best
  }
}
