/// Mean and standard error of independent values.
public struct Sample: Sendable {
  public private(set) var count = 0
  public private(set) var mean = 0.0
  private var squares = 0.0

  public init(_ values: some Sequence<Double> = []) { for value in values { add(value) } }

  public mutating func add(_ value: Double) {
    count += 1
    let step = value - mean
    mean += step / Double(count)
    squares += step * (value - mean)
  }

  /// NaN for fewer than two values.
  public var variance: Double { squares / Double(count - 1) }
  public var standardError: Double { (variance / Double(count)).squareRoot() }
}
