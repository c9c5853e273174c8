/// A parameter of a check: the formula and the simulation both read it.
public struct CheckParameter: Sendable, Equatable {
  public let name: String
  /// The symbol of the science.
  public let symbol: String
  public let standard: Double
  public let range: ClosedRange<Double>
  public let unit: String
  public let isWhole: Bool
  public let summary: String

  init(
    _ name: String, _ symbol: String, _ standard: Double, in range: ClosedRange<Double>, unit: String = "1",
    whole: Bool = false, _ summary: String
  ) {
    self.name = name
    self.symbol = symbol
    self.standard = standard
    self.range = range
    self.unit = unit
    isWhole = whole
    self.summary = summary
  }
}

/// What must hold between parameters besides their ranges: a quantity of the point lies in a range.
///
/// Outside it theory has no value, or what it speaks of is so rare or so slow that no run of the check can see it.
public struct Constraint: Sendable {
  /// In names and words of the parameters.
  public let quantity: String
  /// Ends may be infinite.
  public let range: ClosedRange<Double>
  public let reason: String
  let value: @Sendable (Point) -> Double

  init(
    _ quantity: String, in range: ClosedRange<Double>, _ reason: String, value: @escaping @Sendable (Point) -> Double
  ) {
    self.quantity = quantity
    self.range = range
    self.reason = reason
    self.value = value
  }
}

/// Values of a check's parameters.
public struct Point: Sendable, Equatable {
  private var values: [String: Double]

  init(_ values: [String: Double]) { self.values = values }

  public subscript(name: String) -> Double {
    guard let value = values[name] else { preconditionFailure("the check has no parameter \(name)") }
    return value
  }

  func whole(_ name: String) -> Int { Int(self[name]) }

  /// The same point with one value moved.
  public func with(_ name: String, _ value: Double) -> Point {
    var moved = self
    moved.values[name] = value
    return moved
  }
}

/// Why a point was refused.
public enum PointProblem: Error, Sendable, Equatable {
  case unknown(name: String, known: [String])
  case notANumber(name: String, text: String)
  case notWhole(name: String, text: String)
  case outOfRange(name: String, text: String, range: ClosedRange<Double>)
  case twice(name: String)
  /// Values that cannot stand together.
  case impossible(quantity: String, value: Double, range: ClosedRange<Double>, reason: String)
}

extension Check {
  /// The default point with some values changed.
  /// - Parameter assignments: names and numbers as somebody wrote them.
  /// - Throws: the first problem.
  public func point(_ assignments: [(name: String, text: String)]) throws(PointProblem) -> Point {
    var point = defaults, given: Set<String> = []
    for (name, text) in assignments {
      guard let parameter = parameters.first(where: { $0.name == name }) else {
        throw .unknown(name: name, known: parameters.map(\.name))
      }
      guard given.insert(name).inserted else { throw .twice(name: name) }
      guard let value = Double(text), value.isFinite else { throw .notANumber(name: name, text: text) }
      guard parameter.range.contains(value) else {
        throw .outOfRange(name: name, text: text, range: parameter.range)
      }
      guard !parameter.isWhole || value == value.rounded() else { throw .notWhole(name: name, text: text) }
      point = point.with(name, value)
    }
    for constraint in constraints {
      let value = constraint.value(point)
      guard constraint.range.contains(value) else {
        throw .impossible(
          quantity: constraint.quantity, value: value, range: constraint.range, reason: constraint.reason)
      }
    }
    return point
  }
}
