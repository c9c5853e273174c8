/// Why a matrix operation gave no result.
public enum LinearAlgebraError: Error, Sendable, Hashable, CustomStringConvertible {
  /// OpenBLAS is not installed. `name` was looked for; `reason` is the dynamic loader's.
  case libraryMissing(name: String, reason: String)
  /// A file of that name is there and is not a usable OpenBLAS.
  case libraryBroken(name: String, reason: String)
  /// OpenBLAS is there, and the memory that it works in is not.
  case noMemory(name: String)
  /// A size or count does not fit: what was expected of the argument, and its value.
  case shape(function: String, argument: String, value: String, expected: String)
  /// An element is NaN or infinite.
  case notFinite(function: String, argument: String, row: Int, column: Int)
  /// The leading minor of this order (from 1) is not positive.
  case notPositiveDefinite(function: String, order: Int)
  /// A column is, to working precision, a linear combination of others.
  case collinear(function: String, column: Int)
  /// An iteration inside LAPACK did not converge; `info` is its code.
  case notConverged(function: String, info: Int)
  /// LAPACK refused its argument of this position: a mistake of this package.
  case illegalArgument(function: String, position: Int)

  public var description: String {
    switch self {
    case .libraryMissing(let name, let reason):
      """
      OpenBLAS is not installed: \(name) was not found (\(reason)). Install Debian's or Ubuntu's package \
      libopenblas-dev, or Fedora's openblas. Only the BLAS-dependent tables need it.
      """
    case .libraryBroken(let name, let reason):
      """
      OpenBLAS cannot be used: \(name): \(reason). Reinstall Debian's or Ubuntu's package libopenblas-dev, or \
      Fedora's openblas. Only the BLAS-dependent tables need it.
      """
    case .noMemory(let name):
      """
      OpenBLAS cannot be used: \(name) needs about 200 MB of address space to work in, and the system does not give it \
      (ulimit -v shows a limit). Only the BLAS-dependent tables need it.
      """
    case .shape(let function, let argument, let value, let expected):
      "\(function): \(argument) is \(value), expected \(expected)"
    case .notFinite(let function, let argument, let row, let column):
      "\(function): \(argument) is not finite in row \(row), column \(column) (from 0)"
    case .notPositiveDefinite(let function, let order):
      "\(function): the matrix is not positive definite (its leading minor of order \(order) is not positive)"
    case .collinear(let function, let column):
      "\(function): column \(column) (from 0) is a linear combination of the other columns"
    case .notConverged(let function, let info): "\(function): no convergence (LAPACK's code \(info))"
    case .illegalArgument(let function, let position):
      "\(function): LAPACK refused its argument \(position); this is a mistake of this program"
    }
  }

  /// A nonzero code of LAPACK: −i means its argument i; what a positive one means, the caller says.
  static func check(
    _ info: Int32, _ function: String, positive: (Int) -> LinearAlgebraError
  ) throws(LinearAlgebraError) {
    if info < 0 { throw .illegalArgument(function: function, position: -Int(info)) }
    if info > 0 { throw positive(Int(info)) }
  }
}
