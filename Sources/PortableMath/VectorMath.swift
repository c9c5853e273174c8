import CVectorMath

/// Elementary functions over blocks, with the bits of ``Portable`` at any instruction set, length and alignment.
///
/// Input and output may be the same column; they must not overlap in any other way. Blocks of 100 to 1,000 elements
/// stay in the nearest cache and hide the cost of the call. Error bounds are those of the scalar functions.
public enum VectorMath {
  /// The instruction set in use: "sse2", "avx2" or "avx512". It changes the speed and nothing else.
  ///
  /// The environment variable `RAINMAKER_VECTOR` lowers it, so that levels can be compared.
  public static var level: String { String(cString: rm_vector_level()) }

  /// yᵢ = e^xᵢ. See ``Portable/exp(_:)``.
  /// - Complexity: O(n)
  public static func exp(_ x: Column<Double>, into y: Column<Double>) { map(x, y, rm_exp) }

  /// yᵢ = e^xᵢ − 1. See ``Portable/expm1(_:)``.
  /// - Complexity: O(n)
  public static func expm1(_ x: Column<Double>, into y: Column<Double>) { map(x, y, rm_expm1) }

  /// yᵢ = log xᵢ. See ``Portable/log(_:)``.
  /// - Complexity: O(n)
  public static func log(_ x: Column<Double>, into y: Column<Double>) { map(x, y, rm_log) }

  /// yᵢ = log(1 + xᵢ). See ``Portable/log1p(_:)``.
  /// - Complexity: O(n)
  public static func log1p(_ x: Column<Double>, into y: Column<Double>) { map(x, y, rm_log1p) }

  /// yᵢ = 1/(1 + e^−xᵢ). See ``Portable/logistic(_:)``.
  /// - Complexity: O(n)
  public static func logistic(_ x: Column<Double>, into y: Column<Double>) { map(x, y, rm_logistic) }

  /// yᵢ = Φ(xᵢ). See ``Portable/normalCDF(_:)``.
  /// - Complexity: O(n)
  public static func normalCDF(_ x: Column<Double>, into y: Column<Double>) { map(x, y, rm_normal_cdf) }

  /// yᵢ = Φ⁻¹(xᵢ). See ``Portable/normalQuantile(_:)``.
  /// - Complexity: O(n)
  public static func normalQuantile(_ x: Column<Double>, into y: Column<Double>) { map(x, y, rm_normal_quantile) }

  /// yᵢ = −log(1 − xᵢ), the quantile of the exponential distribution of mean 1.
  /// - Complexity: O(n)
  public static func exponentialQuantile(_ x: Column<Double>, into y: Column<Double>) {
    map(x, y, rm_exponential_quantile)
  }

  /// Lists the rows whose value is below a limit, ascending.
  /// - Parameters:
  ///   - x: the column.
  ///   - limit: what they are below.
  ///   - rows: where they go; as long as the column.
  /// - Returns: how many there are.
  /// - Complexity: O(n)
  public static func list(_ x: Column<Double>, below limit: Double, into rows: Column<UInt32>) -> Int {
    precondition(rows.count == x.count, "VectorMath: counts differ")
    return x.withUnsafeElements { input in rows.withUnsafeElements { rm_below(x.count, input, limit, $0) } }
  }

  /// Adds a column to running sums of values and squares, sixteen of each: element i goes to place i mod 16.
  /// - Parameters:
  ///   - sums: 16 partial sums; the total is theirs, added up in order.
  ///   - squares: 16 partial sums of squares.
  /// - Complexity: O(n)
  @_spi(Benchmarks)
  public static func addMoments(of x: Column<Double>, to sums: Column<Double>, _ squares: Column<Double>) {
    precondition(sums.count == 16 && squares.count == 16, "VectorMath: moments are kept in sixteen places")
    x.withUnsafeElements { input in
      sums.withUnsafeElements { sums in squares.withUnsafeElements { rm_moments(x.count, input, sums, $0) } }
    }
  }

  private static func map(
    _ x: Column<Double>, _ y: Column<Double>,
    _ function: (Int, UnsafePointer<Double>, UnsafeMutablePointer<Double>) -> Void
  ) {
    precondition(x.count == y.count, "VectorMath: counts differ")
    x.withUnsafeElements { input in y.withUnsafeElements { function(x.count, input, $0) } }
  }
}
