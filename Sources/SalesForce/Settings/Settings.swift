/// Hands each mechanism the values of the parameters and levers that it declares, and keeps the declarations.
///
/// A mechanism asks for every number in its initialiser, naming range, unit, default, grade and source as it does so.
/// That call is the only way to a value, so nothing undeclared can be read; what is declared becomes the schema, the
/// effective scenario and the documentation.
///
/// ```swift
/// init(_ settings: inout Settings) {
///   rate = settings.number("arrival_rate", "λ₀", 2.88, in: 0.01...50, unit: "1/week", .calibrated, "16 wins a year",
///     "opportunities found in a reference seller-week")
/// }
/// ```
public struct Settings: Sendable {
  /// Descriptors in the order of declaration.
  public private(set) var cards: [ParameterCard] = []
  /// Combinations that the mechanisms refuse.
  public private(set) var problems: [SettingsProblem] = []
  /// Groups that read each lever, in the order of declaration.
  public private(set) var leverReaders: [LeverName: [String]] = [:]
  /// Groups that read each exogenous trend.
  public private(set) var threadReaders: [ThreadName: [String]] = [:]
  /// Values given by the scenario, by path; a missing one means the default.
  public let given: [String: [Double]]
  private var group = ""

  /// - Parameter given: values by parameter path, each inside its descriptor's range (scenario files check that with the
  ///   place in the file; a value of the wrong length or range becomes a problem here and the default stands).
  public init(given: [String: [Double]] = [:]) {
    self.given = given
  }

  /// Starts the declarations of a group; the name is the first part of its parameters' paths.
  public mutating func begin(group name: String) {
    group = name
  }

  /// Declares a number and returns its value.
  public mutating func number(
    _ name: String, _ symbol: String, _ standard: Double, in range: ClosedRange<Double>, unit: String,
    _ grade: Grade, _ source: String, _ summary: String
  ) -> Double {
    numbers(name, symbol, [standard], in: range, unit: unit, grade, source, summary)[0]
  }

  /// Declares a whole number and returns its value.
  public mutating func whole(
    _ name: String, _ symbol: String, _ standard: Int, in range: ClosedRange<Int>, unit: String,
    _ grade: Grade, _ source: String, _ summary: String
  ) -> Int {
    let value = declare(
      name, symbol, [Double(standard)], in: Double(range.lowerBound)...Double(range.upperBound), unit: unit, grade,
      source, summary, isWhole: true)[0]
    return Int(value)
  }

  /// Declares a list of fixed length and returns its values.
  public mutating func numbers(
    _ name: String, _ symbol: String, _ standard: [Double], in range: ClosedRange<Double>, unit: String,
    _ grade: Grade, _ source: String, _ summary: String
  ) -> [Double] {
    declare(name, symbol, standard, in: range, unit: unit, grade, source, summary, isWhole: false)
  }

  /// Declares that the group reads a lever.
  public mutating func lever(_ name: LeverName) -> Lever {
    leverReaders[name, default: []].append(group)
    return Lever(name)
  }

  /// Declares that the group reads an exogenous trend.
  public mutating func thread(_ name: ThreadName) -> ThreadName {
    threadReaders[name, default: []].append(group)
    return name
  }

  /// Records a problem unless the condition holds.
  /// - Parameters:
  ///   - condition: what has to hold.
  ///   - message: what to say where it does not.
  ///   - names: parameters of this group at fault, the first being the one to point at.
  public mutating func require(_ condition: Bool, _ message: String, at names: String...) {
    guard !condition else { return }
    problems.append(SettingsProblem(paths: names.map { group + "." + $0 }, message: message))
  }

  private mutating func declare(
    _ name: String, _ symbol: String, _ standard: [Double], in range: ClosedRange<Double>, unit: String,
    _ grade: Grade, _ source: String, _ summary: String, isWhole: Bool
  ) -> [Double] {
    let path = group + "." + name
    precondition(!cards.contains { $0.path == path }, "\(path) is declared twice")
    cards.append(
      ParameterCard(
        path: path, symbol: symbol, summary: summary, defaults: standard, range: range, isWhole: isWhole, unit: unit,
        grade: grade, source: source))
    guard let value = given[path] else { return standard }
    let fits =
      value.count == standard.count && value.allSatisfy { range.contains($0) && (!isWhole || $0 == $0.rounded()) }
    guard fits else {
      problems.append(
        SettingsProblem(
          paths: [path],
          message: """
            expected \(standard.count == 1 ? "a value" : "\(standard.count) values") \
            in \(range.lowerBound)...\(range.upperBound), got [\(value.map { "\($0)" }.joined(separator: ", "))]
            """))
      return standard
    }
    return value
  }
}
