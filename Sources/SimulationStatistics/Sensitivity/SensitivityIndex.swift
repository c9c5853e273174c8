import LinearAlgebra

/// An estimated share of a variance, or another number that says how much an output hangs on an input.
public struct SensitivityIndex: Sendable, Hashable {
  /// The estimate. A share may come out negative, or above 1: it is a difference of estimates.
  public let value: Double
  public let standardError: Double
  public let interval: ConfidenceInterval

  init(_ value: Double, standardError: Double, critical: Double) {
    self.init(
      value, standardError: standardError,
      interval: ConfidenceInterval(mean: value, standardError: standardError, critical: critical))
  }

  init(_ value: Double, standardError: Double, interval: ConfidenceInterval) {
    (self.value, self.standardError, self.interval) = (value, standardError, interval)
  }

  /// Whether 0 lies within the interval: nothing that could be told from chance.
  public var holdsZero: Bool { interval.low <= 0 && interval.high >= 0 }

  /// Words for an estimated share below 0, which no true share is; nil for others.
  public var remark: String? {
    guard value < 0 else { return nil }
    return holdsZero
      ? "negative by sampling error; its interval holds 0"
      : "negative beyond its interval: more base points are needed"
  }
}

/// Checks that all analyses of outputs make.
enum SensitivityCheck {
  /// The replicates of each point; NaN or infinity where a point failed.
  static func outputs(_ outputs: Matrix, rows: Int, for function: String) throws(StatisticsError) {
    guard outputs.rowCount == rows else {
      throw .argument(
        function: function, argument: "rows of outputs", value: "\(outputs.rowCount)", expected: "\(rows), as points")
    }
    guard outputs.columnCount > 0 else {
      throw .tooFew(function: function, what: "replicates", count: 0, needed: 1)
    }
  }

  static func level(_ level: Double, for function: String) throws(StatisticsError) {
    guard level > 0, level < 1 else {
      throw .argument(function: function, argument: "level", value: "\(level)", expected: "between 0 and 1")
    }
  }
}
