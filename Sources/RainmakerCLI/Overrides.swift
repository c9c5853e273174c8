import ArgumentParser

/// A `--set path=value`.
struct Override: ExpressibleByArgument {
  let path: String
  let value: String

  init?(argument: String) {
    guard let equals = argument.firstIndex(of: "="), equals != argument.startIndex else { return nil }
    path = String(argument[..<equals])
    value = String(argument[argument.index(after: equals)...])
  }
}

/// Options that change a scenario from the command line.
struct ScenarioOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp("The scenario file (YAML or JSON).", valueName: "scenario"),
    completion: .file(extensions: ["yaml", "yml", "json"]))
  var path: String

  @Option(
    name: .customLong("set"),
    help: ArgumentHelp(
      "Changes a setting of the scenario, by its path; may be repeated. Values are YAML.",
      valueName: "path=value"))
  var settings: [Override] = []

  /// In the order in which they apply; the last of a path wins.
  var overrides: [(path: String, value: String)] { settings.map { ($0.path, $0.value) } }
}
