import Experiments
import ResultTables

extension ScenarioFile {
  /// The scenario with every setting filled in, for people: each with its meaning, unit, range, grade and source.
  ///
  /// Parsing it gives the same scenario again.
  public static func effective(_ scenario: Scenario) -> String {
    "# Every setting of the study, defaults filled in.\n" + text(scenario, comments: true)
  }

  /// The scenario as results directories keep it: complete, without comments, the same bytes for the same scenario.
  ///
  /// Presets are written out as levers, so that what a study did stays readable when a preset changes. Parsing it gives
  /// the same scenario again; its SHA-256 names the study.
  public static func resolved(_ scenario: Scenario) -> String { text(scenario, comments: false) }

  /// The same as a document, for programs.
  public static func document(_ scenario: Scenario) -> JSONValue {
    Literal.mapping(ScenarioFormat.standard.root.entries(Draft(scenario))).json
  }

  private static func text(_ scenario: Scenario, comments: Bool) -> String {
    Literal.mapping(ScenarioFormat.standard.root.entries(Draft(scenario))).yaml(comments: comments)
  }
}
