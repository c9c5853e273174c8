/// The JSON Schema of scenario files.
public enum ScenarioSchema {
  /// The schema (draft 2020-12), made from the fields that the validator uses; always the same bytes.
  ///
  /// It says what the form of a file may be. Combinations of settings that the model refuses are beyond it: `validate`
  /// finds those too. `x-unit`, `x-symbol`, `x-grade` and `x-source` are annotations for readers and editors.
  public static func json() -> String {
    let head: [(String, JSON)] = [
      ("$schema", .string("https://json-schema.org/draft/2020-12/schema")),
      ("$id", .string("urn:rainmaker:scenario:1")), ("title", .string("Rainmaker scenario")),
      ("description", .string("A study of sales management: the firm, its surroundings, and the regimes to compare.")),
    ]
    return JSON.members(head + ScenarioFormat.standard.root.schema(Draft(name: "scenario"))).text() + "\n"
  }
}
