import ArgumentParser
import Reports
import ResultTables
import ScenarioFiles

/// `rainmaker describe`
struct DescribeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "describe",
    abstract:
      "Explains mechanisms, parameters, levers, exogenous trends, metrics and presets of the model, and settings of scenarios.",
    discussion: """
      Without a name it lists everything. All of it comes from the declarations \
      that the model runs on. --odd prints the whole model in the ODD protocol.

      EXAMPLES
        rainmaker describe
        rainmaker describe pipeline
        rainmaker describe push
        rainmaker describe span
        rainmaker describe prospecting.arrival_rate
        rainmaker describe --json > model.json
        rainmaker describe --odd > ODD.md
      """)

  @Argument(
    help: ArgumentHelp("A mechanism, parameter, lever, trend, metric, preset or setting.", valueName: "name"),
    completion: .custom { _, _, _ in Self.catalogue.names })
  var name: String?

  @Flag(help: "Prints the whole model in the ODD protocol, as Markdown.")
  var odd = false

  @Flag(help: "Prints JSON instead of text.")
  var json = false

  private static var catalogue: Catalogue {
    Catalogue(
      presets: Presets.all, settings: ScenarioField.all.map { Declaration.setting($0.path, $0.summary, $0.facts) })
  }

  func validate() throws {
    if odd, name != nil || json { throw ValidationError("--odd describes the whole model, in Markdown.") }
  }

  func run() throws {
    if odd { return try Terminal.publish(ODD(presets: Presets.levers).markdown) }
    let catalogue = Self.catalogue
    guard let name else {
      return try Terminal.publish((json ? catalogue.json.text() : catalogue.overview) + "\n")
    }
    let found = catalogue.named(name)
    guard !found.isEmpty else {
      let holding = catalogue.names(containing: name)
      let hint: String
      if let nearest = Suggestion.nearest(to: name, among: catalogue.names) {
        hint = "; did you mean '\(nearest)'?"
      } else if holding.isEmpty {
        hint = "."
      } else {
        hint = "; there is \(holding.prefix(12).joined(separator: ", "))\(holding.count > 12 ? ", …" : ".")"
      }
      Terminal.say("rainmaker: nothing is called '\(name)'\(hint) `rainmaker describe` lists every name.")
      throw ExitCode(64)
    }
    let text = json ? JSONValue.array(found.map(\.json)).text() : found.map(\.text).joined(separator: "\n\n")
    try Terminal.publish(text + "\n")
  }
}
