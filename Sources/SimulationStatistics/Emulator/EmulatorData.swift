import LinearAlgebra
import PortableMath

/// What an emulator is fitted to: a mean output at each of n different points, and how noisy each mean is.
///
/// Replicates need not be kept: the likelihood of all of them is that of their means times a factor in which only their
/// numbers and the squares within points enter (Binois, Gramacy & Ludkovski, J. Comput. Graph. Stat. 27 (2018) 808).
public struct EmulatorData: Sendable, Hashable {
  /// A row a point, a column an input, in the inputs' units.
  public let points: Matrix
  /// ȳᵢ, the mean output at each point.
  public let means: [Double]
  /// Replicates of each point.
  public let counts: [Int]
  /// The variance of the mean's noise at each point, in squared units of the output; nil where one variance of all
  /// replicates is to be estimated.
  public let noise: [Double]?
  /// The part of the log likelihood of all replicates that no parameter moves.
  let constant: Double
  /// Σ (yᵢₖ − ȳᵢ)², and its degrees of freedom; zeros where the noise is known.
  let within: (squares: Double, degrees: Double)

  /// Means with noise of known variance.
  /// - Parameters:
  ///   - points: a row a point; the points differ.
  ///   - means: an output a point.
  ///   - noise: the variance of each mean, e.g. s²/r of r trials; zeros for a computation without noise.
  /// - Throws: ``StatisticsError``: sizes differ, a number is not finite, a variance is negative, points are equal.
  /// - Complexity: O(nd log n)
  public init(points: Matrix, means: [Double], noise: [Double]) throws(StatisticsError) {
    let counts = Array(repeating: 1, count: means.count)
    self.init(points, means, counts, noise: noise, constant: 0, within: (0, 0))
    try check()
  }

  /// Replicates at each point.
  /// - Parameters:
  ///   - points: a row a point; the points differ.
  ///   - replicates: the outputs at each point, at least one.
  ///   - variances: of a single replicate at each point, where known; nil for one variance, which is estimated with the
  ///     other parameters and needs a point with two replicates.
  /// - Throws: ``StatisticsError``: sizes differ, a number is not finite, a variance is not positive, points are equal, a
  ///   point without replicates, or none with two.
  /// - Complexity: O(N + nd log n) for N replicates
  public init(
    points: Matrix, replicates: [[Double]], variances: [Double]? = nil
  ) throws(StatisticsError) {
    var (means, counts, squares): ([Double], [Int], [Double]) = ([], [], [])
    for (i, group) in replicates.enumerated() {
      guard let first = group.first else {
        throw .tooFew(function: "emulator", what: "replicates at point \(i + 1)", count: 0, needed: 1)
      }
      let mean = first + group.reduce(0) { $0 + ($1 - first) } / Double(group.count)
      means.append(mean)
      counts.append(group.count)
      squares.append(group.reduce(0) { $0 + ($1 - mean) * ($1 - mean) })
    }
    let roots = counts.reduce(0) { $0 + Portable.log(Double($1)) } / 2
    if let variances {
      guard variances.count == means.count, variances.allSatisfy({ $0 > 0 && $0 < .infinity }) else {
        throw .argument(
          function: "emulator", argument: "variances", value: "\(variances.count) numbers",
          expected: "\(means.count), each positive and finite")
      }
      var constant = -roots
      for (i, v) in variances.enumerated() {
        constant -= squares[i] / (2 * v) + Double(counts[i] - 1) / 2 * Portable.log(2 * .pi * v)
      }
      let noise = zip(variances, counts).map { $0 / Double($1) }
      self.init(points, means, counts, noise: noise, constant: constant, within: (0, 0))
    } else {
      let degrees = counts.reduce(0, +) - counts.count, total = squares.reduce(0, +)
      guard degrees > 0, total > 0 else {
        throw .tooFew(function: "emulator", what: "points with replicates that differ", count: 0, needed: 1)
      }
      let constant = -roots - Double(degrees) / 2 * Portable.log(2 * .pi)
      self.init(points, means, counts, noise: nil, constant: constant, within: (total, Double(degrees)))
    }
    try check()
  }

  private init(
    _ points: Matrix, _ means: [Double], _ counts: [Int], noise: [Double]?, constant: Double,
    within: (Double, Double)
  ) {
    (self.points, self.means, self.counts, self.noise) = (points, means, counts, noise)
    (self.constant, self.within) = (constant, within)
  }

  private func check() throws(StatisticsError) {
    let n = points.rowCount
    guard means.count == n, noise?.count ?? n == n else {
      throw .argument(
        function: "emulator", argument: "outputs", value: "\(means.count), noise of \(noise?.count ?? n)",
        expected: "\(n), as points")
    }
    guard points.columnCount > 0 else { throw .tooFew(function: "emulator", what: "inputs", count: 0, needed: 1) }
    if let i = means.firstIndex(where: { !$0.isFinite }) {
      throw .argument(
        function: "emulator", argument: "output \(i + 1)", value: "\(means[i])", expected: "a finite number")
    }
    if let noise, let i = noise.firstIndex(where: { !($0 >= 0 && $0 < .infinity) }) {
      throw .argument(
        function: "emulator", argument: "noise \(i + 1)", value: "\(noise[i])", expected: "a variance, 0 or more")
    }
    let rows = points.transposed, d = points.columnCount
    let sorted = (0..<n).map { Array(rows.column($0)) }.enumerated()
      .sorted { $0.element.lexicographicallyPrecedes($1.element) }
    for (a, b) in zip(sorted, sorted.dropFirst()) where a.element == b.element && d > 0 {
      throw .argument(
        function: "emulator", argument: "points \(min(a.offset, b.offset) + 1) and \(max(a.offset, b.offset) + 1)",
        value: "equal", expected: "different points: give replicates of one point together")
    }
  }

  public static func == (a: EmulatorData, b: EmulatorData) -> Bool {
    a.points == b.points && a.means == b.means && a.counts == b.counts && a.noise == b.noise && a.within == b.within
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(points)
    hasher.combine(means)
  }
}
