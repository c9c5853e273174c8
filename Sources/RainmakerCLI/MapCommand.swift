import ArgumentParser
import Experiments

/// `rainmaker map`
struct MapCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "map",
    abstract: "Finds which regime is best where, over two settings, and how surely.",
    discussion: """
      Runs the scenario on the grid that it describes under map: every regime in every \
      cell, the same random numbers, equal cost where it has a budget. Each cell gets \
      the probability of each regime of being the best there. Tables, interruption and \
      --resume are those of `run`, which gives the same for a scenario with a block map.

      EXAMPLES
        rainmaker map Scenarios/push-frontier.yaml
        rainmaker map mine.yaml --metric win_rate --trials 40
        rainmaker map mine.yaml --metric exits --best least
      """)

  @OptionGroup var scenario: ScenarioOptions

  @Option(help: ArgumentHelp("What regimes are judged by, instead of the scenario's.", valueName: "name"))
  var metric: String?

  @Option(help: ArgumentHelp("Whether the best has the most of it or the least.", valueName: "name"))
  var best: MapPlan.Best?

  @OptionGroup var study: StudyOptions

  func validate() throws { try study.check(against: scenario) }

  func run() throws {
    var settings: [(path: String, value: String)] = []
    if let metric { settings.append(("map.metric", "'\(metric.replacing("'", with: "''"))'")) }
    if let best { settings.append(("map.best", best.rawValue)) }
    try study.run(scenario, settings: settings, blocks: ["map"])
  }
}

extension MapPlan.Best: ExpressibleByArgument {}
