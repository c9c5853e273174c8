import LinearAlgebra

/// Why an analysis gave no result.
public enum StatisticsError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The library is missing, or sizes do not fit, or a number is not finite.
  case linearAlgebra(LinearAlgebraError)
  /// Fewer numbers (rows, clusters, groups) than the method needs.
  case tooFew(function: String, what: String, count: Int, needed: Int)
  /// An argument does not fit: what was expected of it, and its value.
  case argument(function: String, argument: String, value: String, expected: String)
  /// The response, or all trajectories, do not vary.
  case constant(function: String, what: String)
  /// A column of the design is a linear combination of others.
  case collinear(function: String, column: String)
  /// A combination of the columns separates successes from failures, so that no finite maximum likelihood estimate exists:
  /// `complete` without exception, otherwise but for ties.
  case separated(function: String, complete: Bool)
  /// An iteration did not converge.
  case notConverged(function: String, iterations: Int)
  /// The method needs independent draws, and these are common to what is compared.
  case needsIndependence(function: String, reason: String)

  public var description: String {
    switch self {
    case .linearAlgebra(let error): error.description
    case .tooFew(let function, let what, let count, let needed):
      "\(function): \(count) \(what), at least \(needed) needed"
    case .argument(let function, let argument, let value, let expected):
      "\(function): \(argument) is \(value), expected \(expected)"
    case .constant(let function, let what): "\(function): \(what) does not vary"
    case .collinear(let function, let column):
      "\(function): \(column) is a linear combination of the other columns; leave one of them out"
    case .separated(let function, let complete):
      """
      \(function): the data are \(complete ? "completely" : "quasi-completely") separated: a combination of the \
      columns predicts every outcome\(complete ? "" : " but ties"), so coefficients have no finite estimate
      """
    case .notConverged(let function, let iterations): "\(function): no convergence in \(iterations) iterations"
    case .needsIndependence(let function, let reason):
      "\(function): not valid under common random numbers: \(reason)"
    }
  }
}

/// Runs matrix operations, their errors as ``StatisticsError/linearAlgebra(_:)``.
func linear<Value>(_ body: () throws(LinearAlgebraError) -> Value) throws(StatisticsError) -> Value {
  do throws(LinearAlgebraError) {
    return try body()
  } catch {
    throw .linearAlgebra(error)
  }
}

/// Why a statistic has no value, for the `status` column of a table.
public enum Undefined: String, Error, Sendable, Hashable {
  /// All values are equal.
  case constant
  /// Fewer values than the statistic needs.
  case tooFew = "too_few"
  /// The resamples lie all on one side of the estimate, or the correction leaves 0…1.
  case oneSided = "one_sided"
  /// Values so large or small that their squares overflow or vanish.
  case outOfRange = "out_of_range"
}

/// A number, or the reason why there is none: never NaN.
public typealias Defined<Value> = Result<Value, Undefined>

extension Result where Failure == Undefined {
  /// The value, nil when it is undefined.
  public var value: Success? { try? get() }
  /// Why there is no value; nil when there is one.
  public var reason: Undefined? {
    if case .failure(let reason) = self { reason } else { nil }
  }
}
