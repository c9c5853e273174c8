import ResultTables

/// Why a results directory cannot be shown.
public enum ResultsError: Error, Sendable, Equatable, CustomStringConvertible {
  /// There is no such directory, or it holds no results.
  case missing(directory: String, reason: String)
  /// There are results, but they cannot be relied on.
  case damaged(directory: String, reason: String)
  /// Nothing of that name can be drawn from these results.
  case noFigure(name: String, reason: String)

  /// After sysexits: 66 no input, 65 bad data, 64 wrong usage.
  public var exitCode: Int32 {
    switch self {
    case .missing: 66
    case .damaged: 65
    case .noFigure: 64
    }
  }

  public var description: String { told.printable }

  private var told: String {
    switch self {
    case .missing(let directory, let reason): "'\(directory)' holds no results: \(reason)"
    case .damaged(let directory, let reason): "the results in '\(directory)' cannot be relied on: \(reason)"
    case .noFigure(let name, let reason): "there is no figure '\(name)': \(reason)"
    }
  }
}
