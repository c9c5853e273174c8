import LinearAlgebra
import PortableMath
import RandomStreams

/// Where to simulate next, to find the highest mean over a box of settings.
///
/// All points meet the same random draws, so what is emulated is the mean over these draws: a smooth function with a roughness
/// of its own. The next point has the greatest expected improvement over the best mean that the emulator believes in
/// among the points that were simulated (Jones, Schonlau & Welch, J. Glob. Optim. 13, 1998; with noise, the believed mean stands for the
/// best value seen). Of several at a time each is chosen as if the ones before had come to what the emulator expects of them.
public struct OptimumSearch: Sendable {
  public let box: ParameterBox
  private let data: EmulatorData
  private let emulator: GaussianProcess
  private let blas: BLAS
  private let rounded: @Sendable ([Double]) -> [Double]

  /// Points of the whole box that are looked at, and of a neighbourhood of the best.
  static let candidates = 1 << 12, near = 1 << 10
  /// Half the neighbourhood's width, as a share of each range.
  static let neighbourhood = 0.1

  /// - Parameters:
  ///   - points: a row a point, in the settings' units; all different.
  ///   - values: what each came to, the higher the better.
  ///   - box: ranges of the settings.
  ///   - rounded: a point as it can be simulated, such as whole numbers for what is whole.
  ///   - blas: the opened library.
  /// - Throws: `StatisticsError`: too few points, values that do not vary.
  /// - Complexity: that of fitting an emulator, O(n³) a step.
  public init(
    points: Matrix, values: [Double], box: ParameterBox, rounded: @escaping @Sendable ([Double]) -> [Double] = { $0 },
    using blas: BLAS
  ) throws(StatisticsError) {
    (self.box, self.blas, self.rounded) = (box, blas, rounded)
    data = try EmulatorData(points: points, means: values, noise: values.map { _ in 0 })
    emulator = try GaussianProcess(data, settings: EmulatorSettings(iterations: 60), using: blas)
  }

  /// Means that the emulator believes in, at the points that were simulated.
  public func believed() throws(StatisticsError) -> [Double] { try emulator.means(data.points) }

  /// The points to simulate next, a row each.
  /// - Parameters:
  ///   - count: how many, at least 1.
  ///   - key: of the points that are looked at; equal keys give equal points.
  /// - Throws: `StatisticsError`.
  public func next(_ count: Int, key: StreamKey) throws(StatisticsError) -> [[Double]] {
    let believed = try believed()
    guard var best = believed.max(), let place = believed.firstIndex(of: best) else { return [] }
    let looked = try looked(around: Self.row(data.points, place), key)
    var (emulator, data) = (emulator, data)
    var chosen: [[Double]] = []
    while chosen.count < count {
      let found = try emulator.predict(looked),
        gains = looked.rows.indices.map { i in
          Self.improvement(mean: found.means[i], variance: found.variances[i], over: best)
        }
      let known = Set(Self.rows(data.points))
      let order = gains.indices.filter { !known.contains(Self.row(looked, $0)) }
      guard let next = order.max(by: { gains[$0] < gains[$1] }) else { break }
      let row = Self.row(looked, next)
      chosen.append(row)
      best = max(best, found.means[next])
      data = try EmulatorData(
        points: try linear { () throws(LinearAlgebraError) in try Matrix(rows: Self.rows(data.points) + [row]) },
        means: data.means + [found.means[next]], noise: (data.noise ?? []) + [0])
      emulator = try GaussianProcess(
        data, parameters: self.emulator.parameters, settings: emulator.settings, using: blas)
    }
    return chosen
  }

  /// The points, simulated or not, that are believed to be the highest, no two within a share of the ranges.
  /// - Parameters:
  ///   - count: how many at most.
  ///   - distance: the share of the ranges by which they differ in one setting at least.
  ///   - key: as in ``next(_:key:)``.
  public func highest(
    _ count: Int, distance: Double, key: StreamKey
  ) throws(StatisticsError) -> [[Double]] {
    let believed = try believed()
    guard let best = believed.indices.max(by: { believed[$0] < believed[$1] }) else { return [] }
    let looked = try looked(around: Self.row(data.points, best), key)
    let means = try emulator.means(looked)
    let all =
      Self.rows(data.points).indices.map { (Self.row(data.points, $0), believed[$0]) }
      + looked.rows.indices.map { (Self.row(looked, $0), means[$0]) }
    var chosen: [[Double]] = []
    for (row, _) in all.enumerated().sorted(by: { ($0.element.1, -$0.offset) > ($1.element.1, -$1.offset) }).map(
      \.element)
    where chosen.count < count {
      let isApart = chosen.allSatisfy { other in
        row.indices.contains { j in
          let range = box.parameters[j].range
          return (row[j] - other[j]).magnitude > distance * (range.upperBound - range.lowerBound)
        }
      }
      if isApart { chosen.append(row) }
    }
    return chosen
  }

  /// E max(0, Y − best) for a normal Y.
  static func improvement(mean: Double, variance: Double, over best: Double) -> Double {
    let deviation = max(0, variance).squareRoot()
    guard deviation > 0 else { return max(0, mean - best) }
    let z = (mean - best) / deviation
    return deviation * (z * Portable.normalCDF(z) + Portable.normalDensity(z))
  }

  private func looked(around centre: [Double], _ key: StreamKey) throws(StatisticsError) -> Matrix {
    let sobol = try SobolPoints(dimension: box.dimension, key: key)
    let wide = try box.points(unit: sobol.points(0..<UInt32(Self.candidates)))
    let near = sobol.points(UInt32(Self.candidates)..<UInt32(Self.candidates + Self.near))
    let close = near.rows.indices.map { i in
      box.parameters.indices.map { j in
        let range = box.parameters[j].range, width = range.upperBound - range.lowerBound
        let value = centre[j] + (2 * near[i, j] - 1) * Self.neighbourhood * width
        return min(range.upperBound, max(range.lowerBound, value))
      }
    }
    return try linear { () throws(LinearAlgebraError) in try Matrix(rows: (Self.rows(wide) + close).map(rounded)) }
  }

  private static func row(_ points: Matrix, _ i: Int) -> [Double] { (0..<points.columnCount).map { points[i, $0] } }
  private static func rows(_ points: Matrix) -> [[Double]] { (0..<points.rowCount).map { row(points, $0) } }
}

extension Matrix {
  /// Places of the rows.
  fileprivate var rows: Range<Int> { 0..<rowCount }
}
