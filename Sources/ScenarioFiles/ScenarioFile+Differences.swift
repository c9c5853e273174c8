import Experiments
import SalesForce

extension ScenarioFile {
  /// A setting in which two scenarios differ, each value as YAML; nil where one has no such setting.
  public struct Difference: Sendable, Equatable {
    public let path: String
    public let old, new: String?
  }

  /// Settings in which two scenarios differ, in the order of the format. Salaries that a budget was solved for are
  /// nobody's settings and are left aside.
  public static func differences(from old: Scenario, to new: Scenario) -> [Difference] {
    let (before, after) = (settings(old), settings(new))
    // Dots in the names of hypotheses could make two paths one.
    let left = Dictionary(before) { first, _ in first }, right = Dictionary(after) { first, _ in first }
    let paths = after.map(\.0) + before.map(\.0).filter { right[$0] == nil }
    return paths.filter { left[$0] != right[$0] }.map { Difference(path: $0, old: left[$0], new: right[$0]) }
  }

  /// Every setting by its path.
  private static func settings(_ scenario: Scenario) -> [(String, String)] {
    var draft = Draft(scenario)
    if let budget = draft.budget, budget.salaries != nil {
      draft.budget = Budget(target: budget.target, salaryFloor: budget.salaryFloor)
      for index in draft.givenRegimes.indices where draft.solvesSalary(of: draft.givenRegimes[index]) {
        draft.givenRegimes[index].levers[.salary] = nil
      }
    }
    return flat(.mapping(ScenarioFormat.standard.root.entries(draft)), "")
  }

  private static func flat(_ literal: Literal, _ path: String) -> [(String, String)] {
    guard case .mapping(let entries) = literal, !entries.isEmpty else {
      return [(path, literal.yaml(comments: false))]
    }
    return entries.flatMap { flat($0.value, path.isEmpty ? $0.key : path + "." + $0.key) }
  }
}
