import LinearAlgebra
import RandomStreams

/// The bootstrap of many means at once: trials are resampled whole, so one replicate is the same trials in every
/// series, and differences of paired series need no resampling of their own.
///
/// Replicate means are products of resampling counts and centred series (BLAS's dgemm), 250 replicates at a time.
/// Series with missing values divide by the present values that a replicate drew (a ratio estimate); a replicate that
/// drew none is left out of that series. Means are over present values.
///
///     let bootstrap = try JointBootstrap(of: series, replicates: 2_000, key: key, using: blas)
///     bootstrap.interval(0).bca.value   // Ends?
///
/// Memory is 8 bytes a replicate and series, besides a copy of the series.
public struct JointBootstrap: Sendable {
  /// Replicates of one product.
  static let chunk = 250

  private let data: Matrix
  private let means: [Double]
  /// Replicate means less the series' mean: a row a replicate, a column a series.
  private let deviations: Matrix

  /// - Parameters:
  ///   - series: a row a trial, a column a series; NaN is a missing value.
  ///   - beside: what was estimated beside the means on a sample of its own: the pull of each of its rows on each mean (a
  ///     column a series, none missing), and the key of its draws; its resampled means are added to the series'.
  ///   - replicates: B, 2 to 2³² − 1; 2,000 or more for BCa ends.
  ///   - key: seed and trial of the draws; see ``ResamplingCounts``.
  ///   - blas: the opened library.
  /// - Throws: ``StatisticsError``: no rows or columns, too few replicates, an infinite value.
  /// - Complexity: 2Bnk operations for n trials and k series, and Bn draws
  public init(
    of series: Matrix, beside: (pulls: Matrix, key: StreamKey)? = nil, replicates: Int, key: StreamKey, using blas: BLAS
  ) throws(StatisticsError) {
    let (n, k) = (series.rowCount, series.columnCount)
    guard n > 0, k > 0 else {
      throw .tooFew(function: "bootstrap", what: n > 0 ? "series" : "trials", count: 0, needed: 1)
    }
    guard replicates >= 2, let last = UInt32(exactly: replicates) else {
      throw .argument(
        function: "bootstrap", argument: "replicates", value: "\(replicates)", expected: "2 to \(UInt32.max)")
    }
    let columns = try (0..<k).map { j throws(StatisticsError) in try ColumnSummary(series, j, for: "bootstrap") }
    data = series
    means = columns.map(\.mean)
    let counts = ResamplingCounts(trialCount: n, key: key)
    deviations = try linear { () throws(LinearAlgebraError) in
      var result = try Self.deviations(series, columns, counts, replicates: last, blas)
      if let beside { try Self.add(beside.pulls, beside.key, replicates: last, blas, to: &result) }
      return result
    }
  }

  /// The number of series.
  public var seriesCount: Int { data.columnCount }

  /// What the bootstrap says about series j.
  /// - Parameters:
  ///   - j: the column, from 0.
  ///   - level: the confidence level, in 0…1.
  /// - Complexity: O(n + B) on average
  public func interval(_ j: Int, level: Double = 0.95) -> BootstrapInterval {
    precondition(level > 0 && level < 1, "JointBootstrap.interval: level \(level) is not in 0…1")
    return BootstrapInterval(
      values: data.column(j), mean: means[j], deviations: deviations.column(j), level: level)
  }

  /// Replicate means of series j, in the order of replicates; NaN where a replicate drew no present value.
  public func replicateMeans(_ j: Int) -> [Double] { deviations.column(j).map { $0 + means[j] } }

  private static func add(
    _ pulls: Matrix, _ key: StreamKey, replicates: UInt32, _ blas: BLAS, to deviations: inout Matrix
  ) throws(LinearAlgebraError) {
    let counts = ResamplingCounts(trialCount: pulls.rowCount, key: key)
    for start in stride(from: 0, to: replicates, by: chunk) {
      let range = start..<min(replicates, start + UInt32(chunk))
      let own = try blas.gemm(counts.counts(replicates: range), .transposed, pulls)
      for column in 0..<own.columnCount {
        for row in 0..<range.count { deviations[Int(start) + row, column] += own[row, column] / Double(pulls.rowCount) }
      }
    }
  }

  private static func deviations(
    _ series: Matrix, _ columns: [ColumnSummary], _ counts: ResamplingCounts, replicates: UInt32, _ blas: BLAS
  ) throws(LinearAlgebraError) -> Matrix {
    let n = series.rowCount
    var (z, mask) = (series.elements, [Double]())
    var incomplete: [Int] = []
    for (j, column) in columns.enumerated() {
      let elements = j * n..<(j + 1) * n
      if column.count < n {
        incomplete.append(j)
        mask.append(contentsOf: z[elements].map { $0 == $0 ? 1 : 0 })
      }
      for i in elements { z[i] = z[i] == z[i] ? z[i] - column.mean : 0 }
    }
    let centred = Matrix(rowCount: n, columnCount: columns.count, elements: z)
    let present = Matrix(rowCount: n, columnCount: incomplete.count, elements: mask)
    var result = Matrix(rowCount: Int(replicates), columnCount: columns.count)
    for start in stride(from: 0, to: replicates, by: chunk) {
      let range = start..<min(replicates, start + UInt32(chunk))
      let weights = counts.counts(replicates: range)
      try blas.gemm(weights, .transposed, centred, .plain, into: &result, row: Int(start), scale: 1 / Double(n))
      guard !incomplete.isEmpty else { continue }
      let drawn = try blas.gemm(weights, .transposed, present)
      for (column, j) in incomplete.enumerated() {
        for r in 0..<range.count {
          let share = drawn[r, column] / Double(n)
          result[Int(start) + r, j] = share > 0 ? result[Int(start) + r, j] / share : .nan
        }
      }
    }
    return result
  }
}

extension Matrix {
  /// Columns of paired differences, column a less column b for each pair; missing where either is.
  /// - Complexity: O(rows · pairs)
  public func pairedDifferences(_ pairs: [(a: Int, b: Int)]) -> Matrix {
    var elements: [Double] = []
    elements.reserveCapacity(rowCount * pairs.count)
    for (a, b) in pairs { elements.append(contentsOf: zip(column(a), column(b)).map { $0 - $1 }) }
    return Matrix(rowCount: rowCount, columnCount: pairs.count, elements: elements)
  }
}
