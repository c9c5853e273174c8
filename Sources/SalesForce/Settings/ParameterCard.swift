/// Everything that is known about one parameter: the single source of the scenario schema, of `validate --effective`
/// and of the documentation's tables.
public struct ParameterCard: Sendable, Equatable {
  /// Where the value lives below `model.parameters` in a scenario, for example `prospecting.arrival_rate`.
  public let path: String
  /// The symbol of the science, for example `λ₀`.
  public let symbol: String
  /// One sentence on what the parameter is.
  public let summary: String
  /// One value for a number, several for a list of fixed length (one a pipeline stage, say).
  public let defaults: [Double]
  /// Admissible values of each element, both ends included.
  public let range: ClosedRange<Double>
  /// Whether only whole numbers are admissible.
  public let isWhole: Bool
  public let unit: String
  public let grade: Grade
  /// Paper, section or reasoning behind the default.
  public let source: String

  /// The part of the path before the dot: the mechanism or shared group that declares it.
  public var group: String { String(path.prefix { $0 != "." }) }
  /// The part of the path behind the dot.
  public var name: String { String(path.drop { $0 != "." }.dropFirst()) }
}

/// A combination of settings that cannot hold, found by the mechanism that would have to use it.
public struct SettingsProblem: Sendable, Equatable {
  /// Parameter paths at fault, the first being the one to point at.
  public let paths: [String]
  public let message: String
}
