import ArgumentParser
import ScenarioFiles

/// `rainmaker schema`
struct SchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema",
    abstract: "Prints the JSON Schema (2020-12) of scenario files.",
    discussion: """
      Editors with a YAML language server complete and check scenario files with it.

      EXAMPLES
        rainmaker schema > scenario.schema.json
        check-jsonschema --schemafile scenario.schema.json mine.yaml
      """)

  func run() throws {
    try Terminal.publish(ScenarioSchema.json())
  }
}
