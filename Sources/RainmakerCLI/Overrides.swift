import ArgumentParser

/// A `--set path=value`.
struct Override {
  let path: String
  let value: String

  init(argument: String) throws {
    guard let equals = argument.firstIndex(of: "="), equals != argument.startIndex else {
      throw ValidationError("expected path=value, such as trials=20 or regimes.push.levers.bonus=0.2.")
    }
    path = String(argument[..<equals])
    value = String(argument[argument.index(after: equals)...])
  }
}

/// Options that change a scenario from the command line.
struct ScenarioOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp("The scenario file (YAML or JSON); - is standard input.", valueName: "scenario"),
    completion: .file(extensions: ["yaml", "yml", "json"]))
  var path: String

  @Option(
    name: .customLong("set"),
    help: ArgumentHelp(
      "Changes a setting of the scenario, by its path; may be repeated. Values are YAML.",
      valueName: "path=value"), transform: Override.init(argument:))
  var settings: [Override] = []

  /// In the order in which they apply; the last of a path wins.
  var overrides: [(path: String, value: String)] { settings.map { ($0.path, $0.value) } }
}
