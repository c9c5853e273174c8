/// Everything that is wrong with a scenario, in the order of the file.
public struct ScenarioErrors: Error, Sendable, Equatable, CustomStringConvertible {
  /// At least one; problems of overrides behind those of the file.
  public let problems: [Problem]
  /// How many more there were than are kept.
  public let omitted: Int
  /// 66 if there was no file to read, 65 if what it says is wrong (sysexits).
  public let exitCode: Int32

  init(_ problems: [Problem], omitted: Int = 0, isInputMissing: Bool = false) {
    self.problems = problems
    self.omitted = omitted
    exitCode = isInputMissing ? 66 : 65
  }

  /// A line for each problem.
  public var description: String {
    var lines = problems.map(\.description)
    if omitted > 0 { lines.append("and \(omitted) more problem\(omitted == 1 ? "" : "s")") }
    return lines.joined(separator: "\n")
  }
}
