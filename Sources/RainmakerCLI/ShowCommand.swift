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
        rainmaker show results/waning-push-pull --json > outcome.json
      """)

  @Argument(help: ArgumentHelp("The results directory.", valueName: "dir"), completion: .directory)
  var directory: String

  @Flag(help: "Prints everything as JSON instead of a table.")
  var json = false

  func run() throws {
    try Outcome.publish(Outcome.read(directory), asJSON: json)
  }
}
