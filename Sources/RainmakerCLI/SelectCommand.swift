import ArgumentParser
import Experiments

/// `rainmaker select`
struct SelectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "select",
    abstract: "Finds the regimes, or points of a design, that cannot be beaten.",
    discussion: """
      Runs trials until it is clear which alternatives are the best: all on the same \
      random numbers, at equal cost where the scenario has a budget, over plausible \
      firms where it has an ensemble. What has fallen behind is not simulated any \
      more. The answer is a set that cannot be told from the best, and by how much \
      all others are worse at least. Tables, interruption and --resume are those of \
      `run`, which gives the same for a scenario with a block select.

      EXAMPLES
        rainmaker select mine.yaml --indifference 0.05
        rainmaker select mine.yaml --metric exits --aim lowest --indifference 0.01
        rainmaker select mine.yaml --method ocba --runs 2000
        rainmaker select Scenarios/which-of-eight.yaml --trials 500 --json
      """)

  @OptionGroup var scenario: ScenarioOptions

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The difference that does not matter, in the metric's unit.", valueName: "size"))
  var indifference: Double?

  @Option(help: ArgumentHelp("The metric to choose by (default: profit).", valueName: "name"))
  var metric: String?

  @Option(help: "What is the best.")
  var aim: SelectionPlan.Aim?

  @Option(help: "How trials are distributed.")
  var method: SelectionPlan.Method?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Trials of every alternative before anything is decided.", valueName: "n"))
  var first: Int?

  @Option(
    parsing: .unconditional, help: ArgumentHelp("Runs of all alternatives together, for ocba.", valueName: "n"))
  var runs: Int?

  @Option(help: ArgumentHelp("With which the best is in the set.", valueName: "level"))
  var confidence: Double?

  @OptionGroup var study: StudyOptions

  func validate() throws {
    try study.check(against: scenario)
    if let indifference, !(indifference > 0 && indifference.isFinite) {
      throw ValidationError("--indifference takes a size above 0, got \(indifference).")
    }
    if let confidence, !Precision.confidenceRange.contains(confidence) {
      throw ValidationError(
        "--confidence takes 0.5 to 0.999, got \(confidence)\(confidence > 1 ? ": write 0.95 for 95 %" : "").")
    }
    for (name, value, range) in [
      ("first", first, SelectionPlan.firstRange), ("runs", runs, SelectionPlan.runRange),
    ] {
      guard let value, !range.contains(value) else { continue }
      throw ValidationError("--\(name) takes \(range.lowerBound) to \(range.upperBound), got \(value).")
    }
  }

  func run() throws {
    var settings: [(path: String, value: String)] = []
    func set(_ key: String, _ value: String?) { if let value { settings.append(("select." + key, value)) } }
    set("metric", metric.map { "'\($0.replacing("'", with: "''"))'" })
    set("aim", aim?.rawValue)
    set("method", method?.rawValue)
    set("indifference", indifference.map { "\($0)" })
    set("first", first.map(String.init))
    set("runs", runs.map(String.init))
    set("confidence", confidence.map { "\($0)" })
    try study.run(scenario, settings: settings, blocks: ["select"])
  }
}

extension SelectionPlan.Aim: ExpressibleByArgument {}
extension SelectionPlan.Method: ExpressibleByArgument {}
