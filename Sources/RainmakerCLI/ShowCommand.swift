import ArgumentParser

/// `rainmaker show`
struct ShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Prints the table of a finished run again.",
    discussion: """
      Reads what the run wrote and runs nothing. Tables that have changed since \
      the run are refused.

      EXAMPLES
        rainmaker show results/waning-push-pull
        rainmaker show results/waning-push-pull --confidence 0.9
        rainmaker show results/waning-push-pull --json > outcome.json
      """)

  @Argument(help: ArgumentHelp("The results directory.", valueName: "dir"), completion: .directory)
  var directory: String

  @OptionGroup var confidence: ConfidenceOption

  @Flag(help: "Prints everything as JSON instead of a table.")
  var json = false

  func run() throws {
    try Outcome.publish(Outcome.read(directory, at: confidence.confidence), asJSON: json)
  }
}
