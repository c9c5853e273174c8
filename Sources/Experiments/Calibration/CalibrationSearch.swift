import SimulationStatistics

/// Where to simulate next: points that are not yet implausible, near what fits, and far from each other.
struct CalibrationSearch: Sendable {
  let targets: [CalibrationTarget]
  let inputs: Int
  let draws: CalibrationDraws

  /// Beyond this a point is implausible: three standard deviations leave out less than 5 % of any unimodal distribution
  /// (Pukelsheim 1994).
  static let threshold = 3.0
  /// Candidates of each kind, and points from which they start.
  private static let candidates = 6_000, parents = 80
  /// Candidates that are compared with each other for their distances.
  private static let shortlist = 1_500

  /// - Parameters:
  ///   - wave: number of the wave to come.
  ///   - count: points wanted.
  ///   - known: points simulated so far.
  func next(wave: Int, count: Int, known: [CalibrationPoint], _ emulators: WaveEmulators) throws -> [[Double]] {
    let best = known.sorted { $0.misfit(targets) < $1.misfit(targets) }.prefix(Self.parents).map(\.shares)
    var all = draws.latinHypercube(set: 10 * wave, points: Self.candidates, columns: inputs)
    all += moved(best, set: 10 * wave + 1) + crossed(best, set: 10 * wave + 2)
    let implausible = try emulators.implausibility(all), misfit = try emulators.misfit(all)
    // Whatever may fit comes first, by how well it is expected to.
    let order = all.indices.sorted { a, b in
      let (x, y) = (implausible[a] <= Self.threshold, implausible[b] <= Self.threshold)
      return x != y ? x : misfit[a] != misfit[b] ? misfit[a] < misfit[b] : a < b
    }
    let fitting = order.filter { misfit[$0] <= 0.8 * Self.threshold }
    let shortlist = (fitting.count >= 3 * count ? fitting : order).prefix(max(Self.shortlist, 3 * count)).map { all[$0] }
    return Self.spread(shortlist, count: count, away: known.filter { $0.misfit(targets) <= Self.threshold }.map(\.shares))
  }

  /// Steps from points that fit best, as wide as these are apart.
  private func moved(_ best: [[Double]], set: Int) -> [[Double]] {
    let widths = (0..<inputs).map { column in max(0.04, Self.deviation(best.map { $0[column] })) }
    return (0..<Self.candidates).compactMap { row in
      let parent = best[row % best.count]
      let point = (0..<inputs).map { parent[$0] + 0.5 * widths[$0] * draws.normal(set: set, row: row, column: $0) }
      return point.allSatisfy { (0...1).contains($0) } ? point : nil
    }
  }

  /// A point plus the difference of two others: what trades off among them is kept (Storn & Price 1997).
  private func crossed(_ best: [[Double]], set: Int) -> [[Double]] {
    guard best.count > 2 else { return [] }
    return (0..<Self.candidates).compactMap { row in
      func pick(_ column: Int) -> [Double] {
        best[min(Int(draws.uniform(set: set, row: row, column: column) * Double(best.count)), best.count - 1)]
      }
      let (a, b, c) = (pick(0), pick(1), pick(2)), step = 0.3 + 0.9 * draws.uniform(set: set, row: row, column: 3)
      let point = (0..<inputs).map {
        a[$0] + step * (b[$0] - c[$0]) + 0.02 * draws.normal(set: set, row: row, column: 10 + $0)
      }
      return point.allSatisfy { (0...1).contains($0) } ? point : nil
    }
  }

  /// As many points as wanted, each as far as possible from those chosen before and from others.
  /// - Complexity: O(points · (count + others))
  static func spread(_ points: [[Double]], count: Int, away others: [[Double]] = []) -> [[Double]] {
    guard points.count > count else { return points }
    func distance(_ a: [Double], _ b: [Double]) -> Double {
      zip(a, b).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
    }
    var nearest = points.map { point in others.reduce(Double.infinity) { min($0, distance(point, $1)) } }
    var chosen: [[Double]] = []
    while chosen.count < count {
      var place = 0
      for index in points.indices where nearest[index] > nearest[place] { place = index }
      chosen.append(points[place])
      for index in points.indices { nearest[index] = min(nearest[index], distance(points[index], points[place])) }
    }
    return chosen
  }

  static func deviation(_ values: [Double]) -> Double {
    let count = Double(values.count), mean = values.reduce(0, +) / count
    return (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / max(1, count - 1)).squareRoot()
  }
}
