import ResultTables

/// A setting of scenario files that the model does not declare itself: `organisation.span`, `trials`.
public struct ScenarioField: Sendable {
  /// Keys from the top; NAME stands where a file makes up a name.
  public let path: String
  public let summary: String
  /// Keywords of the schema in words: what it is, its range, choices and default.
  public let facts: [(key: String, value: JSONValue)]

  /// All of them, in the order of the format.
  public static let all: [ScenarioField] = fields(
    in: .members(ScenarioFormat.standard.root.schema(Draft(name: "scenario"))), path: "")

  /// What the model's own declarations describe.
  private static let declared = [
    "environment", "model.mechanisms", "model.parameters", "reference.levers", "regimes.NAME.levers",
  ]

  private static func fields(in schema: JSON, path: String) -> [ScenarioField] {
    if !schema.members("properties").isEmpty {
      return schema.members("properties").flatMap { key, value in field(value, path.isEmpty ? key : "\(path).\(key)") }
    }
    // What a file names: a mapping whose values are mappings of the format.
    guard let named = schema.member("additionalProperties"), !named.members("properties").isEmpty else { return [] }
    return fields(in: named, path: path + ".NAME")
  }

  private static func field(_ schema: JSON, _ path: String) -> [ScenarioField] {
    let own = ScenarioField(path: path, summary: schema.text("description"), facts: facts(schema))
    return [own] + (declared.contains(path) ? [] : fields(in: schema, path: path))
  }

  private static func facts(_ schema: JSON) -> [(key: String, value: JSONValue)] {
    [("type", "type"), ("least", "minimum"), ("most", "maximum"), ("choices", "enum"), ("default", "default")]
      .compactMap { label, keyword in schema.member(keyword).map { (key: label, value: $0) } }
  }
}

extension JSONValue {
  fileprivate func member(_ name: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.key == name }?.value
  }

  fileprivate func members(_ name: String) -> [(key: String, value: JSONValue)] {
    guard case .object(let members) = member(name) else { return [] }
    return members
  }

  fileprivate func text(_ name: String) -> String {
    guard case .string(let text) = member(name) else { return "" }
    return text
  }
}
