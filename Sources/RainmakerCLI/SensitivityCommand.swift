import ArgumentParser
import Experiments

/// `rainmaker sensitivity`
struct SensitivityCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sensitivity",
    abstract: "Finds the settings that a scenario's answer hangs on most.",
    discussion: """
      Runs the scenario at many points, where all the settings vary that it names under \
      sensitivity.vary: every regime, the same random numbers, equal cost where it has \
      a budget. The answer is a hypothesis or a metric. Tables, interruption and \
      --resume are those of `run`, which gives the same for a scenario with a block \
      sensitivity; without one, every parameter varies by a quarter of its value \
      either way.

      EXAMPLES
        rainmaker sensitivity Scenarios/levers-first.yaml
        rainmaker sensitivity mine.yaml --of pull-wins --trials 20
        rainmaker sensitivity mine.yaml --of profit --method sobol --points 128
        rainmaker sensitivity mine.yaml --set sensitivity.vary=0.1 --trials 10
      """)

  @OptionGroup var scenario: ScenarioOptions

  @Option(
    help: ArgumentHelp(
      "The hypothesis, or the metric: whether the first regime has more of it than the second.", valueName: "name"))
  var of: String?

  @Option(help: ArgumentHelp("How points are made.", valueName: "name"))
  var method: SensitivityPlan.Method?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Trajectories (morris) or blocks (sobol), instead of the scenario's.", valueName: "n"))
  var points: Int?

  @Flag(help: "Also tells what each two settings do together (method sobol), for twice the points.")
  var pairs = false

  @OptionGroup var study: StudyOptions

  func validate() throws {
    try study.check(against: scenario)
    let range = SensitivityPlan.sizeRange
    if let points, !range.contains(points) {
      throw ValidationError("--points takes \(range.lowerBound) to \(range.upperBound), got \(points).")
    }
  }

  func run() throws {
    var settings: [(path: String, value: String)] = []
    if let of { settings.append(("sensitivity.of", "'\(of.replacing("'", with: "''"))'")) }
    if let method { settings.append(("sensitivity.method", method.rawValue)) }
    if let points { settings.append(("sensitivity.points", String(points))) }
    if pairs { settings.append(("sensitivity.pairs", "true")) }
    try study.run(scenario, settings: settings, blocks: ["sensitivity"])
  }
}

extension SensitivityPlan.Method: ExpressibleByArgument {}
