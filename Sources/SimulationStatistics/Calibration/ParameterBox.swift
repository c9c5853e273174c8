import LinearAlgebra

/// A parameter of a model that is free, and the range that it is sought in.
public struct FreeParameter: Sendable, Hashable {
  public let name: String
  /// In the parameter's unit.
  public let range: ClosedRange<Double>

  /// - Throws: ``StatisticsError/argument(function:argument:value:expected:)`` for a range without width or end.
  public init(name: String, range: ClosedRange<Double>) throws(StatisticsError) {
    guard (range.upperBound - range.lowerBound).isFinite, range.upperBound > range.lowerBound else {
      throw .argument(
        function: "calibration", argument: "range of \(name)", value: "\(range)", expected: "finite, of some width")
    }
    (self.name, self.range) = (name, range)
  }

  var width: Double { range.upperBound - range.lowerBound }
}

/// The space that a calibration searches: a range a parameter.
public struct ParameterBox: Sendable, Hashable {
  public let parameters: [FreeParameter]

  /// - Throws: ``StatisticsError``: no parameters, more than 64, or two of one name.
  public init(_ parameters: [FreeParameter]) throws(StatisticsError) {
    guard (1...SobolPoints.largestDimension).contains(parameters.count) else {
      throw .argument(
        function: "calibration", argument: "free parameters", value: "\(parameters.count)",
        expected: "1 to \(SobolPoints.largestDimension)")
    }
    guard Set(parameters.map(\.name)).count == parameters.count else {
      throw .argument(
        function: "calibration", argument: "free parameters", value: "\(parameters.map(\.name))",
        expected: "names that differ")
    }
    self.parameters = parameters
  }

  /// d, the number of parameters.
  public var dimension: Int { parameters.count }

  /// Points of the unit cube in the parameters' units: a row a point.
  /// - Complexity: O(nd)
  public func points(unit: Matrix) throws(StatisticsError) -> Matrix {
    try mapped(unit) { parameter, u in
      min(parameter.range.upperBound, parameter.range.lowerBound + u * parameter.width)
    }
  }

  /// Points in the parameters' units as shares of their ranges: a row a point.
  /// - Complexity: O(nd)
  public func unit(points: Matrix) throws(StatisticsError) -> Matrix {
    try mapped(points) { parameter, x in (x - parameter.range.lowerBound) / parameter.width }
  }

  private func mapped(
    _ a: Matrix, _ function: (FreeParameter, Double) -> Double
  ) throws(StatisticsError) -> Matrix {
    guard a.columnCount == dimension else {
      throw .argument(
        function: "calibration", argument: "columns of points", value: "\(a.columnCount)",
        expected: "\(dimension), as free parameters")
    }
    var elements: [Double] = []
    elements.reserveCapacity(a.elements.count)
    for (j, parameter) in parameters.enumerated() { for x in a.column(j) { elements.append(function(parameter, x)) } }
    return Matrix(a.rowCount, a.columnCount, elements)
  }
}
